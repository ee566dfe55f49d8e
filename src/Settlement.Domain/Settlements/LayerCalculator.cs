using Settlement.Domain.BenefitAccounts;
using Settlement.Domain.Policies;

namespace Settlement.Domain.Settlements;

/// <summary>What one layer pays in one band of the year's base.</summary>
public readonly record struct LayerBandPayment(Money Part, Ratio Ratio, Money Paid);

/// <summary>What one layer adds to its base of the year, and what it pays.</summary>
/// <param name="Before">Base of the year before this encounter.</param>
/// <param name="Counted">What this encounter adds to the base.</param>
/// <param name="PaidBefore">What the layer paid in the year before this encounter.</param>
/// <param name="Paid">What the bands give, below the ceiling.</param>
/// <param name="Relieved">Of which parts of the personal share.</param>
public sealed record LayerPayment(
    SupplementaryLayer Layer,
    LayerTerms Terms,
    Money Before,
    Money Counted,
    IReadOnlyList<LayerBandPayment> Bands,
    Money PaidBefore,
    Money Paid,
    PersonalParts Relieved)
{
    /// <summary>What the bands give before the ceiling of the layer.</summary>
    public Money Full
    {
        get
        {
            var full = Money.Zero;
            foreach (var band in Bands)
                full += band.Paid;
            return full;
        }
    }
}

/// <summary>Steps 9 to 11 of R2.1: each layer pays on what the ones before it left of its base, by bands that run over the year.</summary>
internal static class LayerCalculator
{
    /// <param name="personal">What is left to the person; each payment is taken off it.</param>
    internal static IReadOnlyList<LayerPayment> Calculate(
        SettlementClaim claim, in PolicyTerms terms, in YearPart part, ref PersonalParts personal)
    {
        var layers = terms.Policy.Layers;
        List<LayerPayment>? payments = null;
        for (var i = 0; i < layers.Count; i++)
            if (layers[i].Services.Contains(claim.Encounter.Service) && layers[i].TermsFor(claim.Person) is { } layerTerms)
                (payments ??= new(1)).Add(Pay(layers[i], layerTerms, part.Account, terms.Group, ref personal));
        return payments ?? (IReadOnlyList<LayerPayment>)[];
    }

    private static LayerPayment Pay(
        SupplementaryLayer layer, LayerTerms terms, BenefitAccount account, int group, ref PersonalParts personal)
    {
        var counted = personal.Of(layer.Base);
        var before = account[Accumulator.LayerBase(layer.Kind)];
        var paidBefore = account[Accumulator.LayerPaid(layer.Kind)];

        var bands = new List<LayerBandPayment>(1);
        var paid = Money.Zero;
        foreach (var (amount, figures) in terms.Bands.Slice(
            (before - terms.YearlyDeductible).AtLeastZero(), (before + counted - terms.YearlyDeductible).AtLeastZero()))
        {
            var ratio = figures.For(group);
            bands.Add(new(amount, ratio, amount.Share(ratio)));
            paid += bands[^1].Paid;
        }
        if (terms.YearlyCeiling is { } yearly)
            paid = Money.Min(paid, (yearly - paidBefore).AtLeastZero());

        return new(layer, terms, before, counted, bands, paidBefore, paid, personal.Relieve(paid, layer.Base));
    }
}
