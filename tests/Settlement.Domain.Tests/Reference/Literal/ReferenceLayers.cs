using Settlement.Domain.BenefitAccounts;
using Settlement.Domain.Policies;
using Settlement.Domain.Settlements;

namespace Settlement.Domain.Tests.Reference.Literal;

/// <summary>大额, 大病, 公务员补助, 企业补充, 医疗救助 (R2.1 steps 9 to 11, R2.7).</summary>
internal sealed class ReferenceLayers(SettlementClaim claim, int group, Reach reach)
{
    /// <param name="account">Account of the part's year.</param>
    /// <param name="left">What is left to the person by part; less after each layer.</param>
    public IReadOnlyList<LayerAnswer> Pay(BenefitAccount account, long[] left)
    {
        var answers = new List<LayerAnswer>();
        foreach (var layer in claim.Policy!.Layers.Where(l => l.Services.Contains(claim.Encounter.Benefit.Service)))
            if (TermsOf(layer) is { } terms)
                answers.Add(Pay(layer, terms, account, left));
        return answers;
    }

    private LayerAnswer Pay(SupplementaryLayer layer, LayerTerms terms, BenefitAccount account, long[] left)
    {
        var before = account.Fen(AccountKeys.Layer("layerBase", layer.Kind));
        var counted = layer.Base.Sum(part => left[(int)part]);
        var deductible = terms.YearlyDeductible.Fen;
        reach.MarkIf(before < deductible && before + counted > deductible, Reached.LayerDeductibleReached);
        reach.MarkIf(counted > 0 && before + counted == deductible, Reached.LayerDeductibleReachedExactly);

        var bands = new List<LayerBandAnswer>();
        var (from, to) = (Math.Max(0, before - deductible), Math.Max(0, before + counted - deductible));
        foreach (var (amount, row) in ReferenceSlices.Of(terms.Bands, from, to, reach))
        {
            var ratio = Exact.Of(row.For(group).Value);
            bands.Add(new(amount, ratio, (Exact.Of(amount) * ratio).Rounded()));
        }
        reach.MarkIf(bands.Count > 1, Reached.TwoBandsOfALayer);

        var paidBefore = account.Fen(AccountKeys.Layer("layerPaid", layer.Kind));
        var paid = bands.Sum(b => b.Paid);
        if (terms.YearlyCeiling is { } ceiling)
        {
            var room = Math.Max(0, ceiling.Fen - paidBefore);
            reach.MarkIf(paid > room, Reached.LayerCeilingMet);
            paid = Math.Min(paid, room);
        }

        Relieve(left, paid, layer.Base, reach);
        reach.MarkIf(paid > 0, layer.Kind);
        return new(layer.Kind, before, counted, bands, paidBefore, paid);
    }

    /// <summary>Takes a payment off the parts in their order.</summary>
    /// <returns>What it takes of each part.</returns>
    public static long[] Relieve(long[] left, long payment, IEnumerable<PersonalPart> parts, Reach reach)
    {
        var relieved = new long[left.Length];
        foreach (var part in parts)
        {
            var taken = Math.Min(payment, left[(int)part]);
            left[(int)part] -= taken;
            relieved[(int)part] += taken;
            payment -= taken;
        }
        reach.MarkIf(relieved.Count(r => r > 0) > 1, Reached.SeveralPartsRelieved);
        return payment == 0 ? relieved : throw new InvalidOperationException("A payment is above what is left.");
    }

    private LayerTerms? TermsOf(SupplementaryLayer layer)
    {
        if (layer.Kind == LayerKind.CivilServant && !claim.Person.IsCivilServant)
            return null;
        if (layer.Kind == LayerKind.EnterpriseSupplement && !claim.Person.HasEnterpriseSupplement)
            return null;
        if (claim.Person.Hardship is { } hardship && layer.InHardship.FirstOrDefault(h => h.For.Contains(hardship)) is { } own)
        {
            reach.Mark(Reached.TermsInHardship);
            return own.Terms;
        }
        reach.MarkIf(layer.General is null, Reached.LayerWithoutTermsForThePerson);
        return layer.General;
    }
}
