using static Settlement.Persistence.ReferenceData.Column;

namespace Settlement.Persistence.ReferenceData;

/// <summary>Outpatient chronic diseases and the groups of them that are settled between provinces.</summary>
internal static class ChronicDiseases
{
    internal static readonly Dataset Disease = new("chronic_disease",
        Code("code", "M[0-9]{5}"), Text("name"), Text("cross_province_group").Optional(),
        Day("supported_from").Optional(), Flag("mapping_verified").Optional())
    {
        Complete = _ => row =>
            row["cross_province_group"].Length == 0 == (row["supported_from"].Length == 0)
            && row["cross_province_group"].Length == 0 == (row["mapping_verified"].Length == 0)
                ? []
                : throw row.Error("group, first day and verification stand together or not at all"),
    };
}
