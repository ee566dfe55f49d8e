using FsCheck;
using FsCheck.Fluent;
using Settlement.Domain.Catalogs;
using Settlement.Domain.Facilities;

namespace Settlement.Domain.Tests.Catalogs;

[Rule("R2.2"), Rule("R-SET-04")]
public sealed class LineSplitterTests
{
    [Fact]
    public void Class_A_is_wholly_in_scope() =>
        Assert.Equal((0m, 0m, 0m, 250m), Parts(Split(Example.Line("A", 250))));

    [Fact]
    public void Class_A_stays_wholly_in_scope_where_its_entry_carries_a_ratio() => // class A has ratio 0
        Assert.Equal((0m, 0m, 0m, 250m), Parts(Split(Example.Line("A10", 250), Example.Entry("A10", ItemClass.A, selfPaidPercent: 10))));

    [Fact]
    public void Class_B_is_in_scope_after_the_first_self_paid_share() =>
        Assert.Equal((0m, 0m, 25m, 225m), Parts(Split(Example.Line("B10", 250)))); // 250 x 10%

    [Fact]
    public void Class_C_is_wholly_self_paid_even_where_it_has_a_limit_and_a_ratio() =>
        Assert.Equal((250m, 0m, 0m, 0m), Parts(Split(Example.Line("C20", 250), Example.Entry("C20", ItemClass.C, selfPaidPercent: 20, limitYuan: 100))));

    [Fact, Rule("R2.1.1")]
    public void The_price_limit_comes_before_the_first_self_paid_share() => // 10% of 110.00 is 11.00; of the full price it would be 12.00
        Assert.Equal((0m, 10m, 11m, 99m), Parts(Split(Example.Line("B-LIMITED", 120))));

    [Fact]
    public void The_price_limit_is_per_unit() => // (120 - 110) x 2.5 = 25; (300 - 25) x 10% = 27.50
        Assert.Equal((0m, 25m, 27.5m, 247.5m), Parts(Split(Example.Line("B-LIMITED", 120, quantity: 2.5m))));

    [Theory]
    [InlineData(110)]
    [InlineData(109)]
    public void A_price_up_to_the_limit_is_not_over_it(int price) =>
        Assert.Equal(Money.Zero, Split(Example.Line("B-LIMITED", price)).OverLimit);

    [Fact]
    public void The_limit_is_that_of_the_level_of_the_facility()
    {
        var entry = Example.Entry("X", ItemClass.A, null) with
        {
            PriceLimitYuan = new Dictionary<FacilityLevel, decimal> { [FacilityLevel.Primary] = 30, [FacilityLevel.Tertiary] = 50 },
        };

        Assert.Equal(Example.Yuan(70), Split(Example.Line("X", 100), entry, FacilityLevel.Primary).OverLimit);
        Assert.Equal(Money.Zero, Split(Example.Line("X", 100), entry, FacilityLevel.Secondary).OverLimit); // none set
        Assert.Equal(Example.Yuan(50), Split(Example.Line("X", 100), entry, FacilityLevel.Tertiary).OverLimit);
    }

    public static TheoryData<LineFault, FeeLine> Faults => new()
    {
        { LineFault.UnmappedItem, Example.Line("", 10) with { HospitalItemCode = "YY-1" } },
        { LineFault.UnknownItem, Example.Line("NONE", 10) },
        { LineFault.ItemNotInForce, Example.Line("EXPIRED", 10) },
        { LineFault.ItemOfOtherKind, Example.Line("A", 10) with { Kind = ItemKind.WesternMedicine } },
        { LineFault.FirstSelfPaidRatioMissing, Example.Line("B-OPEN", 10) },
        { LineFault.OutsideWithoutStay, Example.Line("A", 10) with { OutsideFacility = "another hospital" } }, // of an outpatient visit, see below
        { LineFault.ServiceDateOutsideEncounter, Example.Line("A", 10) with { ServiceDate = Example.Admission.AddDays(-1) } },
        { LineFault.ServiceDateOutsideEncounter, Example.Line("A", 10) with { ServiceDate = Example.Discharge.AddDays(1) } },
        { LineFault.QuantityOfWrongSign, Example.Line("A", 10, quantity: 0) },
        { LineFault.QuantityOfWrongSign, Example.Line("A", 10, quantity: -1) },
        { LineFault.QuantityOfWrongSign, Refund(1) },
        { LineFault.QuantityOfWrongSign, Refund(0) },
        { LineFault.RefundWithoutCharge, Refund(-1) with { RefundsLineNo = "9" } },
        { LineFault.RefundWithoutCharge, Refund(-1) with { ItemCode = "B-OPEN" } },
        { LineFault.RefundWithoutCharge, Refund(-1) with { UnitPriceYuan = 9 } },
        { LineFault.RefundWithoutCharge, Refund(-1) with { ServiceDate = Example.Admission.AddDays(1) } }, // the day before the charge
        { LineFault.RefundWithoutCharge, Refund(-1) with { RefundsLineNo = "2" } }, // itself, and so a refund
        { LineFault.RefundExceedsCharge, Refund(-5.0001m) },
        { LineFault.AmountMismatch, Example.Line("A", 10) with { Amount = Example.Yuan(10.01m) } },
        { LineFault.AmountMismatch, Refund(-1) with { Amount = Example.Yuan(-10.01m) } },
        { LineFault.AmountMismatch, Refund(-5) with { Amount = Example.Yuan(-49.99m) } }, // a fen would remain of nothing
        // Two faults at once: the first in the order of LineFault is named.
        { LineFault.UnknownItem, Example.Line("NONE", 10) with { ServiceDate = Example.Discharge.AddDays(1) } },
        { LineFault.ItemNotInForce, Example.Line("EXPIRED", 10) with { Amount = Money.Zero } },
        { LineFault.ItemOfOtherKind, Example.Line("B-OPEN", 10) with { Kind = ItemKind.ChineseMedicine } },
        { LineFault.FirstSelfPaidRatioMissing, Example.Line("B-OPEN", 10) with { ServiceDate = Example.Discharge.AddDays(1) } },
        { LineFault.ServiceDateOutsideEncounter, Example.Line("A", 10, quantity: 0) with { ServiceDate = Example.Discharge.AddDays(1) } },
        { LineFault.QuantityOfWrongSign, Example.Line("A", 10, quantity: 0) with { Amount = Example.Yuan(1) } },
        { LineFault.ItemOfOtherKind, Refund(-1) with { Kind = ItemKind.WesternMedicine, ServiceDate = Example.Discharge.AddDays(1) } },
        { LineFault.ServiceDateOutsideEncounter, Refund(1) with { ServiceDate = Example.Discharge.AddDays(1) } },
        { LineFault.QuantityOfWrongSign, Refund(1) with { RefundsLineNo = "9" } },
        { LineFault.RefundWithoutCharge, Refund(-6) with { UnitPriceYuan = 9 } },
        { LineFault.RefundExceedsCharge, Refund(-6) with { Amount = Money.Zero } },
    };

