using Settlement.Domain.Facilities;
using Settlement.Domain.Persons;

namespace Settlement.Domain.Policies;

/// <summary>
/// The proof at publication: a policy answers for every day, age, level and person, and stays within what the nation allows. By
/// interval arithmetic over days and ages, and over every ratio of the policy.
/// </summary>
public static class PolicyProof
{
    /// <summary>What one version leaves open, and what it should be asked about.</summary>
    public static IReadOnlyList<PolicyFinding> Of(ReimbursementPolicy policy) =>
        [.. Ages(policy), .. Figures(policy), .. Classes(policy), .. ReductionProof.Warnings(policy)];

    /// <summary>Days between the versions of one region and scheme that none or several of them hold.</summary>
    public static IReadOnlyList<PolicyFinding> OfVersions(IReadOnlyCollection<ReimbursementPolicy> versions) =>
        [.. FaultsOfDays([.. versions.Select(v => new VersionDays(v.Version, v.InForce))]).Select(fault => fault.Finding)];

    /// <summary>The same, each with the days at fault.</summary>
    internal static IReadOnlyList<(DateRange Days, PolicyFinding Finding)> FaultsOfDays(IReadOnlyCollection<VersionDays> versions)
    {
        if (versions.Count == 0)
            return [];
        var days = versions.Select(v => (v.Days.First.DayNumber, v.Days.Last?.DayNumber)).ToList();
        var faults = Coverage.FaultsOf(days, days.Min(d => d.Item1), days.Exists(d => d.Item2 is null) ? null : days.Max(d => d.Item2));
        return [.. faults.Select(fault =>
        {
            var range = new DateRange(DateOnly.FromDayNumber(fault.First), fault.Last is { } last ? DateOnly.FromDayNumber(last) : null);
            var around = versions.Where(v => v.Days.Overlaps(range)
                || v.Days.Last?.DayNumber == fault.First - 1 || v.Days.First.DayNumber - 1 == fault.Last);
            var names = string.Join(", ", around.OrderBy(v => v.Days.First).ThenBy(v => v.Version, StringComparer.Ordinal).Select(v => v.Version));
            return (range, fault.IsGap
                ? new PolicyFinding(PolicyFindingKind.Gap, PolicyFindingCode.DaysWithoutPolicy, $"{range}", names)
                : new PolicyFinding(PolicyFindingKind.Overlap, PolicyFindingCode.DaysOfTwoPolicies, $"{range}", names));
        })];
    }

    private static IEnumerable<PolicyFinding> Ages(ReimbursementPolicy policy) =>
        from category in PersonCategories.Of(policy.Scheme)
        from fault in Coverage.FaultsOf(
            policy.Groups.All.Where(g => g.Category == category).Select(g => (g.FromAge, g.ThroughAge)), first: 0, last: null)
        select new PolicyFinding(PolicyFindingKind.Gap, PolicyFindingCode.AgesWithoutGroup, "personGroups",
            $"{category} {fault.First}–{fault.Last?.ToString() ?? "∞"}");

    private static IEnumerable<PolicyFinding> Figures(ReimbursementPolicy policy)
    {
        var groups = policy.Groups.All.Count;
        var places =
            from benefit in policy.Benefits
            let rules = benefit.Value
            let place = PlaceOf(benefit.Key)
            let deductibles = rules.DeductibleAway.Select(away => ($"{place}.deductibleAway.{WordOf(away.Key)}", away.Value))
                .Prepend(($"{place}.deductible", rules.Deductible))
            from missing in deductibles.Where(d => !IsWhole(d.Item2, groups)).Select(d => d.Item1)
                .Concat(rules.Bands.All.Where(band => !band.Figure.IsWhole(groups)).Select(_ => $"{place}.bands"))
            select missing;
        var others = policy.Ceilings.Select((ceiling, i) => ($"ceilings[{i}]", ceiling.Amount.All.Count))
            .Concat(policy.Layers.SelectMany((layer, i) => TermsOf(layer)
                .SelectMany(terms => terms.Bands.All.Select(band => ($"supplementaryLayers[{i}]", band.Figure.All.Count)))))
            .Where(place => place.Count != groups).Select(place => place.Item1);
        return places.Concat(others).Distinct()
            .Select(place => new PolicyFinding(PolicyFindingKind.Gap, PolicyFindingCode.FigureMissing, place, $"{groups}"));
    }

    private static bool IsWhole(Deductible deductible, int groups) => deductible switch
    {
        Deductible.PerEncounter rule => rule.Series.IsWhole(groups),
        Deductible.PerPeriod rule => rule.Amount.IsWhole(groups),
        _ => throw new NotSupportedException(deductible.GetType().Name),
    };

    private static IEnumerable<LayerTerms> TermsOf(SupplementaryLayer layer) =>
        layer.InHardship.Select(hardship => hardship.Terms).Concat(layer.General is { } general ? [general] : []);

    private static IEnumerable<PolicyFinding> Classes(ReimbursementPolicy policy) =>
        from reduction in ReductionsOf(policy)
        from treatmentClass in AwayReduction.AlwaysNamed.Union(policy.DirectSettlement.WithoutFiling.Select(place => place.CountsAs))
        where !reduction.Reduction.Pays(treatmentClass)
        select new PolicyFinding(PolicyFindingKind.Gap, PolicyFindingCode.ClassMissing, $"{reduction.Place}.{WordOf(treatmentClass)}", "");

    /// <summary>The policy's reduction and those of benefits of their own, each with the benefits for which it holds.</summary>
    internal static IEnumerable<(string Place, AwayReduction Reduction, IReadOnlyList<Benefit> Benefits)> ReductionsOf(ReimbursementPolicy policy) =>
        policy.Benefits.Where(b => b.Value.Reduction is not null)
            .Select(b => ($"{PlaceOf(b.Key)}.awayFromHome", b.Value.Reduction!, (IReadOnlyList<Benefit>)[b.Key]))
            .Prepend(("awayFromHome", policy.Reduction, [.. policy.Benefits.Where(b => b.Value.Reduction is null).Select(b => b.Key)]));

    internal static string WordOf<T>(T word) where T : struct, Enum => char.ToLowerInvariant($"{word}"[0]) + $"{word}"[1..];

    private static string PlaceOf(Benefit benefit) => benefit.ToString().Replace('/', '.');
}
