namespace Settlement.Domain.Policies;

/// <summary>A policy version and the days for which it is published.</summary>
public readonly record struct VersionDays(string Version, DateRange Days);

/// <summary>What a publication does to another version of the region and scheme.</summary>
/// <param name="After">Null where it is superseded whole.</param>
public sealed record VersionChange(string Version, DateRange Before, DateRange? After);

/// <summary>发布政策: what publishing a version does to those that are there, and what speaks against it (R-PRI-02): no overlap, no gap unnoticed.</summary>
/// <param name="Days">Days of the new version.</param>
/// <param name="Findings">Of the version itself and of the days of all versions; a gap or overlap blocks, a warning is acknowledged.</param>
public sealed record PolicyPublication(DateRange Days, IReadOnlyList<VersionChange> Changes, IReadOnlyList<PolicyFinding> Findings)
{
    public IEnumerable<PolicyFinding> Blocking => Findings.Where(finding => finding.Kind != PolicyFindingKind.Warning);

    public IEnumerable<PolicyFinding> Warnings => Findings.Where(finding => finding.Kind == PolicyFindingKind.Warning);

    /// <summary>
    /// The version in force ends the day before; one whose days the new version holds whole is superseded; a later one keeps its days.
    /// </summary>
    /// <param name="policy">Its last day holds; its first one may be another.</param>
    /// <param name="from">First day.</param>
    /// <param name="published">The published versions of the same region and scheme.</param>
    /// <exception cref="ArgumentException">The policy ends before <paramref name="from"/>.</exception>
    public static PolicyPublication Of(ReimbursementPolicy policy, DateOnly from, IReadOnlyList<VersionDays> published)
    {
        var days = new DateRange(from, policy.InForce.Last);
        var changes = published.Where(version => version.Days.Overlaps(days)).OrderBy(version => version.Days.First)
            .Select(version => Change(version, days)).OfType<VersionChange>().ToList();
        var after = published.Select(version => changes.Find(change => change.Version == version.Version) is { } change
                ? (version.Version, Days: change.After)
                : (version.Version, Days: version.Days))
            .Where(version => version.Days is not null).Select(version => new VersionDays(version.Version, version.Days!.Value))
            .Append(new(policy.Version, days)).ToList();
        return new(days, changes, [.. PolicyProof.Of(policy), .. NewFaults(published, after), .. Losses(changes, published, after)]);
    }

    /// <summary>
    /// Whether a version may begin on a day: today or later, or earlier where no version was in force on the days until today, so that
    /// nobody can have been settled by another one.
    /// </summary>
    public static bool MayBegin(DateOnly from, DateOnly today, IReadOnlyList<VersionDays> published) =>
        from >= today || !published.Any(version => version.Days.Overlaps(new(from, today.AddDays(-1))));

    /// <returns>Null where it keeps its days, which then overlap: a version that ends within a later one.</returns>
    private static VersionChange? Change(VersionDays version, DateRange days)
    {
        if (version.Days.First < days.First)
            return new(version.Version, version.Days, new(version.Days.First, days.First.AddDays(-1)));
        return days.Last is null || version.Days.Last <= days.Last ? new(version.Version, version.Days, null) : null;
    }

    /// <summary>Gaps and overlaps that are not there already.</summary>
    private static IEnumerable<PolicyFinding> NewFaults(IReadOnlyCollection<VersionDays> before, IReadOnlyCollection<VersionDays> after)
    {
        var known = PolicyProof.FaultsOfDays(before).Select(fault => fault.Days).ToList();
        return PolicyProof.FaultsOfDays(after).Where(fault => !known.Exists(days => Holds(days, fault.Days))).Select(fault => fault.Finding);
    }

    private static IEnumerable<PolicyFinding> Losses(
        IEnumerable<VersionChange> changes, IReadOnlyCollection<VersionDays> before, IReadOnlyCollection<VersionDays> after)
    {
        foreach (var change in changes.Where(change => change.After is null))
            yield return new(PolicyFindingKind.Warning, PolicyFindingCode.VersionSuperseded, change.Version, $"{change.Before}");
        if (LastOf(after) is { } last && before.Count > 0 && !(LastOf(before) <= last))
            yield return new(PolicyFindingKind.Warning, PolicyFindingCode.DaysLeftWithout, $"{new DateRange(last.AddDays(1), LastOf(before))}", "");
    }

    /// <summary>The last day that any version holds; null where one has no end.</summary>
    private static DateOnly? LastOf(IReadOnlyCollection<VersionDays> versions) =>
        versions.Any(version => version.Days.Last is null) ? null : versions.Max(version => version.Days.Last);

    private static bool Holds(DateRange whole, DateRange part) =>
        whole.First <= part.First && (whole.Last is null || (part.Last is { } last && last <= whole.Last));
}
