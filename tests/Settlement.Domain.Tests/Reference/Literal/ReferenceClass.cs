using Settlement.Domain.Facilities;
using Settlement.Domain.Filings;
using Settlement.Domain.Policies;
using Settlement.Domain.Settlements;

namespace Settlement.Domain.Tests.Reference.Literal;

/// <summary>异地就医人员类别 of an encounter (R1.2, R1.8).</summary>
internal static class ReferenceClass
{
    /// <summary>The class, and the filings that it may be based on; none where the encounter is unfiled or deemed filed.</summary>
    public static (TreatmentClass Class, IReadOnlyList<FilingId> Filings) Of(SettlementClaim claim, Reach reach)
    {
        var accepted = claim.Filings.Where(f => f.State is FilingState.Accepted or FilingState.Changed or FilingState.Cancelled or FilingState.Ended).ToList();
        var covering = accepted.Where(f => Covers(f, claim, reach)).ToList();

        // R1.8: in the filed place a long-term resident is treated as at home.
        if (covering.Any(f => IsLongTerm(f.Type)))
            return (TreatmentClass.LongTerm, Ids(covering.Where(f => IsLongTerm(f.Type))));

        // R1.5.4: some places are settled without a filing, as if there were one.
        var exempt = claim.Policy?.DirectSettlement.WithoutFiling.FirstOrDefault(place => Lies(claim.Facility.Region, place.Destination))?.CountsAs;
        if (exempt is not null)
            reach.Mark(Reached.WithoutFiling);
        if (exempt == TreatmentClass.LongTerm)
            return (TreatmentClass.LongTerm, []);

        // 双向享受: back in the insured place, or at a third place, while a long-term filing is in force elsewhere.
        var elsewhere = Ids(accepted.Where(f => IsLongTerm(f.Type) && IsIn(f.Validity, claim.Encounter.StartedOn)));
        var atHome = Lies(claim.Facility.Region, claim.Person.InsuredRegion);
        var complete = Ids(accepted.Where(f => IsLongTerm(f.Type) && IsIn(f.Validity, claim.Encounter.StartedOn)
            && f.CompleteFrom is { } day && day <= claim.Encounter.StartedOn)); // R1.3.1: only when no document is owed
        if (complete.Count > 0 && atHome && Names(claim, TreatmentClass.LongTermAtHome))
            return (TreatmentClass.LongTermAtHome, complete);
        if (elsewhere.Count > 0 && atHome && Names(claim, TreatmentClass.LongTermAtHome))
            reach.Mark(Reached.TwoWayOwedADocument);

        if (OfType(FilingType.Referral) is { Count: > 0 } referrals)
            return (TreatmentClass.Referral, referrals);
        if (exempt == TreatmentClass.Referral)
            return (TreatmentClass.Referral, []);
        if (OfType(FilingType.Emergency) is { Count: > 0 } emergencies)
        {
            reach.Mark(Reached.EmergencyFiling);
            return (TreatmentClass.Emergency, emergencies);
        }

        // R1.6.1: the flag alone deems an encounter filed, unless the place still has the rule before 2023 (R1.4.5).
        if (claim.Encounter.IsEmergency && claim.Policy?.DirectSettlement.EmergencyFilingDays is null)
        {
            reach.Mark(Reached.DeemedFiled);
            return (TreatmentClass.Emergency, OfType(FilingType.OtherTemporary)); // it lifts such a filing where there is one
        }

        if (OfType(FilingType.OtherTemporary) is { Count: > 0 } others)
            return (TreatmentClass.OtherTemporary, others);
        if (exempt == TreatmentClass.OtherTemporary)
            return (TreatmentClass.OtherTemporary, []);
        return elsewhere.Count > 0 && Names(claim, TreatmentClass.LongTermElsewhere)
            ? (TreatmentClass.LongTermElsewhere, elsewhere)
            : (TreatmentClass.Unfiled, []);

        List<FilingId> OfType(FilingType type) => Ids(covering.Where(f => f.Type == type));
    }

    /// <summary>The reduction that holds for the encounter's benefit: its own, else the policy's.</summary>
    public static AwayReduction? Reduction(SettlementClaim claim)
    {
        if (claim.Policy is not { } policy)
            return null;
        return policy.Benefits.TryGetValue(claim.Encounter.Benefit, out var rules) ? rules.Reduction ?? policy.Reduction : policy.Reduction;
    }

    private static bool Names(SettlementClaim claim, TreatmentClass treatmentClass) =>
        Reduction(claim) is { } reduction && reduction.Percent.ContainsKey(treatmentClass);

    private static bool Covers(Filing filing, SettlementClaim claim, Reach reach)
    {
        var admission = claim.Encounter.StartedOn;
        var covers = Lies(claim.Facility.Region, filing.Destination)
            && !(filing.Validity.Last is { } last && last < admission)
            && filing.Validity.First <= LatestFirstDay(filing, claim);
        if (covers && filing.Validity.First > admission)
            reach.Mark(filing.Type == FilingType.Emergency ? Reached.FiledWithinEmergencyDays : Reached.LateFiling);
        if (covers && filing.Facilities.Length > 0 && !filing.Facilities.Contains(claim.Facility.Code))
        {
            reach.Mark(Reached.BoundToOtherFacilities); // R-FIL-08
            return false;
        }
        return covers;
    }

    /// <summary>R1.4.4: the admission decides; R1.7: a stay may be filed until its end; R1.4.5: an emergency within N days.</summary>
    private static DateOnly LatestFirstDay(Filing filing, SettlementClaim claim)
    {
        var rules = claim.Policy?.DirectSettlement;
        if (filing.Type == FilingType.Emergency && rules?.EmergencyFilingDays is { } days)
            return claim.Encounter.StartedOn.AddDays(days);
        if (rules is { LateFilingCounts: true } && claim.Encounter.Benefit.Service == CareService.Inpatient)
            return claim.Encounter.EndedOn;
        return claim.Encounter.StartedOn;
    }

    private static List<FilingId> Ids(IEnumerable<Filing> filings) => [.. filings.Select(f => f.Id)];

    private static bool IsLongTerm(FilingType type) =>
        type == FilingType.RelocatedRetiree || type == FilingType.LongTermResident || type == FilingType.PostedWorker;

    /// <summary>GB/T 2260: two digits each for province, city and county; "00" stands for the whole.</summary>
    private static bool Lies(RegionCode region, RegionCode inside)
    {
        var (r, i) = (region.Value, inside.Value);
        var sameProvince = r[..2] == i[..2];
        var sameCity = i[2..4] == "00" || r[2..4] == i[2..4];
        var sameCounty = i[4..] == "00" || r[4..] == i[4..];
        return sameProvince && sameCity && sameCounty;
    }

    private static bool IsIn(DateRange range, DateOnly day) => day >= range.First && (range.Last is null || day <= range.Last);
}
