using Settlement.Domain.BenefitAccounts;
using Settlement.Domain.Persons;
using Settlement.Domain.Policies;
using Settlement.Domain.Settlements;
using Settlement.Domain.SpecialDrugs;

namespace Settlement.Domain.Tests.Reference.Literal;

/// <summary>统筹基金 of one year's part (R2.1 steps 5 to 8).</summary>
internal sealed class ReferencePooledFund(SettlementClaim claim, TreatmentClass treatmentClass, int group, ReferenceDeductible deductible, Reach reach)
{
    private readonly ServiceRules rules = claim.Policy!.Benefits[claim.Encounter.Benefit];
    private readonly AwayReduction reduction = ReferenceClass.Reduction(claim)!;
    private readonly ReferenceCeilings ceilings = new(claim, group, reach);
    private readonly SpecialDrugListing? listing = ReferenceDrug.Of(claim)?.Listing; // R-DRG-01

    /// <param name="account">Account of the part's year.</param>
    /// <param name="earlier">Earlier years' parts of this stay.</param>
    public PooledAnswer Of(YearPart part, BenefitAccount account, IReadOnlyList<PooledAnswer> earlier)
    {
        // 2.1-5, 2.6-B: 转外先行自付, before the deductible.
        var percent = Exact.Of(reduction.Percent[treatmentClass]) / Exact.Of(100);
        var upFront = reduction.Mode == ReductionMode.UpFrontShare ? (Exact.Of(part.Scope.InScope) * percent).Rounded() : 0;
        reach.MarkIf(upFront > 0, Reached.UpFrontShare);

        // 2.1-6: 起付标准.
        var deductibleOfEarlierParts = earlier.Sum(p => p.Deductible);
        var remaining = deductible.Remaining(part, account, deductibleOfEarlierParts);
        var paid = Math.Min(part.Scope.InScope - upFront, remaining);
        MarkDeductible(part.Scope.InScope - upFront, remaining, paid, deductibleOfEarlierParts);

        // 2.1-7, 2.4: 统筹分段. Where the bands are entered, counted from the origin of their edges.
        var inBands = part.Scope.InScope - upFront - paid;
        var benefit = claim.Encounter.Benefit;
        var overTheYear = rules.BandsRunOver == BandPeriod.Year;
        var from = overTheYear ? account.Fen(AccountKeys.Year("inBands", benefit)) : earlier.Sum(p => p.InBands);
        reach.MarkIf(from > 0, overTheYear ? Reached.BandsGoOnInTheYear : Reached.BandsGoOnInTheStay);
        if (rules.BandEdgesFrom == BandOrigin.Zero)
        {
            from += paid + (overTheYear ? account.Fen(AccountKeys.Year("deductible", benefit)) : deductibleOfEarlierParts);
            reach.MarkIf(paid > 0 && inBands > 0, Reached.DeductibleShortensTheBand);
        }
        return new(upFront, remaining, paid, inBands, Bands(from, inBands, paid, part, account));
    }

    /// <summary>2.1-8: the fund's share, band by band, within the ceilings.</summary>
    private List<BandAnswer> Bands(long from, long inBands, long paidDeductible, YearPart part, BenefitAccount account)
    {
        var fundRoom = LeftForTheDrug(ceilings.Room(CeilingBasis.FundPaid, part, account), account);
        var scopeRoom = ceilings.Room(CeilingBasis.InScope, part, account);
        reach.MarkIf(inBands > 0 && fundRoom == 0, Reached.CeilingOnFundUsedUp);
        reach.MarkIf(inBands > 0 && scopeRoom == 0, Reached.CeilingInScopeUsedUp);
        reach.MarkIf(paidDeductible > 0 && scopeRoom > 0 && scopeRoom <= paidDeductible, Reached.DeductibleTakesTheScopeRoom);
        if (scopeRoom is { } room)
            scopeRoom = Math.Max(0, room - paidDeductible);

        var answers = new List<BandAnswer>();
        foreach (var (amount, ratio) in Slices(from, inBands))
        {
            var open = Math.Min(amount, scopeRoom ?? amount);
            var full = (Exact.Of(open) * ratio).Rounded();
            var fund = Math.Min(full, fundRoom ?? full);
            var covered = fund == full ? open : Math.Min(open, (Exact.Of(fund) / ratio).Rounded());
            reach.MarkIf(open < amount && open > 0, Reached.CeilingInScopeMet);
            reach.MarkIf(fund < full && fund > 0, Reached.CeilingMetByInversion);
            reach.MarkIf(fund == full && fund == fundRoom && fund > 0, Reached.CeilingOnFundMetExactly);
            reach.MarkIf(open < amount && fund < full, Reached.BothCeilingsMet);
            if (fundRoom is { } f)
                fundRoom = f - fund;
            if (scopeRoom is { } s)
                scopeRoom = Math.Max(0, s - amount);
            answers.Add(new(amount, ratio, covered, fund));
        }
        reach.MarkIf(answers.Count > 2, Reached.ThreeBandsInOneBill);
        return answers;
    }

