using Settlement.Domain.Policies;

namespace Settlement.Domain.Settlements;

/// <summary>What the insured place's policy says to one claim.</summary>
/// <param name="Rules">Of the benefit; of a special drug with a ratio of its own, at that ratio (R-DRG-01).</param>
/// <param name="Group">Position of the person's group in the policy's groups.</param>
internal readonly record struct PolicyTerms(
    ReimbursementPolicy Policy, ServiceRules Rules, AwayReduction Reduction, TreatmentClass Class, int Group)
{
    internal static PolicyTerms Of(SettlementClaim claim, TreatmentClass treatmentClass)
    {
        var (policy, encounter) = (claim.Policy!, claim.Encounter);
        var rules = policy.Benefits[encounter.Benefit];
        if (claim.SpecialDrug?.Listing?.Ratio is { } ratio)
            rules = rules.AtOneRatio(ratio, policy.Groups.All.Count);
        return new(
            policy, rules, policy.ReductionFor(encounter.Benefit), treatmentClass,
            policy.Groups.IndexOf(claim.Person.Category, claim.Person.AgeOn(encounter.EndedOn)));
    }
}
