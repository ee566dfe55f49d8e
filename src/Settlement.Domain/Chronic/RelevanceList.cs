namespace Settlement.Domain.Chronic;

/// <summary>What a row of the list is about.</summary>
public enum RelevanceKind
{
    /// <summary>ICD-10 codes.</summary>
    Diagnosis,

    /// <summary>Codes of drugs and services.</summary>
    Item,
}

/// <summary>Codes that belong to a disease.</summary>
/// <param name="Owner">Province of the insured place whose row it is; <see cref="RelevanceList.National"/> for the national list.</param>
/// <param name="Prefix">First characters of the codes.</param>
public sealed record Relevance(RegionCode Owner, string Disease, RelevanceKind Kind, string Prefix, DateRange InForce);

/// <summary>
/// 病种相关目录: which diagnoses and items belong to which chronic disease. It only warns of what looks wrong (R-CHR-03); the doctor decides
/// what a line is for (rules.md 1.11). The rows of a province stand in place of the national ones for that disease.
/// </summary>
public sealed class RelevanceList
{
    private readonly ILookup<string, Relevance> rows;

    public RelevanceList(IEnumerable<Relevance> rows) => this.rows = rows.ToLookup(row => row.Disease);

    public static RelevanceList None { get; } = new([]);

    public static RegionCode National => default;

    /// <summary>Diseases to which the code belongs on a day, for a person insured in this region; in the order of their codes.</summary>
    public IReadOnlyList<string> DiseasesOf(RelevanceKind kind, string code, DateOnly day, RegionCode insured) =>
    [
        .. rows.Where(disease => Of(disease, kind, day, insured).Any(row => code.StartsWith(row.Prefix, StringComparison.Ordinal)))
            .Select(disease => disease.Key).Order(StringComparer.Ordinal),
    ];

    /// <summary>
    /// Whether an item assigned to a disease is foreign to it. Only of western medicines, and only where the list names some for the disease: a
    /// consultation or a test may belong to any disease.
    /// </summary>
    public bool IsForeign(string disease, string itemCode, DateOnly day, RegionCode insured)
    {
        if (!itemCode.StartsWith('X'))
            return false;
        var medicines = Of(rows[disease], RelevanceKind.Item, day, insured).Where(row => row.Prefix.StartsWith('X')).ToList();
        return medicines.Count > 0 && !medicines.Any(row => itemCode.StartsWith(row.Prefix, StringComparison.Ordinal));
    }

    private static IEnumerable<Relevance> Of(IEnumerable<Relevance> disease, RelevanceKind kind, DateOnly day, RegionCode insured)
    {
        var inForce = disease.Where(row => row.Kind == kind && row.InForce.Contains(day)).ToList();
        var own = inForce.Where(row => row.Owner == insured.Province).ToList();
        return own.Count > 0 ? own : inForce.Where(row => row.Owner == National);
    }
}
