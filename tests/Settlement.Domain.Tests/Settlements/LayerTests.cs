using Settlement.Domain.BenefitAccounts;
using Settlement.Domain.Facilities;
using Settlement.Domain.Filings;
using Settlement.Domain.Persons;
using Settlement.Domain.Policies;
using Settlement.Domain.Settlements;

namespace Settlement.Domain.Tests.Settlements;

[Rule("R2.7")]
public sealed class LayerTests
{
    private static readonly SupplementaryLayer LargeAmount = Example.Layer(
        LayerKind.LargeAmount, [PersonalPart.OverCeiling], deductible: 0, [(null, 85)]);

    private static readonly SupplementaryLayer LargeIllness = Illness(deductible: 10_000);

    /// <summary>40 800 in scope: deductible 800, 40 000 in the band at 80%, so 32 000 from the fund and 8 000 left to the person.</summary>
    private static readonly SettlementClaim Claim = Example.Claim.InScope(40_800);

    [Fact]
    public void What_lies_over_the_ceiling_goes_into_the_large_amount_layer()
    {
        var amounts = Example.Settled(With(LargeAmount).Under(p => p with { Ceilings = [Example.Ceiling(10_000, CareService.Inpatient)] })).Amounts;

        Assert.Equal(Example.Yuan(10_000), amounts.PooledFund); // which shares in 10 000 / 80% = 12 500 of the 40 000
        Assert.Equal(Example.Yuan(23_375), amounts.LargeAmount); // (40 000 - 12 500) x 85%
        Assert.Equal(Example.Yuan(7_425), amounts.Personal); // 800 + 2 500 + 27 500 x 15%
    }

    [Fact]
    public void Below_the_ceiling_the_large_amount_layer_pays_nothing() =>
        Assert.Equal(Money.Zero, Example.Settled(With(LargeAmount)).Amounts.LargeAmount);

    [Fact]
    public void Large_illness_pays_on_the_personal_share_in_scope_above_its_own_deductible()
    {
        Assert.Equal(Money.Zero, Example.Settled(With(LargeIllness)).Amounts.LargeIllness); // 8 800 is below 10 000
        Assert.Equal(Example.Yuan(480), Example.Settled(With(Illness(deductible: 8_000))).Amounts.LargeIllness); // 800 x 60%
    }

    [Theory]
    [InlineData(PersonalPart.Deductible, 800)]
    [InlineData(PersonalPart.CoPay, 1_680)] // 8 400 - 6 720
    [InlineData(PersonalPart.OverCeiling, 31_600)] // 40 000 - 8 400
    public void The_policy_says_what_counts_into_the_base(PersonalPart part, decimal counted) // the fund shares in 6 720 / 80% = 8 400
    {
        var layer = Illness(deductible: 0) with { Base = [part] };
        var change = Example.Settled(With(layer).Under(p => p with { Ceilings = [Example.Ceiling(6_720, CareService.Inpatient)] })).AccountChange;

        Assert.Equal(Example.Yuan(counted), change[Accumulator.LayerBase(LayerKind.LargeIllness)]);
    }

    [Fact]
    public void The_up_front_share_and_what_lies_outside_the_scope_never_count_into_a_base()
    {
        var claim = With(Illness(deductible: 0)).FiledAs(FilingType.Referral)
            .Under(p => p with { Reduction = p.Reduction with { Mode = ReductionMode.UpFrontShare } });
        var statement = Example.Settled(claim with { Lines = [.. claim.Lines, Example.Line("C", 5_000), Example.Line("B-LIMITED", 200)] });

        // In scope 40 800 + (200 - 90) x 90% = 40 899; up front 4 089.90; deductible 800; 36 009.10 x 20% = 7 201.82
        Assert.Equal(Example.Yuan(4_089.90m), statement.Amounts.UpFrontShare);
        Assert.Equal(Example.Yuan(8_001.82m), statement.AccountChange[Accumulator.LayerBase(LayerKind.LargeIllness)]);
    }

