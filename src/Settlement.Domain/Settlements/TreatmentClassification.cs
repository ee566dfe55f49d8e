using Settlement.Domain.Filings;
using Settlement.Domain.Policies;

namespace Settlement.Domain.Settlements;

/// <summary>Decides which class of the insured place's reduction an encounter falls into (rules.md 1.4–1.9).</summary>
internal static class TreatmentClassification
{
    /// <summary>
    /// A long-term filing that covers the encounter wins, then a referral, then an emergency, by filing or by the flag of the
    /// message, which deems it filed (R1.6.1), then any other temporary filing.
    /// </summary>
    internal static (TreatmentClass Class, Filing? Filing) Of(SettlementClaim claim)
    {
        var covering = claim.Filings.Where(f => f.Covers(claim.Facility.Region, claim.Encounter.StartedOn)).ToList();

        if (covering.Find(f => f.IsLongTerm) is { } longTerm)
            return (TreatmentClass.LongTerm, longTerm);
        if (covering.Find(f => f.Type == FilingType.Referral) is { } referral)
            return (TreatmentClass.Referral, referral);
        if (covering.Find(f => f.Type == FilingType.Emergency) is { } emergency)
            return (TreatmentClass.Emergency, emergency);
        var other = covering.Find(f => f.Type == FilingType.OtherTemporary);
        if (claim.Encounter.IsEmergency)
            return (TreatmentClass.Emergency, other);
        if (other is not null)
            return (TreatmentClass.OtherTemporary, other);
        return (TreatmentClass.Unfiled, null);
    }
}
