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
        var (kind, account) = (layer.Kind.ToString(), claim.Account);
        var counted = (Money.Sum(layer.Base.Select(part => AmountOf(part, pooled))) - paidByEarlierLayers).AtLeastZero();
        var before = account[Accumulator.LayerBase(kind)];

        var bands = layer.Bands
            .Slice((before - layer.YearlyDeductible).AtLeastZero(), (before + counted - layer.YearlyDeductible).AtLeastZero())
            .Select(band => (band.Part, Ratio: band.Figure[claim.Person.Category]))
            .Select(band => new WorkingStep(WorkingRule.Band, band.Part.Share(band.Ratio), $"{band.Part} × {band.Ratio}", layer.Source))
            .ToList();
        var paid = Money.Sum(bands.Select(b => b.Amount));
        if (layer.YearlyCeiling is { } ceiling)
            paid = Money.Min(paid, (ceiling - account[Accumulator.LayerPaid(kind)]).AtLeastZero());

        var formula = $"{before} + {counted} - {layer.YearlyDeductible}";
        var rule = layer.Kind == LayerKind.LargeAmount ? WorkingRule.LargeAmount : WorkingRule.LargeIllness;
        return new(layer.Kind, counted, paid, new(rule, paid, formula, layer.Source, bands));
    }

    private static Money AmountOf(LayerBase part, PooledFundShare pooled) => part switch
    {
        LayerBase.Deductible => pooled.Deductible,
        LayerBase.CoPay => pooled.CoPay,
        LayerBase.OverCeiling => pooled.OverCeiling,
        _ => throw new NotSupportedException(part.ToString()),
    };
}