    [Fact]
    public void The_deductible_of_a_layer_is_paid_once_a_year()
    {
        var first = Example.Settled(With(LargeIllness)); // base 8 800
        var second = Example.Settled(With(LargeIllness).After(first)); // base 8 800 + 400 + 8 080 = 17 280

        Assert.Equal(Example.Yuan(8_480), second.AccountChange[Accumulator.LayerBase(LayerKind.LargeIllness)]); // 400 + 40 400 x 20%
        Assert.Equal(Example.Yuan(4_368), second.Amounts.LargeIllness); // (8 800 + 8 480 - 10 000) x 60%
    }

    [Fact]
    public void The_bands_of_a_layer_run_over_the_year() // base 55 000 before, so 45 000 above the deductible: 5 000 at 60%, 3 800 at 70%
    {
        var claim = With(LargeIllness).WithUsed(Accumulator.LayerBase(LayerKind.LargeIllness), 55_000);

        Assert.Equal(Example.Yuan(5_660), Example.Settled(claim).Amounts.LargeIllness); // 3 000 + 2 660
    }

    [Fact]
    public void A_layer_pays_no_more_than_its_own_yearly_ceiling()
    {
        var claim = With(Illness(deductible: 10_000, ceiling: 6_000))
            .WithUsed(Accumulator.LayerBase(LayerKind.LargeIllness), 20_000).WithUsed(Accumulator.LayerPaid(LayerKind.LargeIllness), 5_900);

        Assert.Equal(Example.Yuan(100), Example.Settled(claim).Amounts.LargeIllness); // of 8 800 x 60% = 5 280
    }

    [Fact]
    public void A_layer_that_has_paid_more_than_a_lowered_ceiling_pays_nothing_and_takes_nothing_back() =>
        Assert.Equal(Money.Zero, Example.Settled(With(Illness(deductible: 10_000, ceiling: 6_000))
            .WithUsed(Accumulator.LayerBase(LayerKind.LargeIllness), 20_000).WithUsed(Accumulator.LayerPaid(LayerKind.LargeIllness), 7_000)).Amounts.LargeIllness);

    [Fact]
    public void A_later_layer_counts_only_what_the_earlier_one_left()
    {
        var claim = With(LargeAmount with { Base = LargeIllness.Base }, Illness(deductible: 0));
        var amounts = Example.Settled(claim).Amounts;

        Assert.Equal(Example.Yuan(7_480), amounts.LargeAmount); // 8 800 x 85%
        Assert.Equal(Example.Yuan(792), amounts.LargeIllness); // (8 800 - 7 480) x 60%
        Assert.Equal(Example.Yuan(528), amounts.Personal); // 40 800 - 32 000 - 7 480 - 792
    }

    [Fact]
    public void A_layer_neither_counts_nor_pays_an_encounter_of_a_service_that_it_does_not_name()
    {
        var statement = Example.Settled(With(Illness(deductible: 0) with { Services = new HashSet<CareService> { CareService.Outpatient } }));

        Assert.Equal(Money.Zero, statement.Amounts.LargeIllness);
        Assert.DoesNotContain(Accumulator.LayerBase(LayerKind.LargeIllness), statement.AccountChange.Amounts.Select(a => a.Accumulator));
    }

    [Fact]
    public void The_ratio_is_that_of_the_person_category()
    {
        var figures = new ByPerson<Ratio>([Example.Percent(60), Example.Percent(65)]);
        var layer = LargeIllness with { General = new(Money.Zero, new([new(null, figures)]), YearlyCeiling: null) };

        Assert.Equal(Example.Yuan(5_720), Example.Settled(With(layer).For(PersonCategory.Retired)).Amounts.LargeIllness); // 8 800 x 65%
    }

    [Fact]
    public void What_a_layer_pays_relieves_the_parts_of_its_base_in_their_order()
    {
        // 8 000 co-pay and 800 deductible; the first layer pays 4 400 of both, the co-pay first, so 3 600 and 800 are left.
        var first = Example.Layer(LayerKind.LargeAmount, [PersonalPart.CoPay, PersonalPart.Deductible], deductible: 0, [(null, 50)]);
        var onCoPay = Example.Layer(LayerKind.LargeIllness, [PersonalPart.CoPay], deductible: 0, [(null, 100)]);
        var onDeductible = Example.Layer(LayerKind.LargeIllness, [PersonalPart.Deductible], deductible: 0, [(null, 100)]);

        Assert.Equal(Example.Yuan(3_600), Example.Settled(With(first, onCoPay)).Amounts.LargeIllness);
        Assert.Equal(Example.Yuan(800), Example.Settled(With(first, onDeductible)).Amounts.LargeIllness);
    }

