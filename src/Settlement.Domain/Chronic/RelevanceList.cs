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
public sealed record Relevance(RegionCode Owner, string Disease, RelevanceKind Kind, string Prefix, DateRange InForce)
{
    internal bool Covers(string code) => code.StartsWith(Prefix, StringComparison.Ordinal);
}

/// <summary>
/// 病种相关目录: which diagnoses and items belong to which chronic disease. It only warns of what looks wrong (R-CHR-03); the doctor decides
/// what a line is for (R1.11). The rows of a province stand in place of the national ones for that disease.
/// </summary>
public sealed class RelevanceList
{
    private readonly Relevance[] rows;

    public RelevanceList(IEnumerable<Relevance> rows) => this.rows = [.. rows];

    public static RelevanceList None { get; } = new([]);

    public static RegionCode National => default;

    /// <summary>Diseases to which the code belongs on a day, for a person insured in this region; in the order of their codes.</summary>
    /// <remarks>Asked of every line of an upload and a preview, and nearly always empty: it allocates only what it finds.</remarks>
    public IReadOnlyList<string> DiseasesOf(RelevanceKind kind, string code, DateOnly day, RegionCode insured)
    {
        SortedSet<string>? diseases = null;
        foreach (var row in rows)
            if (row.Kind == kind && row.Covers(code) && Holds(row, day, insured))
                (diseases ??= new(StringComparer.Ordinal)).Add(row.Disease);
        return diseases is null ? [] : [.. diseases];
    }

    /// <summary>
    /// Whether an item assigned to a disease is foreign to it. Only of western medicines, and only where the list names some for the disease: a
    /// consultation or a test may belong to any disease.
    /// </summary>
    public bool IsForeign(string disease, string itemCode, DateOnly day, RegionCode insured)
    {
        if (!itemCode.StartsWith('X'))
            return false;
        var namesMedicines = false;
        foreach (var row in rows)
            if (row.Disease == disease && row.Kind == RelevanceKind.Item && row.Prefix.StartsWith('X') && Holds(row, day, insured))
            {
                if (row.Covers(itemCode))
                    return false;
                namesMedicines = true;
            }
        return namesMedicines;
    }

    /// <summary>Whether the row is in force, and for this insured place: its province's own, or a national one where its province has none.</summary>
    private bool Holds(Relevance row, DateOnly day, RegionCode insured)
    {
        if (!row.InForce.Contains(day))
            return false;
        if (row.Owner == insured.Province)
            return true;
        if (row.Owner != National)
            return false;
        foreach (var other in rows)
            if (other.Owner == insured.Province && other.Disease == row.Disease && other.Kind == row.Kind && other.InForce.Contains(day))
                return false;
        return true;
    }
}
