using Settlement.Domain.Catalogs;
using Settlement.Domain.Facilities;
using Settlement.Domain.Persons;
using static Settlement.Domain.Catalogs.RestrictionOutcome;

namespace Settlement.Domain.Tests.Catalogs;

/// <summary>限定支付范围: conditions of the restriction, the hospital's word, and what becomes of the line.</summary>
public sealed class PaymentRestrictionTests
{
    private static readonly PaymentRestriction Whole = new("限…。", SaysAll: true);
    private static readonly PaymentRestriction Prose = new("限…患者。", SaysAll: false);

    /// <summary>A woman of 46 on an ordinary stay in a tertiary hospital, on the tenth of May 2026.</summary>
    private static readonly LineContext Woman = Example.LineContext;

    public static TheoryData<string, PaymentRestriction, LineContext, RestrictionOutcome> Conditions => new()
    {
        { "sex", Whole with { OnlySex = Sex.Female }, Woman, Met },
        { "other sex", Whole with { OnlySex = Sex.Male }, Woman, NotMet },
        { "level", Whole with { FromLevel = FacilityLevel.Secondary }, Woman with { Level = FacilityLevel.Secondary }, Met },
        { "higher level", Whole with { FromLevel = FacilityLevel.Secondary }, Woman, Met },
        { "lower level", Whole with { FromLevel = FacilityLevel.Secondary }, Woman with { Level = FacilityLevel.Primary }, NotMet },
        { "stay", Whole with { OnlyCare = CareCondition.Inpatient }, Woman, Met },
        { "no stay", Whole with { OnlyCare = CareCondition.Inpatient }, Visit, NotMet },
        { "emergency, yet no stay", Whole with { OnlyCare = CareCondition.Inpatient }, Visit with { IsEmergency = true }, NotMet },
        { "emergency", Whole with { OnlyCare = CareCondition.Emergency }, Visit with { IsEmergency = true }, Met },
        { "no emergency", Whole with { OnlyCare = CareCondition.Emergency }, Woman, NotMet },
        { "stay or emergency: stay", Whole with { OnlyCare = CareCondition.InpatientOrEmergency }, Woman, Met },
        { "stay or emergency: emergency", Whole with { OnlyCare = CareCondition.InpatientOrEmergency }, Visit with { IsEmergency = true }, Met },
        { "stay or emergency: neither", Whole with { OnlyCare = CareCondition.InpatientOrEmergency }, Visit, NotMet },
        { "newborn, 28th day", Whole with { OnlyAge = AgeGroup.Newborn }, Born(2026, 4, 12), Met }, // 04-12 + 28 = 05-10
        { "newborn, 29th day", Whole with { OnlyAge = AgeGroup.Newborn }, Born(2026, 4, 11), NotMet },
        { "infant, the day before the third birthday", Whole with { OnlyAge = AgeGroup.Infant }, Born(2023, 5, 11), Met },
        { "infant, third birthday", Whole with { OnlyAge = AgeGroup.Infant }, Born(2023, 5, 10), NotMet },
        { "child, the day before the eighteenth birthday", Whole with { OnlyAge = AgeGroup.Child }, Born(2008, 5, 11), Met },
        { "child, eighteenth birthday", Whole with { OnlyAge = AgeGroup.Child }, Born(2008, 5, 10), NotMet },
        { "two conditions, one not met", Whole with { OnlySex = Sex.Female, OnlyAge = AgeGroup.Child }, Woman, NotMet },
        { "other insurance", Whole with { OtherInsurance = true }, Woman, NotMet },
        { "second line, nobody asked", Whole with { SecondLine = true }, Woman, Unchecked },
        { "prose", Prose, Woman, Unchecked },
        { "prose beside a condition that is met", Prose with { OnlySex = Sex.Female }, Woman, Unchecked },
        { "prose beside a condition that is not", Prose with { OnlySex = Sex.Male }, Woman, NotMet },
    };

    [Theory]
    [MemberData(nameof(Conditions))]
    public void Without_a_word_of_the_hospital_the_conditions_decide(string why, PaymentRestriction restriction, LineContext context, RestrictionOutcome outcome) =>
        Assert.Equal((why, outcome), (why, Split(restriction, HospitalApproval.None, context).Restriction));

