using FsCheck;
using FsCheck.Fluent;
using Settlement.Domain.Facilities;
using Settlement.Domain.Persons;
using Settlement.Domain.Reconciliations;

namespace Settlement.Domain.Tests.Reconciliations;

[Rule("R1.14.11")]
public sealed class ReconciliationTests
{
    private static readonly DateOnly Day = new(2026, 11, 6);
    private static readonly TotalKey Inpatient = new(InsuranceScheme.Employee, CareService.Inpatient, TransactionKind.Settlement);
    private static readonly TotalKey Outpatient = new(InsuranceScheme.Resident, CareService.Outpatient, TransactionKind.Settlement);
    private static readonly TotalKey TakenBack = Inpatient with { Kind = TransactionKind.Reversal };

    [Fact]
    public void Books_that_say_the_same_agree()
    {
        BookedTransaction[] here = [Booked("T1", Inpatient, 100), Booked("R1", TakenBack, -100), Booked("T2", Outpatient, 30)];

        var compared = Reconciliation.Of(new(Day, Reconciliation.TotalsOf(here), DetailsOf(here)), here);

        Assert.True(compared.Agrees());
        Assert.Equal(["R1", "T1", "T2"], compared.Details!.Select(d => d.TransactionNo));
        Assert.Equal([Inpatient, TakenBack, Outpatient], compared.Totals!.Select(t => t.Key));
        Assert.Equal(new DayTotal(1, Amounts(-100)), compared.Totals![1].Here);
    }

    [Fact]
    public void Every_way_in_which_a_number_can_differ_has_its_name()
    {
        BookedTransaction[] here =
        [
            Booked("SAME", Inpatient, 100),
            Booked("MORE", Inpatient, 100),
            Booked("ONLY-HERE", Inpatient, 100),
            Booked("YESTERDAY", Inpatient, 100) with { SettledOn = Day.AddDays(-1) },
        ];
        var there = new Dictionary<string, BookedAmounts>
        {
            ["SAME"] = Amounts(100),
            ["MORE"] = Amounts(101),
            ["ONLY-THERE"] = Amounts(100),
            ["TAKEN-BACK-THERE"] = Amounts(-100),
            ["YESTERDAY"] = Amounts(100),
        };

        var details = Reconciliation.Of(new(Day, null, there), here).Details!.ToDictionary(d => d.TransactionNo);

        Assert.Equal(new("SAME", DetailResult.Equal, TransactionKind.Settlement, Day, Amounts(100), Amounts(100)), details["SAME"]);
        Assert.Equal(new("MORE", DetailResult.AmountsDiffer, TransactionKind.Settlement, Day, Amounts(100), Amounts(101)), details["MORE"]);
        Assert.Equal(new("ONLY-HERE", DetailResult.MissingThere, TransactionKind.Settlement, Day, Amounts(100), null), details["ONLY-HERE"]);
        Assert.Equal(new("ONLY-THERE", DetailResult.MissingHere, TransactionKind.Settlement, null, null, Amounts(100)), details["ONLY-THERE"]);
        Assert.Equal(
            new("TAKEN-BACK-THERE", DetailResult.MissingHere, TransactionKind.Reversal, null, null, Amounts(-100)), details["TAKEN-BACK-THERE"]);
        Assert.Equal(
            new("YESTERDAY", DetailResult.OtherDay, TransactionKind.Settlement, Day.AddDays(-1), Amounts(100), Amounts(100)), details["YESTERDAY"]);
        Assert.Equal(6, details.Count);
    }

    [Theory]
    [InlineData(1, 0, 0, 0)]
    [InlineData(0, 1, 0, 0)]
    [InlineData(0, 0, 1, 0)]
    [InlineData(0, 0, 0, 1)]
    public void One_fen_in_one_amount_is_a_difference(int total, int fund, int account, int cash)
    {
        BookedTransaction[] here = [Booked("T1", Inpatient, 100)];
        var there = Amounts(100) + new BookedAmounts(new(total), new(fund), new(account), new(cash));

        Assert.False(Reconciliation.Of(new(Day, null, new Dictionary<string, BookedAmounts> { ["T1"] = there }), here).Agrees());
        Assert.False(Reconciliation.Of(
            new(Day, new Dictionary<TotalKey, DayTotal> { [Inpatient] = new(1, there) }, null), here).Agrees());
    }

    [Fact]
    public void Totals_show_every_group_that_either_side_has()
    {
        BookedTransaction[] here = [Booked("T1", Inpatient, 100), Booked("T2", Inpatient, 50), Booked("OLD", Inpatient, 9) with { SettledOn = Day.AddDays(-1) }];
        var there = new Dictionary<TotalKey, DayTotal> { [Outpatient] = new(2, Amounts(70)) };

        var compared = Reconciliation.Of(new(Day, there, null), here);

        Assert.Equal(
            [new(Inpatient, new(2, Amounts(150)), default), new(Outpatient, default, new(2, Amounts(70)))], // 100 + 50; 9 is of another day
            compared.Totals!);
        Assert.Equal(new DayTotal(-2, Amounts(-70)), compared.Totals![1].Here - compared.Totals[1].There);
        Assert.False(compared.Agrees());
        Assert.Null(compared.Details);
    }

