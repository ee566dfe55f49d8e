using Settlement.Domain.Encounters;
using Settlement.Domain.Facilities;
using Settlement.Domain.Persons;
using Settlement.Domain.Policies;
using Settlement.Domain.Policies.Documents;

namespace Settlement.Domain.Tests.Policies;

public sealed class PolicyReaderTests
{
    private static string Text { get; } = CompleteDocument.Text;

    [Fact]
    public void A_whole_document_becomes_the_policy_that_it_describes()
    {
        var policy = PolicyReader.Read(Text);

        Assert.Equal(("360100-employee-made-up", "360100", InsuranceScheme.Employee), (policy.Version, policy.InsuredRegion.Value, policy.Scheme));
        Assert.Equal(new DateRange(new(2023, 1, 1), new(2026, 12, 31)), policy.InForce);
        Assert.Equal(
            [new("active", PersonCategory.Active), new("retired", PersonCategory.Retired, 0, 69), new("retired70", PersonCategory.Retired, 70)],
            policy.Groups.All);
        Assert.Equal(
            new(3, LateFilingCounts: true, TraumaWithoutThirdParty: false, StayYear.SplitByDays, Notice),
            policy.DirectSettlement with { WithoutFiling = [] });
        Assert.Equal([new(RegionCode.Parse("330100"), TreatmentClass.Referral)], policy.DirectSettlement.WithoutFiling);
        Assert.Equal(
            [CareService.Inpatient, CareService.Outpatient, CareService.Pharmacy, Benefit.Chronic("M01600"), Benefit.Chronic("M03900")],
            policy.Benefits.Keys);
        Assert.Equal(ReductionMode.Multiplier, policy.Reduction.Mode);
        Assert.Equal(20m, policy.Reduction.Percent[TreatmentClass.OtherTemporary]);
        Assert.False(policy.Reduction.Pays(TreatmentClass.Unfiled));
    }

    [Fact]
    public void Deductibles_are_read_in_both_modes()
    {
        var benefits = PolicyReader.Read(Text).Benefits;
        var inpatient = Assert.IsType<Deductible.PerEncounter>(benefits[CareService.Inpatient].Deductible);
        var outpatient = Assert.IsType<Deductible.PerPeriod>(benefits[CareService.Outpatient].Deductible);
        var diabetes = Assert.IsType<Deductible.PerPeriod>(benefits[Benefit.Chronic("M01600")].Deductible);

        Assert.Equal([Example.Yuan(800), Example.Yuan(400)], inpatient.Series.For(FacilityLevel.Tertiary, Retired));
        Assert.Equal(Example.Yuan(2000), inpatient.YearlyMaximum);
        Assert.Equal(ContinuingDeductible.Waived, inpatient.Continuing[ContinuationKind.Transfer]);
        Assert.Equal(ContinuingDeductible.Difference, inpatient.Continuing[ContinuationKind.SameCourse]);
        Assert.Equal([Example.Yuan(1000)], Assert.IsType<Deductible.PerEncounter>(
            benefits[CareService.Inpatient].DeductibleFor(TreatmentClass.Referral)).Series.For(FacilityLevel.Primary, Active));
        Assert.Same(inpatient, benefits[CareService.Inpatient].DeductibleFor(TreatmentClass.Emergency));

        Assert.Equal((AccountPeriod.Year, false, Example.Yuan(200)), (outpatient.Period, outpatient.EachFacility, outpatient.Amount.For(FacilityLevel.Primary, Retired70)));
        Assert.Equal([CareService.Outpatient, CareService.Pharmacy], outpatient.CountedTogether);
        Assert.Equal((AccountPeriod.Quarter, true, Example.Yuan(100.5m)), (diabetes.Period, diabetes.EachFacility, diabetes.Amount.For(FacilityLevel.Community, Active)));
    }

