using Settlement.Domain.Facilities;
using Settlement.Domain.Persons;
using Settlement.Domain.Policies;

namespace Settlement.Domain.Tests.Policies;

public sealed class PolicyProofTests
{
    public static TheoryData<string> Versions => [.. ShippedBook.Policies.Versions.Select(p => p.Version)];

    [Theory]
    [MemberData(nameof(Versions))]
    public void The_proof_finds_nothing_in_a_shipped_policy(string version) =>
        Assert.Empty(PolicyProof.Of(ShippedBook.Policies.Versions.Single(p => p.Version == version)));

    /// <summary>The example's fund pays 80 % at home; R1.9 allows 10 points less for a referral, 20 for a temporary stay.</summary>
    [Theory, Rule("R1.9"), Rule("R2.6")]
    [InlineData(ReductionMode.PointsOff, 10, null)]
    [InlineData(ReductionMode.PointsOff, 11, "80% − 69% = 11 > 10")]
    [InlineData(ReductionMode.UpFrontShare, 12.5, null)] // 80 × 0.875 = 70
    [InlineData(ReductionMode.UpFrontShare, 13, "80% − 69.6% = 10.4 > 10")] // 80 × 0.87
    [InlineData(ReductionMode.Multiplier, 12.5, null)]
    [InlineData(ReductionMode.Multiplier, 13, "80% − 69.6% = 10.4 > 10")]
    public void A_reduction_beyond_the_national_ceiling_is_a_warning(ReductionMode mode, decimal percent, string? figures)
    {
        var findings = PolicyProof.Of(Reduced(mode, TreatmentClass.Referral, percent));

        Assert.Equal(
            figures is null ? [] : [Warning(PolicyFindingCode.ReductionTooLarge, "awayFromHome.referral", $"inpatient community active ≤ ∞: {figures}")],
            findings);
    }

    [Theory, Rule("R1.9")]
    [InlineData(TreatmentClass.Emergency, 10)]
    [InlineData(TreatmentClass.OtherTemporary, 20)]
    [InlineData(TreatmentClass.Unfiled, 20)]
    [InlineData(TreatmentClass.LongTermElsewhere, 20)]
    public void Each_class_has_its_own_ceiling(TreatmentClass treatmentClass, int most)
    {
        Assert.Empty(PolicyProof.Of(Reduced(ReductionMode.PointsOff, treatmentClass, most)));
        Assert.Equal(PolicyFindingCode.ReductionTooLarge, Assert.Single(PolicyProof.Of(Reduced(ReductionMode.PointsOff, treatmentClass, most + 1))).Code);
    }

    /// <summary>A multiplier takes most off the highest ratio, and that one is named: above 30,000 yuan, 95 + 3 for the retired.</summary>
    [Fact, Rule("R1.9")]
    public void The_ratio_that_falls_furthest_is_named()
    {
        var rules = Example.Rules with { Bands = Example.BandsOf((30_000, 80), (null, 95)), Retiree = new RetireeRule.AddedPoints(3) };
        var policy = Reduced(ReductionMode.Multiplier, TreatmentClass.Referral, 12) with
        {
            Benefits = new Dictionary<Benefit, ServiceRules> { [CareService.Inpatient] = rules },
        };

        Assert.Equal( // 98 × 0.88 = 86.24
            [Warning(PolicyFindingCode.ReductionTooLarge, "awayFromHome.referral", "inpatient community retired ≤ ∞: 98% − 86.24% = 11.76 > 10")],
            PolicyProof.Of(policy));
    }

    [Fact, Rule("R1.8")]
    public void Long_term_residents_who_are_reduced_are_a_warning() =>
        Assert.Equal(
            [Warning(PolicyFindingCode.LongTermReduced, "awayFromHome.longTerm", "5")],
            PolicyProof.Of(Reduced(ReductionMode.PointsOff, TreatmentClass.LongTerm, 5)));

    [Theory, Rule("R1.8")]
    [InlineData(ReductionMode.PointsOff, "80% − 70% less 2", 12, "70% − 68% = 2")]
    [InlineData(ReductionMode.UpFrontShare, "80% × 0.9 less 80% × 0.88", 12, "72% − 70.4% = 1.6")]
    [InlineData(ReductionMode.Multiplier, "80% × 0.9 less 80% × 0.88", 12, "72% − 70.4% = 1.6")]
    public void Long_term_residents_who_return_may_not_be_worse_off_than_by_a_referral(ReductionMode mode, string sum, decimal percent, string figures)
    {
        Assert.NotEmpty(sum);
        Assert.Empty(PolicyProof.Of(Reduced(mode, TreatmentClass.LongTermAtHome, 10)));
        Assert.Equal(
            [Warning(PolicyFindingCode.AtHomeBelowReferral, "awayFromHome.longTermAtHome", $"inpatient community active ≤ ∞: {figures}")],
            PolicyProof.Of(Reduced(mode, TreatmentClass.LongTermAtHome, percent)));
    }

    [Fact, Rule("R1.5.4")]
    public void A_class_into_which_people_are_exempt_from_filing_is_not_left_out() =>
        Assert.Contains(
            PolicyProof.Of(Example.Policy with
            {
                DirectSettlement = Example.Policy.DirectSettlement with { WithoutFiling = [new(Example.Shanghai, TreatmentClass.OtherTemporary)] },
                Reduction = Example.Policy.Reduction with
                {
                    Percent = Example.Policy.Reduction.Percent.Where(p => p.Key != TreatmentClass.OtherTemporary).ToDictionary(),
                },
            }),
            finding => finding is { Code: PolicyFindingCode.ClassMissing, Place: "awayFromHome.otherTemporary" });