    /// <summary>What falls into each band, at which ratio; all of it at one ratio where the list gives the drug its own (R-DRG-01).</summary>
    private IEnumerable<(long Amount, Exact Ratio)> Slices(long from, long inBands)
    {
        if (listing?.Ratio is not { } own)
        {
            foreach (var (amount, row) in ReferenceSlices.Of(rules.Bands, from, from + inBands, reach))
                yield return (amount, Away(AtHome(row.For(claim.Facility.Level, group))));
        }
        else if (inBands > 0)
        {
            reach.Mark(Reached.RatioOfTheDrug);
            reach.MarkIf(claim.Person.Category == PersonCategory.Retired && rules.Retiree is not null, Reached.RatioOfTheDrugForARetiree);
            yield return (inBands, Away(Exact.Of(own.Value)));
        }
    }

    /// <summary>R-DRG-01, 2.5: what the fund may still pay, where the list gives the drug a ceiling of the year; null without any ceiling.</summary>
    private long? LeftForTheDrug(long? leftByThePolicy, BenefitAccount account)
    {
        if (listing?.YearlyCeiling is not { } ceiling)
            return leftByThePolicy;
        var used = account.Fen(ReferenceDrug.Key(claim));
        var left = used > ceiling.Fen ? 0 : ceiling.Fen - used;
        reach.MarkIf(used > 0 && left > 0, Reached.CeilingOfTheDrugUsedInPart);
        reach.MarkIf(left == 0, Reached.CeilingOfTheDrugUsedUp);
        reach.MarkIf(leftByThePolicy < left, Reached.CeilingOfThePolicyBelowTheDrugs);
        reach.MarkIf(leftByThePolicy > left, Reached.CeilingOfTheDrugBelowThePolicys);
        return leftByThePolicy < left ? leftByThePolicy : left;
    }

    /// <summary>The figure, then the retiree rule (2.4).</summary>
    private Exact AtHome(Ratio figure)
    {
        var ratio = Exact.Of(figure.Value);
        var hundred = Exact.Of(100);
        if (claim.Person.Category == PersonCategory.Retired)
            switch (rules.Retiree)
            {
                case RetireeRule.AddedPoints points:
                    ratio += Exact.Of(points.PercentagePoints) / hundred;
                    reach.Mark(ratio > Exact.One ? Reached.RetireeAboveAHundred : Reached.RetireePoints);
                    ratio = ratio > Exact.One ? Exact.One : ratio;
                    break;
                case RetireeRule.PersonalShareFactor factor:
                    ratio = Exact.One - (Exact.One - ratio) * Exact.Of(factor.Factor.Value);
                    reach.Mark(Reached.RetireeFactor);
                    break;
            }
        return ratio;
    }

    /// <summary>The reduction for treatment elsewhere (2.6), also of a drug's own ratio.</summary>
    private Exact Away(Exact ratio)
    {
        var percent = Exact.Of(reduction.Percent[treatmentClass]) / Exact.Of(100);
        switch (reduction.Mode)
        {
            case ReductionMode.PointsOff:
                ratio -= percent;
                reach.Mark(ratio < Exact.Zero ? Reached.PointsOffBelowZero : Reached.PointsOff);
                ratio = ratio < Exact.Zero ? Exact.Zero : ratio;
                break;
            case ReductionMode.Multiplier:
                ratio *= Exact.One - percent;
                reach.Mark(Reached.Multiplier);
                break;
        }
        reach.MarkIf(ratio == Exact.Zero, Reached.RatioZero);
        reach.MarkIf(ratio == Exact.One, Reached.RatioOne);
        return ratio;
    }

    private void MarkDeductible(long scope, long remaining, long paid, long deductibleOfEarlierParts)
    {
        reach.MarkIf(remaining == 0, Reached.NoDeductibleRemains);
        reach.MarkIf(scope < remaining, Reached.DeductibleNotReached);
        reach.MarkIf(scope == remaining && remaining > 0, Reached.DeductibleReachedExactly);
        reach.MarkIf(deductibleOfEarlierParts > 0 && paid > 0, Reached.DeductibleGoesOnInTheNewYear);
        reach.MarkIf(rules.DeductibleAway.ContainsKey(treatmentClass), Reached.DeductibleAway);
        reach.MarkIf(rules.Reduction is not null, Reached.ReductionOfTheBenefit);
    }
}
