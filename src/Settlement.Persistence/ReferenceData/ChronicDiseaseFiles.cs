using static Settlement.Persistence.ReferenceData.Column;

namespace Settlement.Persistence.ReferenceData;

/// <summary>Outpatient chronic diseases and the groups of them that are settled between provinces.</summary>
internal static class ChronicDiseaseFiles
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

    /// <summary>Which diagnoses and items belong to a disease, by the first characters of their codes; 000000 owns the national rows.</summary>
    internal static readonly Dataset Relevance = new("chronic_relevance",
        Code("owner", "[0-9]{2}0000"), Code("disease_code", "M[0-9]{5}"), OneOf("kind", "Diagnosis", "Item"), Code("prefix", "[0-9A-Z.]{1,50}"),
        Day("valid_from"), Day("valid_through").Optional(), Text("source"))
    {
        KeyColumns = 5,
        AlsoReads = ["chronic_disease"],
        Complete = files =>
        {
            var diseases = files.Rows(Disease).Select(row => row["code"]).ToHashSet();
            return row => diseases.Contains(row["disease_code"]) ? [] : throw row.Error($"{row["disease_code"]} is not in chronic_disease");
        },
    };
}
