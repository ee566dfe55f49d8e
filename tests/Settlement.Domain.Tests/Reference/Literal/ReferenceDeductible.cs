using Settlement.Domain.BenefitAccounts;
using Settlement.Domain.Facilities;
using Settlement.Domain.Policies;
using Settlement.Domain.Settlements;

namespace Settlement.Domain.Tests.Reference.Literal;

/// <summary>起付标准 that a year's part still has to pay (R2.3).</summary>
internal sealed class ReferenceDeductible(SettlementClaim claim, Deductible rule, int group, Reach reach)
{
    /// <summary>How the encounter continues an earlier one; null where it counts as one of its own.</summary>
    public ContinuingDeductible? Continuing =>
        rule is Deductible.PerEncounter perEncounter
        && claim.Encounter.Continues is { } continued
        && perEncounter.Continuing.TryGetValue(continued.Kind, out var how)
            ? how
            : null;

    /// <param name="account">Account of the part's year.</param>
    /// <param name="paidByEarlierParts">Deductible that earlier years' parts of this stay paid.</param>
    public long Remaining(YearPart part, BenefitAccount account, long paidByEarlierParts) => rule switch
    {
        Deductible.PerEncounter each => Remaining(each, account, paidByEarlierParts),
        Deductible.PerPeriod period => Remaining(period, part, account),
        _ => throw new NotSupportedException(),
    };

    /// <summary>Where a deductible of a quarter, a month or a facility is counted besides the benefit's year; null where it is the year.</summary>
    public string? PeriodKey(YearPart part)
    {
        if (rule is not Deductible.PerPeriod period)
            return null;
        var key = PeriodKey(period, claim.Encounter.Benefit, part);
        return key == AccountKeys.Year("deductible", claim.Encounter.Benefit) ? null : key;
    }

    private long Remaining(Deductible.PerEncounter each, BenefitAccount account, long paidByEarlierParts)
    {
        var series = each.Series.For(claim.Facility.Level, group);
        var earlier = claim.Account.EncountersOf(claim.Encounter.Benefit);
        if (Continuing is not null)
            earlier = Math.Max(0, earlier - 1);
        var index = Math.Min(earlier, series.Count - 1);
        reach.Mark(index == 0 ? Reached.FirstOfTheSeries : earlier > index ? Reached.LastOfTheSeriesRepeats : Reached.LaterOfTheSeries);

        var due = series[index].Fen;
        switch (Continuing)
        {
            case ContinuingDeductible.Waived:
                reach.Mark(Reached.Waived);
                return 0;
            case ContinuingDeductible.Difference:
                due -= claim.Encounter.Continues!.DeductiblePaid.Fen;
                reach.Mark(due < 0 ? Reached.DifferenceBelowZero : Reached.Difference);
                break;
        }
        due = Math.Max(0, due - paidByEarlierParts);

        if (each.YearlyMaximum is { } maximum)
        {
            var left = Math.Max(0, maximum.Fen - account.Fen(AccountKeys.Year("deductible", claim.Encounter.Benefit)));
            reach.MarkIf(left < due, Reached.YearlyMaximumOfTheDeductible);
            due = Math.Min(due, left);
        }
        return due;
    }

    private long Remaining(Deductible.PerPeriod rule, YearPart part, BenefitAccount account)
    {
        var paid = 0L;
        foreach (var benefit in rule.CountedTogether)
        {
            var ofBenefit = account.Fen(PeriodKey(rule, benefit, part));
            reach.MarkIf(ofBenefit > 0 && benefit != claim.Encounter.Benefit, Reached.DeductibleCountedTogether);
            paid += ofBenefit;
        }
        var figure = rule.Amount.For(claim.Facility.Level, group).Fen;
        reach.Mark(rule.Period switch
        {
            AccountPeriod.Year => Reached.DeductibleOfTheYear,
            AccountPeriod.Quarter => Reached.DeductibleOfTheQuarter,
            _ => Reached.DeductibleOfTheMonth,
        });
        reach.MarkIf(rule.EachFacility, Reached.DeductibleOfEachFacility);
        reach.MarkIf(paid > 0 && paid < figure, Reached.DeductibleToppedUp);
        reach.MarkIf(paid > figure, Reached.DeductiblePaidAboveTheFigure);
        return Math.Max(0, figure - paid);
    }

    private string PeriodKey(Deductible.PerPeriod rule, Benefit benefit, YearPart part)
    {
        var key = AccountKeys.Period("deductible", benefit, rule.Period, part.LastDay);
        return rule.EachFacility ? $"{key}/{claim.Facility.Code.Value}" : key;
    }
}
