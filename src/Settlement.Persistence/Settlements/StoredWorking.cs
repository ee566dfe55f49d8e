using Settlement.Domain;
using Settlement.Domain.Settlements;

namespace Settlement.Persistence.Settlements;

/// <summary>The working as it is kept and answered.</summary>
public static class StoredWorking
{
    /// <summary>
    /// The two trees without a step for each fee line, which may be thousands: the lines are stored and answered for themselves, each
    /// with its split. What was the sum of the steps of n lines says so as <c>Σ n</c>.
    /// </summary>
    public static SettlementWorking WithoutFeeLines(this SettlementWorking working)
    {
        var total = working.Scope;
        return working with
        {
            Scope = new(
                total.Rule, total.Amount, total.Formula, total.Source, total.Version, [.. total.Parts.Select(WithoutFeeLines)],
                total.Basis),
        };
    }

    private static WorkingStep WithoutFeeLines(WorkingStep step) => step.Parts is [{ Rule: WorkingRule.FeeLine }, ..]
        ? new(step.Rule, step.Amount, $"Σ {step.Parts.Count}", step.Source, step.Version)
        : step;

    /// <summary>
    /// The trees of a working that was stored when it was one list of steps: total, scope, deductible, fund, layers, person. What the
    /// bands left to the person was no step then; it is what remains of the in-scope amount.
    /// </summary>
    internal static SettlementWorking OfSteps(IReadOnlyList<WorkingStep> steps)
    {
        WorkingStep? Find(WorkingRule rule) => steps.FirstOrDefault(step => step.Rule == rule);
        WorkingStep Named(WorkingRule rule) => Find(rule) ?? throw new InvalidDataException($"A stored working has no {rule}.");
        var (total, inScope, fund, personal) =
            (Named(WorkingRule.Total), Named(WorkingRule.InScope), Named(WorkingRule.PooledFund), Named(WorkingRule.Personal));

        var overCeiling = fund.Parts.FirstOrDefault(p => p.Rule == WorkingRule.OverCeiling);
        var scopeParts = new[] { Find(WorkingRule.UpFrontShare), Find(WorkingRule.Deductible), Leaf(fund), overCeiling }
            .OfType<WorkingStep>().Where(step => step.Amount != Money.Zero).ToList();
        var coPay = inScope.Amount - Money.Sum(scopeParts.Select(part => part.Amount));
        scopeParts.Add(new(WorkingRule.CoPay, coPay, string.Join(" - ", scopeParts.Select(part => part.Amount).Prepend(inScope.Amount))));
        var scope = Sum(WorkingRule.Total,
        [
            Named(WorkingRule.FullSelfPay), Named(WorkingRule.OverLimit), Named(WorkingRule.FirstSelfPaid),
            new(WorkingRule.InScope, inScope.Amount, inScope.Formula, Parts: scopeParts),
        ]);

        var layers = new[] { Find(WorkingRule.LargeAmount), Find(WorkingRule.LargeIllness) }.OfType<WorkingStep>();
        var funds = Sum(WorkingRule.FundTotal, [Paid(fund), .. layers.Select(Paid)]);
        return new(scope, Sum(WorkingRule.Total, [funds, new(WorkingRule.Personal, personal.Amount, $"{total.Amount} - {funds.Amount}")]));
    }

    private static WorkingStep Leaf(WorkingStep step) => new(step.Rule, step.Amount, step.Formula, step.Source, step.Version);

    /// <summary>What a fund or layer pays: its bands are parts, what a ceiling took off again is one, the rest explains.</summary>
    private static WorkingStep Paid(WorkingStep step)
    {
        var parts = step.Parts.Where(part => part.Rule == WorkingRule.Band).ToList();
        var cut = step.Amount - Money.Sum(parts.Select(part => part.Amount));
        if (cut != Money.Zero)
            parts.Add(new(WorkingRule.CutByCeiling, cut, $"{step.Amount} - {step.Amount - cut}"));
        return new(
            step.Rule, step.Amount, step.Formula, step.Source, step.Version, parts,
            [.. step.Parts.Where(part => part.Rule is WorkingRule.Ceiling or WorkingRule.LayerBase)]);
    }

    private static WorkingStep Sum(WorkingRule rule, IReadOnlyList<WorkingStep> parts) =>
        new(rule, Money.Sum(parts.Select(part => part.Amount)), string.Join(" + ", parts.Select(part => part.Amount)), Parts: parts);
}