    [Fact]
    public void A_reduction_of_a_benefits_own_is_asked_in_place_of_the_policys()
    {
        var own = Reduced(ReductionMode.PointsOff, TreatmentClass.Referral, 15).Reduction;
        var policy = Example.Policy with
        {
            Benefits = new Dictionary<Benefit, ServiceRules>
            {
                [CareService.Inpatient] = Example.Rules,
                [Benefit.Chronic("M03900")] = Example.Rules with { Reduction = own },
            },
        };

        Assert.Equal(
            [Warning(PolicyFindingCode.ReductionTooLarge, "chronicOutpatient.M03900.awayFromHome.referral", "chronicOutpatient/M03900 community active ≤ ∞: 80% − 65% = 15 > 10")],
            PolicyProof.Of(policy));
        Assert.Empty(PolicyProof.Of(Reduced(ReductionMode.PointsOff, TreatmentClass.Referral, 15) with
        {
            Benefits = new Dictionary<Benefit, ServiceRules> { [CareService.Inpatient] = Example.Rules with { Reduction = Example.Policy.Reduction } },
        }));
    }

    [Fact, Rule("R1.9")]
    public void A_class_of_which_a_reduction_must_say_something_is_missed()
    {
        var percent = new Dictionary<TreatmentClass, decimal> { [TreatmentClass.LongTerm] = 0, [TreatmentClass.Emergency] = 10 };

        Assert.Equal(
            [new(PolicyFindingKind.Gap, PolicyFindingCode.ClassMissing, "awayFromHome.referral", "")],
            PolicyProof.Of(Example.Policy with { Reduction = Example.Policy.Reduction with { Percent = percent } }));
    }

    [Fact]
    public void A_category_without_a_person_group_is_a_gap()
    {
        var policy = Example.Policy with { Groups = new([new("active", PersonCategory.Active), new("spare", PersonCategory.MinorResident)]) };

        Assert.Equal([new(PolicyFindingKind.Gap, PolicyFindingCode.AgesWithoutGroup, "personGroups", "Retired 0–∞")], PolicyProof.Of(policy));
    }

    [Fact]
    public void A_group_without_a_figure_is_a_gap_wherever_figures_stand()
    {
        var policy = Example.Policy with
        {
            Groups = new([new("active", PersonCategory.Active), new("retired", PersonCategory.Retired, 0, 69), new("retired70", PersonCategory.Retired, 70)]),
            Ceilings = [Example.Ceiling(1000, CareService.Inpatient)],
            Layers = [Example.Layer(LayerKind.LargeAmount, [PersonalPart.CoPay], 0, [(null, 50)])],
        };

        Assert.Equal( // the figures are for two groups
            ["inpatient.deductible", "inpatient.bands", "ceilings[0]", "supplementaryLayers[0]"],
            PolicyProof.Of(policy).Where(f => f is { Kind: PolicyFindingKind.Gap, Code: PolicyFindingCode.FigureMissing }).Select(f => f.Place));
    }

    [Fact]
    public void A_ratio_that_falls_as_the_amount_grows_is_nobodys_fault() =>
        Assert.Empty(PolicyProof.Of(Example.Policy with
        {
            Benefits = new Dictionary<Benefit, ServiceRules> { [CareService.Inpatient] = Example.Rules with { Bands = Example.BandsOf((10_000, 90), (null, 50)) } },
        }));

    [Fact]
    public void Days_between_versions_are_found_to_the_day()
    {
        Assert.Empty(PolicyProof.OfVersions([]));
        Assert.Empty(PolicyProof.OfVersions([Version("1", "2023-01-01", "2023-12-31"), Version("2", "2024-01-01", null)]));
        Assert.Empty(PolicyProof.OfVersions([Version("1", "2023-01-01", "2023-12-31")])); // what follows is not known yet
        Assert.Equal(
            [new(PolicyFindingKind.Gap, PolicyFindingCode.DaysWithoutPolicy, "2024-01-01/2024-06-30", "1, 2")],
            PolicyProof.OfVersions([Version("2", "2024-07-01", null), Version("1", "2023-01-01", "2023-12-31")]));
        Assert.Equal(
            [new(PolicyFindingKind.Overlap, PolicyFindingCode.DaysOfTwoPolicies, "2023-12-31/2023-12-31", "1, 2")],
            PolicyProof.OfVersions([Version("1", "2023-01-01", "2023-12-31"), Version("2", "2023-12-31", null)]));
        Assert.Equal(
            [new(PolicyFindingKind.Overlap, PolicyFindingCode.DaysOfTwoPolicies, "2024-01-01/..", "1, 2")],
            PolicyProof.OfVersions([Version("1", "2023-01-01", null), Version("2", "2024-01-01", null)]));
    }

    private static PolicyFinding Warning(PolicyFindingCode code, string place, string figures) => new(PolicyFindingKind.Warning, code, place, figures);

    /// <summary>The example with one class in another mode; all others are not reduced, so that nothing else is found.</summary>
    private static ReimbursementPolicy Reduced(ReductionMode mode, TreatmentClass treatmentClass, decimal percent)
    {
        var classes = new Dictionary<TreatmentClass, decimal>
        {
            [TreatmentClass.LongTerm] = 0,
            [TreatmentClass.Referral] = 10,
            [TreatmentClass.Emergency] = 10,
            [treatmentClass] = percent,
        };
        return Example.Policy with { Reduction = new(mode, classes, Example.Source) };
    }

    private static ReimbursementPolicy Version(string name, string first, string? last) => Example.Policy with
    {
        Version = name,
        InForce = new(DateOnly.Parse(first, null), last is null ? null : DateOnly.Parse(last, null)),
    };
}