    /// <summary>What a hospital can confirm: prose, the failure of the first line, a rescue; not who the person is, nor where.</summary>
    [Theory]
    [MemberData(nameof(Conditions))]
    public void The_hospital_confirms_what_only_it_can_know(string why, PaymentRestriction restriction, LineContext context, RestrictionOutcome outcome)
    {
        var isRescue = restriction.OnlyCare is CareCondition.Emergency or CareCondition.InpatientOrEmergency;
        var confirmed = outcome switch
        {
            Unchecked => ConfirmedByHospital,
            NotMet when isRescue => ConfirmedByHospital,
            _ => outcome,
        };

        Assert.Equal((why, confirmed), (why, Split(restriction, HospitalApproval.Approved, context).Restriction));
    }

    [Theory]
    [MemberData(nameof(Conditions))]
    public void What_the_hospital_declines_is_never_met(string why, PaymentRestriction restriction, LineContext context, RestrictionOutcome outcome)
    {
        _ = outcome;
        Assert.Equal((why, NotMet), (why, Split(restriction, HospitalApproval.Declined, context).Restriction));
    }

    [Theory]
    [InlineData(Met, 0, 20, 8, 72)] // over 20, (100 - 20) × 10% = 8
    [InlineData(ConfirmedByHospital, 0, 20, 8, 72)]
    [InlineData(Unchecked, 0, 20, 8, 72)]
    [InlineData(NotMet, 100, 0, 0, 0)]
    public void Only_a_restriction_that_is_not_met_makes_the_line_full_self_pay(
        RestrictionOutcome outcome, decimal fullSelfPay, decimal overLimit, decimal firstSelfPaid, decimal inScope)
    {
        var (restriction, approval) = outcome switch
        {
            Met => (Whole with { OnlySex = Sex.Female }, HospitalApproval.None),
            ConfirmedByHospital => (Prose, HospitalApproval.Approved),
            Unchecked => (Prose, HospitalApproval.None),
            _ => (Whole with { OnlySex = Sex.Male }, HospitalApproval.None),
        };

        var split = Split(restriction, approval, Woman);

        Assert.Equal(outcome, split.Restriction);
        Assert.Equal((fullSelfPay, overLimit, firstSelfPaid, inScope), LineSplitterTests.Parts(split));
    }

    [Fact]
    public void An_item_without_restriction_has_none_unless_the_hospital_declines_it() // lmt_used_flag 0: hosp_appr_flag 0 and 1 change nothing
    {
        Assert.Equal([RestrictionOutcome.None, RestrictionOutcome.None, NotMet],
            new[] { HospitalApproval.None, HospitalApproval.Approved, HospitalApproval.Declined }.Select(approval => Split(null, approval, Woman).Restriction));
        Assert.Equal((100m, 0m, 0m, 0m), LineSplitterTests.Parts(Split(null, HospitalApproval.Declined, Woman)));
    }

    [Fact]
    public void Nobody_looks_at_the_restriction_of_a_class_C_item() =>
        Assert.Equal(RestrictionOutcome.None, Split(Prose, HospitalApproval.None, Woman, ItemClass.C).Restriction);

    [Fact]
    public void The_age_is_that_of_the_service_date()
    {
        var entry = Entry(Whole with { OnlyAge = AgeGroup.Child }, ItemClass.A);
        var birthdayDuringTheStay = Born(2008, 5, 15);

        var (lines, _) = LineSplitter.Split(
            [Line with { ServiceDate = new(2026, 5, 14) }, Line with { ServiceDate = new(2026, 5, 15), LineNo = "2" }], new([entry]), birthdayDuringTheStay);

        Assert.Equal([Met, NotMet], lines.Select(line => line.Restriction));
    }

    private static LineContext Visit => Woman with { Service = CareService.Outpatient };

    private static LineContext Born(int year, int month, int day) => Woman with { BirthDate = new(year, month, day) };

    private static FeeLine Line => Example.Line("X", 100);

    private static CatalogEntry Entry(PaymentRestriction? restriction, ItemClass itemClass) =>
        Example.Entry("X", itemClass, selfPaidPercent: 10, limitYuan: 80) with { Restriction = restriction };

    private static SplitLine Split(PaymentRestriction? restriction, HospitalApproval approval, in LineContext context, ItemClass itemClass = ItemClass.B)
    {
        var (lines, refused) = LineSplitter.Split([Line with { Approval = approval }], new([Entry(restriction, itemClass)]), context);
        Assert.Empty(refused);
        return Assert.Single(lines);
    }
}
