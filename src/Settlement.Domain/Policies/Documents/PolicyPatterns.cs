namespace Settlement.Domain.Policies.Documents;

/// <summary>Forms of the words and codes in a policy document, for the reader and for the schema.</summary>
internal static class PolicyPatterns
{
    internal const string Region = "^[1-9][0-9]{5}$";

    internal const string Disease = $"^{DiseaseText}$";

    internal const string GroupName = $"^{GroupNameText}$";

    // In .NET "$" lets a line feed follow, so the reader ends its patterns otherwise.
    internal const string ExactDisease = $@"^{DiseaseText}\z";

    internal const string ExactGroupName = $@"^{GroupNameText}\z";

    private const string DiseaseText = "M[0-9]{5}";

    private const string GroupNameText = "[a-z][A-Za-z0-9]{0,29}";

    internal const string Benefit = "^(inpatient|outpatient|pharmacy|specialDrug|chronicOutpatient/M[0-9]{5})$";

    internal const int LongestVersion = 60;

    internal const int LongestRegionName = 100;

    internal const int OldestAge = 150;

    internal const int MostFilingDays = 366;
}
