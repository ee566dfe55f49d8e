using Settlement.Domain.Facilities;
using Settlement.Domain.Persons;
using Settlement.Domain.Policies;
using Settlement.Domain.Policies.Documents;

namespace Settlement.Domain.Tests.Policies;

public sealed class ShippedPolicyTests
{
    private static readonly string[] Places = ["110000", "360100", "410100", "420100", "430100", "440100", "460100", "510100"];

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

    public static TheoryData<string> Lines => [.. ShippedBook.Policies.Versions.Select(LineOf).Distinct()];

    /// <summary>
    /// Asserts no figure: from the first day of a place and scheme until 2030 some version answers for every level, group, class and
    /// opened benefit.
    /// </summary>
    [Theory]
    [MemberData(nameof(Lines))]
    public void Every_line_of_policies_answers_on_every_day_of_its_life(string name)
    {
        var line = ShippedBook.Policies.Versions.Where(p => LineOf(p) == name).ToList();
        var first = line.Min(p => p.InForce.First);
        var answering = new HashSet<ReimbursementPolicy>();

        Assert.True(first <= new DateOnly(2025, 1, 1));
        Assert.Null(line.MaxBy(p => p.InForce.First)!.InForce.Last);
        Assert.Empty(PolicyProof.OfVersions(line));
        foreach (var day in Days(first, new(2030, 12, 31)))
        {
            var policy = ShippedBook.Policies.InForceOn(line[0].InsuredRegion, line[0].Scheme, day);
            Assert.True(policy is not null, $"no policy on {day:O}");
            if (answering.Add(policy))
                Answers(policy);
        }
        Assert.Equal(line.Count, answering.Count);
    }

    private static string LineOf(ReimbursementPolicy policy) => $"{policy.InsuredRegion} {policy.Scheme}";

    /// <summary>Asks for every figure: one that is not there throws.</summary>
    private static void Answers(ReimbursementPolicy policy)
    {
        Assert.NotEmpty(policy.Benefits);
        foreach (var (benefit, rules) in policy.Benefits)
            foreach (var treatmentClass in Enum.GetValues<TreatmentClass>().Where(policy.ReductionFor(benefit).Pays))
                foreach (var level in Enum.GetValues<FacilityLevel>())
                    foreach (var category in PersonCategories.Of(policy.Scheme))
                        foreach (var age in Enumerable.Range(0, 120))
                        {
                            var group = policy.Groups.IndexOf(category, age);
                            Assert.NotEmpty(Standard(rules.DeductibleFor(treatmentClass), level, group));
                            Assert.All(policy.Ceilings, ceiling => Assert.True(ceiling.Amount.For(group) > Money.Zero));
                            foreach (var band in rules.Bands.All)
                                Assert.True(policy.ReductionFor(benefit).Effective(rules.LocalRatio(band.Figure.For(level, group), category), treatmentClass) > Ratio.Zero);
                        }
    }

    private static IReadOnlyList<Money> Standard(Deductible deductible, FacilityLevel level, int group) => deductible switch
    {
        Deductible.PerEncounter rule => rule.Series.For(level, group),
        Deductible.PerPeriod rule => [rule.Amount.For(level, group)],
        _ => [],
    };

    [Fact, Rule("R1.12.4")]
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
        ShippedBook.Policies.InForceOn(region, InsuranceScheme.Employee, day)?.Version;

    private static IEnumerable<DateOnly> Days(DateOnly first, DateOnly last) =>
        Enumerable.Range(0, last.DayNumber - first.DayNumber + 1).Select(first.AddDays);
}