    [Fact]
    public void Ratios_are_read_by_band_level_and_group_and_those_of_the_retired_follow()
    {
        var benefits = PolicyReader.Read(Text).Benefits;
        var (inpatient, outpatient) = (benefits[CareService.Inpatient], benefits[CareService.Outpatient]);

        Assert.Equal((BandOrigin.Zero, BandPeriod.Encounter), (inpatient.BandEdgesFrom, inpatient.BandsRunOver));
        Assert.Equal((BandOrigin.Deductible, BandPeriod.Year), (outpatient.BandEdgesFrom, outpatient.BandsRunOver));
        Assert.Equal(["30000.00: 85% 88% 88%", ": 90% 93% 93%"], inpatient.Bands.All.Select(band => $"{band.UpTo}: {Local(inpatient, band.Figure)}"));
        Assert.Equal(["20000.00: 60% 65% 70%", ": 50% 55% 60%"], outpatient.Bands.All.Select(band => $"{band.UpTo}: {Local(outpatient, band.Figure)}"));
        Assert.Equal(ReductionMode.PointsOff, outpatient.Reduction!.Mode);
        Assert.Equal(20m, outpatient.Reduction.Percent[TreatmentClass.Unfiled]);
        Assert.Null(inpatient.Reduction);
        Assert.Equal(Notice, inpatient.Source);
    }

    [Fact]
    public void Ceilings_layers_and_the_personal_account_are_read()
    {
        var policy = PolicyReader.Read(Text);
        var (large, aid) = (policy.Layers[0], policy.Layers[1]);

        Assert.Equal((AccountPeriod.Year, CeilingBasis.FundPaid, Money.Zero), (policy.Ceilings[0].Period, policy.Ceilings[0].Basis, policy.Ceilings[0].EachFurtherDisease));
        Assert.Equal([CareService.Inpatient, CareService.Outpatient], policy.Ceilings[0].Benefits);
        Assert.Equal(Example.Yuan(110_000), policy.Ceilings[0].Amount.For(Retired70));
        Assert.Equal((AccountPeriod.Month, CeilingBasis.InScope, Example.Yuan(150)), (policy.Ceilings[1].Period, policy.Ceilings[1].Basis, policy.Ceilings[1].EachFurtherDisease));
        Assert.Equal([Benefit.Chronic("M01600"), Benefit.Chronic("M03900")], policy.Ceilings[1].Benefits);

        Assert.Equal((LayerKind.LargeAmount, Example.Yuan(500), Example.Yuan(400_000)), (large.Kind, large.General!.YearlyDeductible, large.General.YearlyCeiling));
        Assert.Equal([CareService.Inpatient], large.Services);
        Assert.Equal([PersonalPart.OverCeiling, PersonalPart.Deductible], large.Base); // in the order in which they are relieved
        var hardship = Assert.Single(large.InHardship);
        Assert.Equal([Hardship.ExtremePoverty, Hardship.MinimumLiving], hardship.For.Order());
        Assert.Equal((Example.Yuan(250), null), (hardship.Terms.YearlyDeductible, hardship.Terms.YearlyCeiling));
        Assert.Equal(Example.Percent(90), hardship.Terms.Bands.All[0].Figure.For(Active));
        Assert.Equal((LayerKind.MedicalAid, null), (aid.Kind, aid.General));

        Assert.Equal([PersonalPart.CoPay, PersonalPart.Deductible], policy.PersonalAccount!.Pays);
        Assert.Equal([CareService.Inpatient, CareService.Pharmacy], policy.PersonalAccount.Services.Order());
    }

    [Fact]
    public void Without_person_groups_each_category_of_the_scheme_is_one() =>
        Assert.Equal([new("active", PersonCategory.Active), new("retired", PersonCategory.Retired)],
            PolicyReader.Read(CompleteDocument.Plain).Groups.All);

    [Fact]
    public void A_benefit_that_the_document_leaves_null_or_out_is_not_opened() =>
        Assert.Equal([CareService.Inpatient], PolicyReader.Read(CompleteDocument.Plain).Benefits.Keys);

    [Fact]
    public void A_policy_may_be_in_force_for_one_day() =>
        Assert.Equal(new DateRange(new(2023, 1, 1), new(2023, 1, 1)), PolicyReader.Read(CompleteDocument.With("$.inForceThrough", "\"2023-01-01\"")).InForce);

    private static readonly Citation Notice = new("Made-up notice", "art. 4");

    private const int Active = 0, Retired = 1, Retired70 = 2;

    private static string Local(ServiceRules rules, ByLevelAndPerson<Ratio> figure) => string.Join(' ', new[]
    {
        rules.LocalRatio(figure.For(FacilityLevel.Tertiary, Active), PersonCategory.Active),
        rules.LocalRatio(figure.For(FacilityLevel.Tertiary, Retired), PersonCategory.Retired),
        rules.LocalRatio(figure.For(FacilityLevel.Tertiary, Retired70), PersonCategory.Retired),
    });
}