    /// <summary>Refunds the line "1" of the test below, five units at ten yuan on the third day.</summary>
    private static FeeLine Refund(decimal quantity) => Example.Line("A", 10, quantity) with
    {
        RefundsLineNo = "1",
        ServiceDate = Example.Admission.AddDays(2),
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_line_that_cannot_be_split_says_why(LineFault fault, FeeLine line)
    {
        var catalog = new Catalog(
        [
            Example.Entry("A", ItemClass.A, null),
            Example.Entry("B-OPEN", ItemClass.B, selfPaidPercent: null),
            Example.Entry("EXPIRED", ItemClass.A, null) with { InForce = new(new(2020, 1, 1), Example.Admission.AddDays(-1)) },
        ]);

        var charge = Example.Line("A", 10, quantity: 5) with { ServiceDate = Example.Admission.AddDays(2) };
        var context = Example.LineContext with { Service = fault == LineFault.OutsideWithoutStay ? CareService.Outpatient : CareService.Inpatient };
        var (lines, refused) = LineSplitter.Split([charge, line with { LineNo = "2" }], catalog, context);

        Assert.Same(charge, Assert.Single(lines).Line);
        Assert.Equal([(1, "2", fault)], refused.Select(r => (r.Index, r.LineNo, r.Fault)));
    }

    [Fact]
    public void Every_fault_has_a_row_above() =>
        Assert.Equal(Enum.GetValues<LineFault>(), Faults.Select(row => (LineFault)row[0]).Distinct().Order());

    [Fact]
    public void The_kind_that_the_facility_names_is_that_of_the_catalogue() =>
        Assert.Equal((0m, 0m, 0m, 10m), Parts(Split(Example.Line("A", 10) with { Kind = ItemKind.MedicalService })));

    [Fact]
    public void The_first_and_last_day_of_the_stay_belong_to_it()
    {
        Assert.Equal(Example.Yuan(10), Split(Example.Line("A", 10) with { ServiceDate = Example.Admission }).InScope);
        Assert.Equal(Example.Yuan(10), Split(Example.Line("A", 10) with { ServiceDate = Example.Discharge }).InScope);
    }

    [Fact]
    public void The_four_parts_add_up_to_the_line_and_none_is_negative()
    {
        var lines =
            from itemClass in Gen.Elements(ItemClass.A, ItemClass.B, ItemClass.C)
            from percent in Gen.Choose(0, 10_000)
            from limit in Gen.OneOf(Gen.Constant((decimal?)null), Gen.Choose(0, 2_000_000).Select(n => (decimal?)(n / 1000m)))
            from price in Gen.Choose(0, 2_000_000)
            from quantity in Gen.Choose(1, 100_000)
            select (Example.Entry("X", itemClass, percent / 100m, limit), Example.Line("X", price / 1000m, quantity / 1000m));

        Prop.ForAll(lines.ToArbitrary(), drawn =>
        {
            var (entry, line) = drawn;
            var split = Split(line, entry);
            return split.FullSelfPay + split.OverLimit + split.FirstSelfPaid + split.InScope == line.Amount
                && new[] { split.FullSelfPay, split.OverLimit, split.FirstSelfPaid, split.InScope }.All(part => part >= Money.Zero)
                && split.FullSelfPay == (entry.Class == ItemClass.C ? line.Amount : Money.Zero);
        }).QuickCheckThrowOnFailure();
    }

    private static SplitLine Split(FeeLine line, CatalogEntry? entry = null, FacilityLevel level = FacilityLevel.Tertiary)
    {
        var catalog = entry is null ? Example.Catalog : new Catalog([entry]);
        var (lines, refused) = LineSplitter.Split([line], catalog, Example.LineContext with { Level = level });
        Assert.Empty(refused);
        return Assert.Single(lines);
    }

    internal static (decimal FullSelfPay, decimal OverLimit, decimal FirstSelfPaid, decimal InScope) Parts(SplitLine line) =>
        (line.FullSelfPay.Yuan, line.OverLimit.Yuan, line.FirstSelfPaid.Yuan, line.InScope.Yuan);
}
