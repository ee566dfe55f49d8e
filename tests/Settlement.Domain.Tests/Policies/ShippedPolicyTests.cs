using Settlement.Domain.Policies;
using Settlement.Persistence.Policies;

namespace Settlement.Domain.Tests.Policies;

public sealed class ShippedPolicyTests
{
    private static readonly string[] Places = ["110000", "360100", "410100", "430100", "440100", "460100", "510100"];

    public static TheoryData<string> Files => [.. ShippedPolicies.Documents().Select(d => d.File)];

    /// <summary>A file is {region}-{scheme}, and where the policy changed in time {region}-{scheme}-{year}.</summary>
    [Theory]
    [MemberData(nameof(Files))]
    public void Each_shipped_policy_can_be_read_and_is_named_after_its_file(string file)
    {
        var policy = PolicyReader.Read(ShippedPolicies.Documents().Single(d => d.File == file).Json);
        var name = Path.GetFileNameWithoutExtension(file);

        Assert.StartsWith(name, policy.Version, StringComparison.Ordinal);
        Assert.StartsWith($"{policy.InsuredRegion}-{policy.Scheme.ToString().ToLowerInvariant()}", name, StringComparison.Ordinal);
        Assert.Equal($"{policy.InsuredRegion}-{policy.Scheme.ToString().ToLowerInvariant()}-{policy.InForce.First.Year}", policy.Version);
    }

    [Fact]
    public void The_shipped_policies_do_not_overlap() =>
        Assert.NotEmpty(ShippedBook.Policies.Versions);

    [Fact]
    public void Every_place_has_both_schemes() =>
        Assert.Equal(
            Places.SelectMany(place => new[] { $"{place} Employee", $"{place} Resident" }),
            ShippedBook.Policies.Versions.Select(p => $"{p.InsuredRegion} {p.Scheme}").Distinct().Order());

    /// <summary>Asserts no figure: it finds days without a version.</summary>
    [Fact]
    public void Every_place_and_scheme_has_a_policy_on_every_day_from_2025_on()
    {
        var gaps =
            from line in ShippedBook.Policies.Versions.GroupBy(p => (p.InsuredRegion, p.Scheme))
            from day in Days(new(2025, 1, 1), new(2027, 12, 31))
            where ShippedBook.Policies.InForceOn(line.Key.InsuredRegion, line.Key.Scheme, day) is null
            select $"{line.Key} has no policy on {day:O}";

        Assert.Empty(gaps);
        Assert.All(
            ShippedBook.Policies.Versions.GroupBy(p => (p.InsuredRegion, p.Scheme)),
            line => Assert.Null(line.MaxBy(p => p.InForce.First)!.InForce.Last));
    }

    [Fact]
    public void A_policy_that_changed_is_followed_to_the_day()
    {
        var zhengzhou = RegionCode.Parse("410100");

        Assert.Equal("410100-employee-2023", VersionOn(zhengzhou, new(2026, 6, 30)));
        Assert.Equal("410100-employee-2026", VersionOn(zhengzhou, new(2026, 7, 1)));
    }

    [Fact]
    public void The_shipped_policies_show_every_reduction_mode_and_both_answers_to_the_unfiled()
    {
        var reductions = ShippedBook.Policies.Versions.Select(p => p.Reduction).ToList();

        Assert.Equal(Enum.GetValues<ReductionMode>(), reductions.Select(r => r.Mode).Distinct().Order());
        Assert.Contains(reductions, r => r.Pays(TreatmentClass.Unfiled));
        Assert.Contains(reductions, r => !r.Pays(TreatmentClass.Unfiled));
    }

    private static string? VersionOn(RegionCode region, DateOnly day) =>
        ShippedBook.Policies.InForceOn(region, Domain.Persons.InsuranceScheme.Employee, day)?.Version;

    private static IEnumerable<DateOnly> Days(DateOnly first, DateOnly last) =>
        Enumerable.Range(0, last.DayNumber - first.DayNumber + 1).Select(first.AddDays);
}
