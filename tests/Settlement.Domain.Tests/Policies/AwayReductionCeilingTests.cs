using Settlement.Domain.Facilities;
using Settlement.Domain.Persons;
using Settlement.Domain.Policies;

namespace Settlement.Domain.Tests.Policies;

/// <summary>R1.9: what an insured place takes off may not exceed 10 points, 20 where nobody referred and nothing was urgent.</summary>
public sealed class AwayReductionCeilingTests
{
    public static TheoryData<string> Versions => [.. ShippedBook.Policies.Versions.Select(p => p.Version)];

    [Theory]
    [MemberData(nameof(Versions))]
    public void Every_shipped_ratio_drops_by_no_more_than_the_national_ceiling(string version) =>
        Assert.Empty(TooLow(ShippedBook.Policies.Versions.Single(p => p.Version == version)));

    [Theory]
    [InlineData(ReductionMode.PointsOff, 11)]
    [InlineData(ReductionMode.UpFrontShare, 13)]
    [InlineData(ReductionMode.Multiplier, 13)]
    public void The_rule_above_can_fail(ReductionMode mode, int percent)
    {
        var policy = ShippedBook.Policies.Versions.First();
        var reduction = policy.Reduction.Percent.ToDictionary(p => p.Key, p => p.Key == TreatmentClass.Referral ? percent : p.Value);

        Assert.NotEmpty(TooLow(policy with { Reduction = new(mode, reduction, policy.Reduction.Source) }));
    }

    private static IEnumerable<string> TooLow(ReimbursementPolicy policy) =>
        from treatmentClass in policy.Reduction.Percent.Keys
        from service in policy.Services
        from level in Enum.GetValues<FacilityLevel>()
        from person in Persons(policy.Scheme)
        from band in service.Value.Bands.Slice(Money.Zero, new(long.MaxValue))
        let local = service.Value.LocalRatio(band.Figure.For(level, person), person)
        let away = policy.Reduction.Reduce(local, treatmentClass).ScaledBy(policy.Reduction.UpFrontShare(treatmentClass).Complement)
        where (local.Value - away.Value) * 100 > Ceiling(treatmentClass) || away > local
        select $"{policy.Version} {treatmentClass} {service.Key} {level} {person}: {local} at home, {away} away";

    private static int Ceiling(TreatmentClass treatmentClass) => treatmentClass switch
    {
        TreatmentClass.LongTerm => 0,
        TreatmentClass.Referral or TreatmentClass.Emergency => 10,
        _ => 20,
    };

    private static PersonCategory[] Persons(InsuranceScheme scheme) => scheme == InsuranceScheme.Employee
        ? [PersonCategory.Active, PersonCategory.Retired]
        : [PersonCategory.AdultResident, PersonCategory.MinorResident];
}
