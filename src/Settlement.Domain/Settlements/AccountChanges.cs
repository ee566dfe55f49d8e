using Settlement.Domain.BenefitAccounts;
using Settlement.Domain.Policies;

namespace Settlement.Domain.Settlements;

/// <summary>What a settlement adds to the 年度台账 of one year.</summary>
internal static class AccountChanges
{
    internal static AccountChange Of(
        SettlementClaim claim, in PolicyTerms terms, in YearPart part, PooledFundShare pooled, IReadOnlyList<LayerPayment> layers,
        int encounters)
    {
        var benefit = claim.Encounter.Benefit;
        var added = new List<AddedAmount>(4 + 2 * layers.Count);
        Add(added, Accumulator.Deductible(benefit), pooled.Deductible);
        if (terms.Rules.DeductibleFor(terms.Class) is Deductible.PerPeriod rule)
            Add(added, Accumulator.Deductible(benefit, rule.Period, part.LastDay, rule.EachFacility ? claim.Facility.Code : null), pooled.Deductible);
        if (claim.SpecialDrug?.Listing?.Ratio is null) // a drug at its own ratio moves no band of the others (R-DRG-01, R2.4)
            Add(added, Accumulator.InBands(benefit), pooled.InBands);
        Add(added, Accumulator.PooledFund(benefit), pooled.Fund);
        Add(added, Accumulator.Covered(benefit), pooled.Deductible + pooled.Covered);

        var ceilings = terms.Policy.Ceilings;
        for (var i = 0; i < ceilings.Count; i++)
        {
            if (ceilings[i].Period == AccountPeriod.Year || !ceilings[i].Benefits.Contains(benefit))
                continue;
            Add(added, Accumulator.PooledFund(benefit, ceilings[i].Period, part.LastDay), pooled.Fund);
            Add(added, Accumulator.Covered(benefit, ceilings[i].Period, part.LastDay), pooled.Deductible + pooled.Covered);
        }
        if (claim.SpecialDrug is { Listing.No: not null } drug)
            Add(added, Accumulator.PooledFundOfDrug(drug.Prescription.DrugCode), pooled.Fund);
        for (var i = 0; i < layers.Count; i++)
        {
            Add(added, Accumulator.LayerBase(layers[i].Layer.Kind), layers[i].Counted);
            Add(added, Accumulator.LayerPaid(layers[i].Layer.Kind), layers[i].Paid);
        }
        return new(benefit, encounters, added);
    }

    /// <summary>Two ceilings of one period, or a deductible of the year, name a total that is there already: it is added once.</summary>
    private static void Add(List<AddedAmount> added, Accumulator accumulator, Money amount)
    {
        if (amount == Money.Zero)
            return;
        foreach (var known in added)
            if (known.Accumulator == accumulator)
                return;
        added.Add(new(accumulator, amount));
    }
}
