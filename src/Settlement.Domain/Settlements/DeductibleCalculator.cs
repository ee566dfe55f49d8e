using Settlement.Domain.BenefitAccounts;
using Settlement.Domain.Policies;

namespace Settlement.Domain.Settlements;

/// <summary>起付标准 that an encounter still owes.</summary>
/// <param name="Standard">The policy's figure for this encounter.</param>
/// <param name="Paid">What has been paid of it.</param>
/// <param name="Remaining">What may still be taken.</param>
public readonly record struct DeductibleDue(Money Standard, Money Paid, Money Remaining);

/// <summary>Step 6 of R2.1, by the modes of R2.3.</summary>
internal static class DeductibleCalculator
{
    /// <param name="paidInEarlierYears">What earlier parts of a stay over New Year paid of the same deductible.</param>
    internal static DeductibleDue Of(SettlementClaim claim, in PolicyTerms terms, in YearPart part, Money paidInEarlierYears) =>
        terms.Rules.DeductibleFor(terms.Class) switch
        {
            Deductible.PerEncounter rule => PerEncounter(rule, claim, terms, part, paidInEarlierYears),
            Deductible.PerPeriod rule => PerPeriod(rule, claim, terms, part),
            var other => throw new NotSupportedException(other.GetType().Name),
        };

    /// <summary>Whether an encounter pays no deductible of its own, since it continues an earlier one.</summary>
    internal static bool IsContinuing(SettlementClaim claim, in PolicyTerms terms) =>
        claim.Encounter.Continues is { } earlier
        && terms.Rules.DeductibleFor(terms.Class) is Deductible.PerEncounter rule
        && rule.Continuing.ContainsKey(earlier.Kind);

    private static DeductibleDue PerEncounter(
        Deductible.PerEncounter rule, SettlementClaim claim, in PolicyTerms terms, in YearPart part, Money paidInEarlierYears)
    {
        var benefit = claim.Encounter.Benefit;
        var continues = IsContinuing(claim, terms) ? claim.Encounter.Continues : null;

        // A continuing encounter belongs to the admission that is already counted.
        var earlier = claim.Account.EncountersOf(benefit) - (continues is null ? 0 : 1);
        var series = rule.Series.For(claim.Facility.Level, terms.Group);
        var standard = series[Math.Clamp(earlier, 0, series.Count - 1)];

        if (continues is not null && rule.Continuing[continues.Kind] == ContinuingDeductible.Waived)
            return new(standard, standard, Money.Zero);
        var paid = (continues?.DeductiblePaid ?? Money.Zero) + paidInEarlierYears;
        var remaining = (standard - paid).AtLeastZero();
        return new(standard, paid, rule.YearlyMaximum is { } most
            ? Money.Min(remaining, (most - part.Account[Accumulator.Deductible(benefit)]).AtLeastZero())
            : remaining);
    }

    private static DeductibleDue PerPeriod(Deductible.PerPeriod rule, SettlementClaim claim, in PolicyTerms terms, in YearPart part)
    {
        var standard = rule.Amount.For(claim.Facility.Level, terms.Group);
        var facility = rule.EachFacility ? claim.Facility.Code : (FacilityCode?)null;
        var paid = Money.Zero;
        for (var i = 0; i < rule.CountedTogether.Count; i++)
            paid += part.Account[Accumulator.Deductible(rule.CountedTogether[i], rule.Period, part.LastDay, facility)];
        return new(standard, paid, (standard - paid).AtLeastZero());
    }
}
