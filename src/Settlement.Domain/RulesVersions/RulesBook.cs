namespace Settlement.Domain.RulesVersions;

/// <summary>The versions of rules of one insured place, by day.</summary>
public sealed class RulesBook<TRules>(IReadOnlyList<TRules> versions) where TRules : class, IDatedRules<TRules>
{
    /// <summary>The place's own rules of that day, else the national ones.</summary>
    public TRules On(DateOnly day) =>
        versions.SingleOrDefault(v => new DateRange(v.InForceFrom, v.InForceThrough).Contains(day)) ?? TRules.Document.National;

    /// <summary>The place's own rules of that name, else the national ones.</summary>
    public TRules Named(string? version) => versions.SingleOrDefault(v => v.Version == version) ?? TRules.Document.National;

    /// <summary>
    /// Whether a version may be added: what has begun is never changed, and a later version stands behind every earlier one.
    /// </summary>
    public bool MayBeginOn(DateOnly first, DateOnly today) => first >= today && versions.All(v => v.InForceFrom < first);

    /// <summary>The last day of the version before one that begins then, where the new one cuts it short; null where it does not.</summary>
    public DateOnly? CutShortBy(DateOnly first) =>
        versions.MaxBy(v => v.InForceFrom) is { } last && (last.InForceThrough is null || last.InForceThrough >= first)
            ? first.AddDays(-1)
            : null;
}
