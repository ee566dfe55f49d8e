using Settlement.Domain.BenefitAccounts;
using Settlement.Domain.Policies;

namespace Settlement.Domain.Settlements;

/// <summary>What one layer adds to its base of the year, and what it pays.</summary>
internal sealed record LayerPayment(LayerKind Kind, Money Base, Money Paid, WorkingStep Working);

/// <summary>Step 9 of rules.md 2.1: 大额 / 大病 pay on the in-scope personal share, by bands that run over the year.</summary>
internal static class LayerCalculator
{
    internal static IReadOnlyList<LayerPayment> Calculate(SettlementClaim claim, ReimbursementPolicy policy, PooledFundShare pooled)
    {
        var payments = new List<LayerPayment>();
        foreach (var layer in policy.Layers.Where(l => l.Services.Contains(claim.Encounter.Service)))
            payments.Add(Pay(layer, claim, pooled, Money.Sum(payments.Select(p => p.Paid))));
        return payments;
    }

    private static LayerPayment Pay(SupplementaryLayer layer, SettlementClaim claim, PooledFundShare pooled, Money paidByEarlierLayers)
    {
        var counted = (Money.Sum(layer.Base.Select(part => AmountOf(part, pooled))) - paidByEarlierLayers).AtLeastZero();
        var before = claim.Account[Accumulator.LayerBase(layer.Kind)];
        var (from, to) = ((before - layer.YearlyDeductible).AtLeastZero(), (before + counted - layer.YearlyDeductible).AtLeastZero());

        var bands = layer.Bands.Slice(from, to)
            .Select(band => (band.Part, Ratio: band.Figure[claim.Person.Category]))
            .Select(band => new WorkingStep(WorkingRule.Band, band.Part.Share(band.Ratio), $"{band.Part} × {band.Ratio}", layer.Source))
            .ToList();
        var full = Money.Sum(bands.Select(b => b.Amount));
        var (paid, ceiling) = BelowCeiling(layer, claim.Account, full);

        return new(layer.Kind, counted, paid, new(
            layer.Kind == LayerKind.LargeAmount ? WorkingRule.LargeAmount : WorkingRule.LargeIllness,
            paid,
            ceiling is null ? WorkingStep.SumOf(bands) : $"min({WorkingStep.SumOf(bands)}, {ceiling.Amount})",
            layer.Source,
            [new(WorkingRule.LayerBase, to, $"{before} + {counted} - {layer.YearlyDeductible}"), .. bands, .. ceiling is null ? [] : new[] { ceiling }]));
    }

    /// <summary>What the layer still pays in the year, with the step that shows its ceiling; null where it has none.</summary>
    private static (Money Paid, WorkingStep? Ceiling) BelowCeiling(SupplementaryLayer layer, BenefitAccount account, Money full)
    {
        if (layer.YearlyCeiling is not { } yearly)
            return (full, null);
        var used = account[Accumulator.LayerPaid(layer.Kind)];
        var room = (yearly - used).AtLeastZero();
        return (Money.Min(full, room), new(WorkingRule.Ceiling, room, $"{yearly} - {used}", layer.Source));
    }

    private static Money AmountOf(LayerBasePart part, PooledFundShare pooled) => part switch
    {
        LayerBasePart.Deductible => pooled.Deductible,
        LayerBasePart.CoPay => pooled.CoPay,
        LayerBasePart.OverCeiling => pooled.OverCeiling,
        _ => throw new NotSupportedException(part.ToString()),
    };
}
