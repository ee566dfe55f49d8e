using Settlement.Domain.Facilities;
using Settlement.Domain.Filings;
using Settlement.Domain.Policies;

namespace Settlement.Domain.Settlements;

/// <summary>Decides which class of the insured place's reduction an encounter falls into (R1.2, R1.9).</summary>
internal static class TreatmentClassification
{
    /// <summary>
    /// A long-term filing that covers the encounter wins, then a referral, then an emergency, by filing or by the flag of the
    /// message, which deems it filed (R1.6.1), then any other temporary filing. A long-term resident without one is at home or in a
    /// third place where the policy has a rule for that (R1.8). Where the insured place asks for no filing, an encounter counts
    /// as filed in the class that its policy names (R1.5.4).
    /// </summary>
    internal static (TreatmentClass Class, Filing? Filing) Of(SettlementClaim claim)
    {
        var exempt = ExemptAs(claim);
        Filing? longTerm = null, referral = null, emergency = null, other = null, elsewhere = null, twoWay = null;
        for (var i = 0; i < claim.Filings.Count; i++)
        {
            var filing = claim.Filings[i];
            if (!Covers(filing, claim))
            {
                if (filing.IsLongTerm && filing.IsInForceOn(claim.Encounter.StartedOn))
                    elsewhere ??= filing;
                if (filing.IsTwoWayOn(claim.Encounter.StartedOn))
                    twoWay ??= filing;
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

        if (longTerm is not null || exempt == TreatmentClass.LongTerm)
            return (TreatmentClass.LongTerm, longTerm);
        if (twoWay is not null && IsAtHome(claim))
            return (TreatmentClass.LongTermAtHome, twoWay);
        if (referral is not null || exempt == TreatmentClass.Referral)
            return (TreatmentClass.Referral, referral);
        if (emergency is not null)
            return (TreatmentClass.Emergency, emergency);
        if (claim.Encounter.IsEmergency && claim.Policy?.DirectSettlement.EmergencyFilingDays is null)
            return (TreatmentClass.Emergency, other);
        if (other is not null || exempt == TreatmentClass.OtherTemporary)
            return (TreatmentClass.OtherTemporary, other);
        return elsewhere is not null && Names(claim, TreatmentClass.LongTermElsewhere)
            ? (TreatmentClass.LongTermElsewhere, elsewhere)
            : (TreatmentClass.Unfiled, null);
    }

    private static bool Covers(Filing filing, SettlementClaim claim) =>
        filing.Covers(claim.Facility.Code, claim.Facility.Region, claim.Encounter.StartedOn, LatestFirstDay(filing, claim));

    /// <summary>Until when a filing may begin: the admission, or later where the insured place accepts a late one (R1.7, R1.4.5).</summary>
    private static DateOnly LatestFirstDay(Filing filing, SettlementClaim claim)
    {
        var (encounter, rules) = (claim.Encounter, claim.Policy?.DirectSettlement);
        if (rules is null)
            return encounter.StartedOn;
        if (filing.Type == FilingType.Emergency && rules.EmergencyFilingDays is { } days)
            return encounter.StartedOn.AddDays(days);
        return rules.LateFilingCounts && encounter.Service == CareService.Inpatient ? encounter.EndedOn : encounter.StartedOn;
    }

    /// <summary>免备案 (R1.5.4): the class in which the place counts as filed; null where it has to be filed for.</summary>
    private static TreatmentClass? ExemptAs(SettlementClaim claim)
    {
        if (claim.Policy?.DirectSettlement.WithoutFiling is { Count: > 0 } places)
            for (var i = 0; i < places.Count; i++)
                if (places[i].Destination.Contains(claim.Facility.Region))
                    return places[i].CountsAs;
        return null;
    }

    private static bool IsAtHome(SettlementClaim claim) =>
        claim.Person.InsuredRegion.Contains(claim.Facility.Region) && Names(claim, TreatmentClass.LongTermAtHome);

    private static bool Names(SettlementClaim claim, TreatmentClass treatmentClass) =>
        claim.Policy?.ReductionFor(claim.Encounter.Benefit).Pays(treatmentClass) == true;
}
