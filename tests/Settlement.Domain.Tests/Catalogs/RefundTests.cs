using FsCheck;
using FsCheck.Fluent;
using Settlement.Domain.Catalogs;

namespace Settlement.Domain.Tests.Catalogs;

/// <summary>退费明细.</summary>
[Rule("R1.14.8")]
public sealed class RefundTests
{
    private static readonly FeeLine Charge = Line("1", "B-LIMITED", 120, 3);

    [Fact]
    public void A_refund_takes_back_what_the_charge_loses_by_it()
    {
        // 3 × 120: over 3 × 10 = 30, first self-paid (360 - 30) × 10% = 33, in scope 297; 1 × 120: 10, 11, 99.
        var lines = Split(Charge, Refund("2", -2));

        Assert.Equal((0m, 30m, 33m, 297m), LineSplitterTests.Parts(lines[0]));
        Assert.Equal((0m, -20m, -22m, -198m), LineSplitterTests.Parts(lines[1]));
    }

    [Fact]
    public void A_charge_that_is_refunded_whole_leaves_nothing() =>
        Assert.Equal((0m, 0m, 0m, 0m), Sum(Split(Charge, Refund("2", -1), Refund("3", -2))));

    [Fact]
    public void Refunds_that_each_round_up_are_together_no_more_than_the_charge()
    {
        // 3 × 0.335 = 1.005, so 1.01; a third of it is 0.335, so 0.34. The last refund takes what is left, 0.33.
        var charge = Line("1", "A", 0.335m, 3);

        var lines = Split(
            charge, RefundOf(charge, "2", -1), RefundOf(charge, "3", -1), RefundOf(charge, "4", -1) with { Amount = Example.Yuan(-0.33m) });

        Assert.Equal(Money.Zero, Money.Sum(lines.Select(line => line.Line.Amount)));
        Assert.Equal((0m, 0m, 0m, 0m), Sum(lines));
        Assert.Equal(LineFault.AmountMismatch, Fault(charge, RefundOf(charge, "2", -1), RefundOf(charge, "3", -1), RefundOf(charge, "4", -1)));
    }

    [Fact]
    public void Refunds_that_use_up_the_quantity_leave_no_fen()
    {
        // 3 × 0.334 = 1.002, so 1.00; a third of it is 0.334, so 0.33, and three times that is 0.99.
        var charge = Line("1", "A", 0.334m, 3);

        Assert.Equal(LineFault.AmountMismatch, Fault(charge, RefundOf(charge, "2", -1), RefundOf(charge, "3", -1), RefundOf(charge, "4", -1)));
        Assert.Equal((0m, 0m, 0m, 0m), Sum(Split(
            charge, RefundOf(charge, "2", -1), RefundOf(charge, "3", -1), RefundOf(charge, "4", -1) with { Amount = Example.Yuan(-0.34m) })));
    }

    [Theory]
    [InlineData(-24.69)]
    [InlineData(-24.67)]
    [InlineData(-24.70)]
    public void A_refused_amount_is_answered_with_the_one_that_is_wanted(decimal amount)
    {
        // 4 × 12.345 = 49.38; 12.35 given back twice leaves 49.38 - 24.70 = 24.68, though 2 × 12.345 = 24.69.
        var charge = Line("1", "A", 12.345m, 4);

        var refused = Refused(charge, RefundOf(charge, "2", -1), RefundOf(charge, "3", -1), RefundOf(charge, "4", -2) with { Amount = Example.Yuan(amount) });

        Assert.Equal(("4", LineFault.AmountMismatch, "-24.68"), (refused.LineNo, refused.Fault, refused.Expected));
        Assert.Equal((0m, 0m, 0m, 0m), Sum(Split(
            charge, RefundOf(charge, "2", -1), RefundOf(charge, "3", -1), RefundOf(charge, "4", -2) with { Amount = Example.Yuan(-24.68m) })));
    }

    [Fact]
    public void Where_rounding_has_used_the_amount_up_what_is_left_of_the_quantity_is_given_back_for_nothing()
    {
        // 10 × 0.015 = 0.15; seven times 0.02 and once 0.01 leave nothing of the amount and two of the quantity.
        var charge = Line("1", "A", 0.015m, 10);
        FeeLine[] steps = [.. Enumerable.Range(2, 7).Select(i => RefundOf(charge, $"{i}", -1)), RefundOf(charge, "9", -1) with { Amount = Example.Yuan(-0.01m) }];
        var nothing = RefundOf(charge, "91", -1) with { Amount = Money.Zero };

        Assert.Equal((0m, 0m, 0m, 0m), Sum(Split([charge, .. steps, nothing, nothing with { LineNo = "92" }])));
        Assert.Equal("0.00", Refused([charge, .. steps, RefundOf(charge, "91", -1)]).Expected);
    }