    [Fact]
    public void A_day_without_settlements_agrees_with_empty_books()
    {
        var compared = Reconciliation.Of(
            new(Day, new Dictionary<TotalKey, DayTotal>(), new Dictionary<string, BookedAmounts>()), []);

        Assert.True(compared.Agrees());
        Assert.Equal((0, 0), (compared.Totals!.Count, compared.Details!.Count));
    }

    /// <summary>A day here, what the facility dropped of it, changed in it and added to it, and an order of the lists.</summary>
    private sealed record Case(IReadOnlyList<BookedTransaction> Here, HashSet<string> Dropped, HashSet<string> Changed, HashSet<string> Added, int Seed)
    {
        internal IReadOnlyDictionary<string, BookedAmounts> There => new Dictionary<string, BookedAmounts>(
            Here.Where(t => !Dropped.Contains(t.TransactionNo))
                .Select(t => KeyValuePair.Create(t.TransactionNo, Changed.Contains(t.TransactionNo) ? t.Amounts + Amounts(1) : t.Amounts))
                .Concat(Added.Select(number => KeyValuePair.Create(number, Amounts(7))))
                .OrderBy(detail => HashCode.Combine(Seed, detail.Key)));

        internal IReadOnlyList<BookedTransaction> HereInOtherOrder => [.. Here.OrderBy(t => HashCode.Combine(Seed, t.TransactionNo))];
    }

    private static Arbitrary<Case> Cases => (
        from count in Gen.Choose(0, 12)
        from yuan in Gen.Choose(1, 5_000).ArrayOf(count)
        from what in Gen.Choose(0, 3).ArrayOf(count)
        from added in Gen.Choose(0, 5)
        from seed in Gen.Choose(0, 1_000)
        select new Case(
            [.. yuan.Select((y, i) => Booked($"T{i}", y % 3 == 0 ? TakenBack : y % 3 == 1 ? Inpatient : Outpatient, y % 3 == 0 ? -y : y))],
            [.. Enumerable.Range(0, count).Where(i => what[i] == 0).Select(i => $"T{i}")],
            [.. Enumerable.Range(0, count).Where(i => what[i] == 1).Select(i => $"T{i}")],
            [.. Enumerable.Range(0, added).Select(i => $"X{i}")],
            seed)).ToArbitrary();

    [Fact]
    public void What_one_side_adds_drops_or_changes_is_named_exactly() => Prop.ForAll(Cases, c =>
    {
        var compared = Reconciliation.Of(new(Day, null, c.There), c.Here);
        HashSet<string> Of(DetailResult result) => [.. compared.Details!.Where(d => d.Result == result).Select(d => d.TransactionNo)];

        return Of(DetailResult.MissingThere).SetEquals(c.Dropped)
            && Of(DetailResult.MissingHere).SetEquals(c.Added)
            && Of(DetailResult.AmountsDiffer).SetEquals(c.Changed)
            && Of(DetailResult.OtherDay).Count == 0
            && compared.Details!.Count == c.Here.Count + c.Added.Count
            && compared.Agrees() == (c.Dropped.Count + c.Added.Count + c.Changed.Count == 0);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_order_of_the_lists_does_not_matter() => Prop.ForAll(Cases, c =>
    {
        var (one, other) = (Reconciliation.Of(new(Day, Reconciliation.TotalsOf(c.Here), c.There), c.Here),
            Reconciliation.Of(new(Day, Reconciliation.TotalsOf(c.HereInOtherOrder), c.There), c.HereInOtherOrder));

        return one.Totals!.SequenceEqual(other.Totals!) && one.Details!.SequenceEqual(other.Details!);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_differences_of_the_totals_are_those_of_the_numbers() => Prop.ForAll(Cases, c =>
    {
        BookedTransaction[] there = [.. c.Here.Where(t => !c.Dropped.Contains(t.TransactionNo))
            .Select(t => c.Changed.Contains(t.TransactionNo) ? t with { Amounts = t.Amounts + Amounts(1) } : t)];
        var compared = Reconciliation.Of(new(Day, Reconciliation.TotalsOf(there), DetailsOf(there)), c.Here);

        static BookedAmounts Sum(IEnumerable<BookedAmounts> amounts) => amounts.Aggregate(default(BookedAmounts), (sum, a) => sum + a);
        return Sum(compared.Totals!.Select(t => (t.Here - t.There).Amounts))
                == Sum(compared.Details!.Select(d => d.Here.GetValueOrDefault() - d.There.GetValueOrDefault()))
            && compared.Totals!.Sum(t => (t.Here - t.There).Count) == c.Dropped.Count;
    }).QuickCheckThrowOnFailure();

    private static BookedTransaction Booked(string number, TotalKey key, int yuan) => new(number, Day, key, Amounts(yuan));

    /// <summary>Of ten yuan the fund pays six, the account three, and one is cash.</summary>
    private static BookedAmounts Amounts(int yuan) => new(new(yuan * 100), new(yuan * 60), new(yuan * 30), new(yuan * 10));

    private static Dictionary<string, BookedAmounts> DetailsOf(IEnumerable<BookedTransaction> transactions) =>
        transactions.ToDictionary(t => t.TransactionNo, t => t.Amounts);
}
