using Settlement.Domain.Facilities;
using Settlement.Domain.Filings;
using Settlement.Domain.Policies;

namespace Settlement.Domain.Settlements;

/// <summary>Decides which class of the insured place's reduction an encounter falls into (rules.md 1.4–1.9).</summary>
internal static class TreatmentClassification
{
    /// <summary>
    /// A long-term filing that covers the encounter wins, then a referral, then an emergency, by filing or by the flag of the
    /// message, which deems it filed (R1.6.1), then any other temporary filing. A long-term resident without one is at home or in a
    /// third place where the policy has a rule for that (rules.md 1.8).
    /// </summary>
    internal static (TreatmentClass Class, Filing? Filing) Of(SettlementClaim claim)
    {
        Filing? longTerm = null, referral = null, emergency = null, other = null, elsewhere = null;
        for (var i = 0; i < claim.Filings.Count; i++)
        {
            var filing = claim.Filings[i];
            if (!Covers(filing, claim))
            {
                if (filing.IsLongTerm && filing.IsInForceOn(claim.Encounter.StartedOn))
                    elsewhere ??= filing;
            }
            else if (filing.IsLongTerm)
                longTerm ??= filing;
            else if (filing.Type == FilingType.Referral)
                referral ??= filing;
            else if (filing.Type == FilingType.Emergency)
                emergency ??= filing;
            else
                other ??= filing;
        }

        if (longTerm is not null)
            return (TreatmentClass.LongTerm, longTerm);
        if (elsewhere is not null && IsAtHome(claim))
            return (TreatmentClass.LongTermAtHome, elsewhere);
        if (referral is not null)
            return (TreatmentClass.Referral, referral);
        if (emergency is not null)
            return (TreatmentClass.Emergency, emergency);
        if (claim.Encounter.IsEmergency && claim.Policy?.DirectSettlement.EmergencyFilingDays is null)
            return (TreatmentClass.Emergency, other);
        if (other is not null)
            return (TreatmentClass.OtherTemporary, other);
        return elsewhere is not null && Names(claim, TreatmentClass.LongTermElsewhere)
            ? (TreatmentClass.LongTermElsewhere, elsewhere)
            : (TreatmentClass.Unfiled, null);
    }

    private static bool Covers(Filing filing, SettlementClaim claim) =>
        filing.Covers(claim.Facility.Region, claim.Encounter.StartedOn, LatestFirstDay(filing, claim));

    /// <summary>Until when a filing may begin: the admission, or later where the insured place accepts a late one (rules.md 1.7, R1.4.5).</summary>
    private static DateOnly LatestFirstDay(Filing filing, SettlementClaim claim)
    {
        var (encounter, rules) = (claim.Encounter, claim.Policy?.DirectSettlement);
        if (rules is null)
            return encounter.StartedOn;
        if (filing.Type == FilingType.Emergency && rules.EmergencyFilingDays is { } days)
            return encounter.StartedOn.AddDays(days);
        return rules.LateFilingCounts && encounter.Service == CareService.Inpatient ? encounter.EndedOn : encounter.StartedOn;
    }

    private static bool IsAtHome(SettlementClaim claim) =>
        claim.Person.InsuredRegion.Contains(claim.Facility.Region) && Names(claim, TreatmentClass.LongTermAtHome);

    private static bool Names(SettlementClaim claim, TreatmentClass treatmentClass) =>
        claim.Policy?.ReductionFor(claim.Encounter.Benefit).Pays(treatmentClass) == true;
}