    /// <summary>The law: given back step by step at the rounded price, or at what is named as wanted, a charge never gets stuck and leaves nothing.</summary>
    [Fact]
    public void A_charge_can_always_be_given_back_whole_in_any_number_of_steps() =>
        Prop.ForAll(Returns.ToArbitrary(), drawn =>
        {
            var (entry, charge, units) = drawn;
            var catalog = new Catalog([entry]);
            List<FeeLine> lines = [charge];
            foreach (var unit in units)
            {
                var step = RefundOf(charge, $"{lines.Count + 1:00}", -unit);
                var refused = LineSplitter.Split([.. lines, step], catalog, Example.LineContext).Refused;
                lines.Add(refused is [{ Expected: { } wanted }] ? step with { Amount = Example.Yuan(decimal.Parse(wanted, System.Globalization.CultureInfo.InvariantCulture)) } : step);
            }
            return Sum(Split(catalog, [.. lines])) == (0m, 0m, 0m, 0m);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Several_refunds_may_not_exceed_the_charge_together() =>
        Assert.Equal(LineFault.RefundExceedsCharge, Fault(Charge, Refund("2", -2), Refund("3", -1.5m)));

    [Fact]
    public void Of_refunds_that_exceed_the_charge_together_the_later_one_is_refused()
    {
        var early = Refund("3", -2) with { ServiceDate = Example.Admission.AddDays(1) };
        var late = Refund("2", -2) with { ServiceDate = Example.Admission.AddDays(2) };

        Assert.Equal("2", Refused(Charge, late, early).LineNo);
        Assert.Equal("2", Refused(early, late, Charge).LineNo);
    }

    [Fact]
    public void A_refund_of_a_refused_charge_is_refused_with_it()
    {
        var (lines, refused) = LineSplitter.Split(
            [Refund("2", -1), Charge with { Amount = Example.Yuan(1) }, Line("3", "A", 5, 1)], Example.Catalog, Example.LineContext);

        Assert.Equal("3", Assert.Single(lines).Line.LineNo);
        Assert.Equal([(0, LineFault.RefundWithoutCharge), (1, LineFault.AmountMismatch)], refused.Select(r => (r.Index, r.Fault)));
    }

    [Fact]
    public void A_refund_cannot_be_refunded() =>
        Assert.Equal(LineFault.RefundWithoutCharge, Fault(Charge, Refund("2", -2), Refund("3", -1) with { RefundsLineNo = "2" }));

    [Fact]
    public void An_item_that_has_left_the_catalogue_since_can_be_refunded()
    {
        var catalog = new Catalog([Example.Entry("B-LIMITED", ItemClass.B, 10, 110) with { InForce = new(new(2020, 1, 1), Example.Admission) }]);
        var refund = Refund("2", -3) with { ServiceDate = Example.Admission.AddDays(5) };

        var (lines, refused) = LineSplitter.Split([Charge, refund], catalog, Example.LineContext);

        Assert.Empty(refused);
        Assert.Equal((0m, 0m, 0m, 0m), Sum(lines));
    }

    [Fact]
    public void A_refund_follows_the_word_of_the_hospital_on_its_charge()
    {
        var declined = Charge with { Approval = HospitalApproval.Declined };

        var refund = Split(declined, Refund("2", -1))[1];

        Assert.Equal((-120m, 0m, 0m, 0m), LineSplitterTests.Parts(refund));
        Assert.Equal(RestrictionOutcome.NotMet, refund.Restriction);
    }

    /// <summary>The law: whatever is refunded in whatever steps, charge and refunds together are split as what remains.</summary>
    [Fact]
    public void A_charge_and_its_refunds_are_split_as_what_remains() =>
        Prop.ForAll(Bills.ToArbitrary(), bill =>
        {
            var (entry, charge, refunds) = bill;
            var together = Split(new Catalog([entry]), [charge, .. refunds]);
            var quantity = charge.Quantity + refunds.Sum(refund => refund.Quantity);
            var remaining = new FeeLine("1", charge.ItemCode, charge.ServiceDate, quantity, charge.UnitPriceYuan, Money.Price(charge.UnitPriceYuan, quantity));
            var expected = quantity == 0 ? (0m, 0m, 0m, 0m) : LineSplitterTests.Parts(Assert.Single(Split(new Catalog([entry]), [remaining])));
            return Sum(together) == expected;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_order_of_the_lines_is_irrelevant() =>
        Prop.ForAll(
            (from bill in Bills from order in Gen.Shuffle([bill.Charge, .. bill.Refunds]) select (bill, order)).ToArbitrary(),
            drawn =>
            {
                var ((entry, charge, refunds), order) = drawn;
                var catalog = new Catalog([entry]);
                return Split(catalog, [charge, .. refunds]).ToHashSet().SetEquals(Split(catalog, order))
                    && Split(catalog, order).Select(split => split.Line).SequenceEqual(order);
            }).QuickCheckThrowOnFailure();

    /// <summary>A charge at a price of up to six decimals, and the units of up to ten steps that give all of it back.</summary>
    private static Gen<(CatalogEntry Entry, FeeLine Charge, int[] Units)> Returns =>
        from itemClass in Gen.Elements(ItemClass.A, ItemClass.B, ItemClass.C)
        from percent in Gen.Choose(0, 100)
        from limit in Gen.OneOf(Gen.Constant((decimal?)null), Gen.Choose(0, 200_000).Select(n => (decimal?)(n / 1000m)))
        from decimals in Gen.Elements(100m, 1_000m, 10_000m, 1_000_000m)
        from price in Gen.Choose(1, 200_000).Select(n => n / decimals)
        from steps in Gen.Choose(1, 10)
        from units in Gen.Choose(1, 20).ArrayOf(steps)
        select (Example.Entry("X", itemClass, percent, limit), Line("1", "X", price, units.Sum()), units);

    /// <summary>A charge and up to four refunds of whole units, each with the amount that leaves the rounded price of what remains.</summary>
    private static Gen<(CatalogEntry Entry, FeeLine Charge, FeeLine[] Refunds)> Bills =>
        from itemClass in Gen.Elements(ItemClass.A, ItemClass.B, ItemClass.C)
        from percent in Gen.Choose(0, 100)
        from limit in Gen.OneOf(Gen.Constant((decimal?)null), Gen.Choose(0, 200_000).Select(n => (decimal?)(n / 1000m)))
        from price in Gen.Choose(0, 200_000).Select(n => n / 1000m)
        from steps in Gen.Choose(0, 4)
        from units in Gen.Choose(1, 50).ArrayOf(steps)
        from kept in Gen.Choose(units.Length == 0 ? 1 : 0, 50)
        select (Example.Entry("X", itemClass, percent, limit), Line("1", "X", price, kept + units.Sum()), Steps(price, kept + units.Sum(), units));

    private static FeeLine[] Steps(decimal price, decimal quantity, int[] units)
    {
        var refunds = new FeeLine[units.Length];
        for (var i = 0; i < units.Length; i++)
        {
            var after = quantity - units[i];
            refunds[i] = new($"{i + 2}", "X", Example.Admission, -units[i], price, Money.Price(price, after) - Money.Price(price, quantity)) { RefundsLineNo = "1" };
            quantity = after;
        }
        return refunds;
    }

    private static FeeLine Line(string lineNo, string itemCode, decimal priceYuan, decimal quantity) =>
        Example.Line(itemCode, priceYuan, quantity) with { LineNo = lineNo };

    private static FeeLine Refund(string lineNo, decimal quantity) => RefundOf(Charge, lineNo, quantity);

    private static FeeLine RefundOf(FeeLine charge, string lineNo, decimal quantity) =>
        Line(lineNo, charge.ItemCode, charge.UnitPriceYuan, quantity) with { RefundsLineNo = charge.LineNo };

    private static IReadOnlyList<SplitLine> Split(params FeeLine[] lines) => Split(Example.Catalog, lines);

    private static IReadOnlyList<SplitLine> Split(Catalog catalog, FeeLine[] lines)
    {
        var (split, refused) = LineSplitter.Split(lines, catalog, Example.LineContext);
        Assert.Empty(refused);
        return split;
    }

    private static RefusedLine Refused(params FeeLine[] lines) =>
        Assert.Single(LineSplitter.Split(lines, Example.Catalog, Example.LineContext).Refused);

    private static LineFault Fault(params FeeLine[] lines) => Refused(lines).Fault;

    private static (decimal, decimal, decimal, decimal) Sum(IEnumerable<SplitLine> lines)
    {
        var parts = lines.Select(LineSplitterTests.Parts).ToList();
        return (parts.Sum(p => p.FullSelfPay), parts.Sum(p => p.OverLimit), parts.Sum(p => p.FirstSelfPaid), parts.Sum(p => p.InScope));
    }
}
