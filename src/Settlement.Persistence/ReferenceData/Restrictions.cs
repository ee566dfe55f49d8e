using static Settlement.Persistence.ReferenceData.Column;

namespace Settlement.Persistence.ReferenceData;

/// <summary>限定支付范围 as conditions: what the payment restrictions of the drug catalogue say, and whom a service can concern at all.</summary>
internal static class Restrictions
{
    /// <summary>Keyed by the published text, so a text that a later edition changes is prose again until somebody has read it.</summary>
    internal static readonly Dataset Drug = new("drug_restriction",
        Text("text"), OnlyAge, OnlySex,
        OneOf("from_level", "Primary", "Secondary", "Tertiary").Optional(),
        OneOf("only_care", "Inpatient", "Emergency", "InpatientOrEmergency").Optional(),
        Flag("second_line"), Flag("other_insurance"), Flag("says_all"));

    internal static readonly Dataset Service = new("service_restriction", Code("code", "[0-9]{15}"), OnlyAge, OnlySex);

    private static Column OnlyAge => OneOf("only_age", "Newborn", "Infant", "Child").Optional();

    private static Column OnlySex => OneOf("only_sex", "Male", "Female").Optional();
}
