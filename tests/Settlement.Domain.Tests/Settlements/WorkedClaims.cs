using Settlement.Domain.BenefitAccounts;
using Settlement.Domain.Facilities;
using Settlement.Domain.Filings;
using Settlement.Domain.Policies;
using Settlement.Domain.Policies.Documents;
using Settlement.Domain.Settlements;
using Settlement.Domain.Tests.Policies;

namespace Settlement.Domain.Tests.Settlements;

/// <summary>The claims of worked settlements.</summary>
internal static class WorkedClaims
{
    internal static SettlementClaim Visit(WorkedSettlement example, ReimbursementPolicy policy) =>
        Stay(example, policy, FilingType.LongTermResident) with { Encounter = new(CareService.Outpatient, IsEmergency: false, Example.Admission, Example.Admission) };

    /// <summary>A stay at a hospital of the third level; without a filing it comes with the emergency flag.</summary>
    internal static SettlementClaim Stay(WorkedSettlement example, ReimbursementPolicy policy, FilingType? filing) => Example.Claim with
    {
        Person = Example.Claim.Person with { InsuredRegion = policy.InsuredRegion },
        Encounter = Example.Claim.Encounter with { IsEmergency = filing is null },
        Facility = Example.Claim.Facility with { Region = example.TreatmentRegion },
        Filings = filing is { } type ? [Example.Filing with { Type = type, Destination = example.TreatmentRegion }] : [],
        Policy = policy,
    };

    internal static ReimbursementPolicy Shipped(string region) =>
        PolicyReader.Read(ShippedPolicies.Documents().Single(d => d.File == $"{region}-employee.json").Json);

    internal static ReimbursementPolicy Policy(string region, ReductionMode? mode = null)
    {
        var policy = PolicyReader.Read(File.ReadAllText(Path.Combine("Cases", "Policies", $"{region}-employee.json")));
        return mode is { } other ? policy with { Reduction = policy.Reduction with { Mode = other } } : policy;
    }

    internal static void AssertRestored(BenefitAccount before, SettlementStatement statement)
    {
        var after = before.With(statement.AccountChange);
        Assert.NotEqual(before.Amounts, after.Amounts);
        Assert.Equal(before.Amounts, after.With(statement.AccountChange.Reversed()).Amounts);
        Assert.Equal(before.Encounters, after.With(statement.AccountChange.Reversed()).Encounters);
    }

    internal static decimal Number(System.Text.Json.JsonElement element, string name) => WorkedSettlement.Number(element.GetProperty(name));
}
