using Settlement.Domain.BenefitAccounts;
using Settlement.Domain.Catalogs;
using Settlement.Domain.Policies;
using static Settlement.Domain.Settlements.SettlementOutcome;

namespace Settlement.Domain.Settlements;

/// <summary>
/// Pairs the treatment place's catalogue with the insured place's policy (R-PRI-01, R-PRI-02), in the order of rules.md 2.1.
/// Pure: same claim, same outcome.
/// </summary>
public static class SettlementCalculator
{
    public static SettlementOutcome Settle(SettlementClaim claim)
    {
        var (treatmentClass, filing) = TreatmentClassification.Of(claim);
        if (Refusals.Of(claim, treatmentClass) is { } refused)
            return refused;

        var policy = claim.Policy!;
        var encounter = claim.Encounter;
        var (lines, refusedLines) = LineSplitter.Split(
            claim.Lines, claim.Catalog, claim.Facility.Region.Province, claim.Facility.Level, new(encounter.StartedOn, encounter.EndedOn));
        if (refusedLines.Count > 0)
            return new Refused(RefusalCode.LinesRefused, $"{refusedLines.Count}", refusedLines);

        var inScope = Money.Sum(lines.Select(l => l.InScope));
        var pooled = PooledFundCalculator.Calculate(claim, policy, treatmentClass, inScope);
        var layers = LayerCalculator.Calculate(claim, policy, pooled);
        var amounts = AmountsOf(lines, pooled, layers);

        return new Settled(new()
        {
            Lines = lines,
            TreatmentClass = treatmentClass,
            Filing = filing?.Id,
            PolicyVersion = policy.Version,
            Amounts = amounts,
            Bands = pooled.Bands,
            AccountChange = AccountChangeOf(claim, pooled, layers),
            Working = [.. ScopeSteps(amounts, lines.Count), .. pooled.Working, .. layers.Select(l => l.Working), PersonalStep(amounts)],
        });
    }

    private static StatementAmounts AmountsOf(IReadOnlyList<SplitLine> lines, PooledFundShare pooled, IReadOnlyList<LayerPayment> layers) => new(
        Total: Money.Sum(lines.Select(l => l.Line.Amount)),
        FullSelfPay: Money.Sum(lines.Select(l => l.FullSelfPay)),
        OverLimit: Money.Sum(lines.Select(l => l.OverLimit)),
        FirstSelfPaid: Money.Sum(lines.Select(l => l.FirstSelfPaid)),
        pooled.UpFrontShare,
        pooled.Deductible,
        pooled.Fund,
        LargeAmount: PaidBy(LayerKind.LargeAmount, layers),
        LargeIllness: PaidBy(LayerKind.LargeIllness, layers));

    private static Money PaidBy(LayerKind kind, IReadOnlyList<LayerPayment> layers) =>
        Money.Sum(layers.Where(l => l.Kind == kind).Select(l => l.Paid));

    private static AccountChange AccountChangeOf(SettlementClaim claim, PooledFundShare pooled, IReadOnlyList<LayerPayment> layers)
    {
        var service = claim.Encounter.Service;
        var amounts = new Dictionary<Accumulator, Money>
        {
            [Accumulator.Deductible(service)] = pooled.Deductible,
            [Accumulator.InBands(service)] = pooled.InBands,
            [Accumulator.PooledFund(service)] = pooled.Fund,
        };
        foreach (var layer in layers)
        {
            amounts[Accumulator.LayerBase(layer.Kind)] = layer.Base;
            amounts[Accumulator.LayerPaid(layer.Kind)] = layer.Paid;
        }
        return new(service, Encounters: 1, amounts.Where(a => a.Value != Money.Zero).ToDictionary());
    }

    private static IEnumerable<WorkingStep> ScopeSteps(StatementAmounts amounts, int lineCount) =>
    [
        new(WorkingRule.Total, amounts.Total, $"Σ {lineCount}"),
        new(WorkingRule.FullSelfPay, amounts.FullSelfPay, $"Σ {lineCount}"),
        new(WorkingRule.OverLimit, amounts.OverLimit, $"Σ {lineCount}"),
        new(WorkingRule.FirstSelfPaid, amounts.FirstSelfPaid, $"Σ {lineCount}"),
        new(WorkingRule.InScope, amounts.InScope, $"{amounts.Total} - {amounts.FullSelfPay} - {amounts.OverLimit} - {amounts.FirstSelfPaid}"),
    ];

    private static WorkingStep PersonalStep(StatementAmounts amounts) =>
        new(WorkingRule.Personal, amounts.Personal, $"{amounts.Total} - {amounts.FundTotal}");
}
