using Settlement.Domain.Facilities;

namespace Settlement.Domain.Policies;

/// <summary>Asks every ratio of a policy how far it falls away from home (R1.8, R1.9).</summary>
internal static class ReductionProof
{
    internal static IEnumerable<PolicyFinding> Warnings(ReimbursementPolicy policy) =>
        from reduction in PolicyProof.ReductionsOf(policy)
        from warning in Warnings(policy, reduction.Place, reduction.Reduction, reduction.Benefits)
        select warning;

    private static IEnumerable<PolicyFinding> Warnings(
        ReimbursementPolicy policy, string place, AwayReduction reduction, IReadOnlyList<Benefit> benefits)
    {
        var ratios = LocalRatios(policy, benefits).ToList();
        foreach (var (treatmentClass, percent) in reduction.Percent)
        {
            var at = $"{place}.{PolicyProof.WordOf(treatmentClass)}";
            if (treatmentClass == TreatmentClass.LongTerm && percent > 0)
                yield return new(PolicyFindingKind.Warning, PolicyFindingCode.LongTermReduced, at, $"{percent:0.##}");
            if (MostPoints(treatmentClass) is { } most && Widest(ratios, r => r.Local, r => reduction.Effective(r.Local, treatmentClass)) is { } drop
                && drop.Points > most)
                yield return new(PolicyFindingKind.Warning, PolicyFindingCode.ReductionTooLarge, at, $"{drop} > {most}");
        }
        if (reduction.Pays(TreatmentClass.LongTermAtHome) && reduction.Pays(TreatmentClass.Referral)
            && Widest(ratios, r => reduction.Effective(r.Local, TreatmentClass.Referral), r => reduction.Effective(r.Local, TreatmentClass.LongTermAtHome)) is { } below
            && below.Points > 0)
            yield return new(PolicyFindingKind.Warning, PolicyFindingCode.AtHomeBelowReferral,
                $"{place}.{PolicyProof.WordOf(TreatmentClass.LongTermAtHome)}", $"{below}");
    }

    /// <summary>Most percentage points below the local ratio; null for a class without such a limit.</summary>
    private static int? MostPoints(TreatmentClass treatmentClass) => treatmentClass switch
    {
        TreatmentClass.Referral or TreatmentClass.Emergency => 10,
        TreatmentClass.OtherTemporary or TreatmentClass.Unfiled or TreatmentClass.LongTermElsewhere => 20,
        _ => null,
    };

    private static IEnumerable<RatioAt> LocalRatios(ReimbursementPolicy policy, IReadOnlyList<Benefit> benefits) =>
        from benefit in benefits
        let rules = policy.Benefits[benefit]
        from band in rules.Bands.All
        where band.Figure.IsWhole(policy.Groups.All.Count)
        from level in Enum.GetValues<FacilityLevel>()
        from index in Enumerable.Range(0, policy.Groups.All.Count)
        let person = policy.Groups.All[index]
        select new RatioAt(
            $"{benefit} {PolicyProof.WordOf(level)} {person.Name} ≤ {band.UpTo?.ToString() ?? "∞"}",
            rules.LocalRatio(band.Figure.For(level, index), person.Category));

    private static Drop? Widest(IEnumerable<RatioAt> ratios, Func<RatioAt, Ratio> upper, Func<RatioAt, Ratio> lower) =>
        ratios.Select(r => new Drop(r.Place, upper(r), lower(r))).OrderByDescending(d => d.Points).FirstOrDefault();

    private sealed record RatioAt(string Place, Ratio Local);

    private sealed record Drop(string Place, Ratio From, Ratio To)
    {
        internal decimal Points => (From.Value - To.Value) * 100m;

        public override string ToString() => $"{Place}: {From} − {To} = {Points:0.####}";
    }
}