    [Fact]
    public void Civil_servants_and_those_with_an_enterprise_supplement_alone_are_paid_by_their_layers()
    {
        var claim = With(
            Example.Layer(LayerKind.CivilServant, [PersonalPart.CoPay], deductible: 0, [(null, 50)]),
            Example.Layer(LayerKind.EnterpriseSupplement, [PersonalPart.CoPay], deductible: 0, [(null, 50)]));
        (decimal, decimal) Paid(InsuredPerson person) =>
            Example.Settled(claim with { Person = person }).Amounts is var a ? (a.CivilServant.Yuan, a.EnterpriseSupplement.Yuan) : default;

        Assert.Equal((0, 0), Paid(claim.Person));
        Assert.Equal((4_000, 0), Paid(claim.Person with { IsCivilServant = true })); // 8 000 x 50%
        Assert.Equal((0, 4_000), Paid(claim.Person with { HasEnterpriseSupplement = true }));
        Assert.Equal((4_000, 2_000), Paid(claim.Person with { IsCivilServant = true, HasEnterpriseSupplement = true })); // 4 000 left x 50%
    }

    [Theory]
    [InlineData(null, 0)] // 8 800 is below 10 000
    [InlineData(Hardship.MinimumLivingEdge, 0)] // not named
    [InlineData(Hardship.MinimumLiving, 2_470)] // (8 800 - 5 000) x 65%: half the deductible, five points more
    public void Persons_in_hardship_have_better_terms_of_large_illness(Hardship? hardship, decimal expected)
    {
        var claim = With(LargeIllness with
        {
            InHardship = [new(new HashSet<Hardship> { Hardship.MinimumLiving }, new(Example.Yuan(5_000), Example.LayerBandsOf((50_000, 65), (null, 75)), YearlyCeiling: null))],
        });

        Assert.Equal(Example.Yuan(expected), Example.Settled(claim with { Person = claim.Person with { Hardship = hardship } }).Amounts.LargeIllness);
    }

    [Theory]
    [InlineData(null, 0)]
    [InlineData(Hardship.ExtremePoverty, 7_200)] // (800 + 8 000 + 200) x 80%: its base holds the first self-paid share too
    public void Medical_aid_pays_for_those_in_hardship_alone(Hardship? hardship, decimal expected)
    {
        var aid = new LayerTerms(Money.Zero, Example.LayerBandsOf((null, 80)), YearlyCeiling: null);
        var claim = With(new SupplementaryLayer(
            LayerKind.MedicalAid, Example.EveryService, [PersonalPart.Deductible, PersonalPart.CoPay, PersonalPart.FirstSelfPaid],
            General: null, [new(new HashSet<Hardship> { Hardship.ExtremePoverty }, aid)], Example.Source));

        var amounts = Example.Settled(claim with
        {
            Person = claim.Person with { Hardship = hardship },
            Lines = [Example.Line("A", 39_000), Example.Line("B10", 2_000) with { LineNo = "2" }], // 1 800 in scope, 200 first self-paid
        }).Amounts;

        Assert.Equal(Example.Yuan(expected), amounts.MedicalAid);
        Assert.Equal(Example.Yuan(9_000 - expected), amounts.Personal);
    }

    private static SupplementaryLayer Illness(decimal deductible, decimal? ceiling = null) => Example.Layer(
        LayerKind.LargeIllness, [PersonalPart.Deductible, PersonalPart.CoPay, PersonalPart.OverCeiling], deductible, [(50_000, 60), (null, 70)], ceiling);

    private static SettlementClaim With(params SupplementaryLayer[] layers) => Claim.Under(p => p with { Layers = layers });
}
