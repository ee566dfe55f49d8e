using Settlement.Domain.BenefitAccounts;
using Settlement.Domain.Facilities;
using Settlement.Domain.Recomputation;

namespace Settlement.Domain.Tests.Recomputation;

/// <summary>A break in an account is named once, where it happened.</summary>
public sealed class AccountComparisonTests
{
    private static readonly Accumulator Fund = Accumulator.PooledFund(CareService.Inpatient);

    /// <summary>Three records of one yuan each.</summary>
    private static readonly AccountEntry[] Sound = [Entry(1, before: 0), Entry(2, before: 1), Entry(3, before: 2)];

    [Fact]
    public void Sound_accounts_differ_in_nothing() => Assert.Empty(Compare(Sound, Stored(3, 3)));

    [Fact]
    public void An_account_of_a_year_in_which_nothing_counted_is_empty() => Assert.Empty(Compare([], Stored(0, 0)));

    [Fact]
    public void A_record_that_began_from_a_wrong_account_is_named_and_not_those_that_go_on_from_it() =>
        Assert.Equal(["2 account before"], Compare([Entry(1, before: 0), Entry(2, before: 7), Entry(3, before: 8)], Stored(3, 9)));

    [Fact]
    public void A_record_whose_account_before_alone_was_changed_is_named_and_not_the_next() =>
        Assert.Equal(["2 account before"], Compare([Entry(1, before: 0), Entry(2, before: 7), Entry(3, before: 2)], Stored(3, 3)));

    [Fact]
    public void An_account_that_is_no_fold_is_named() => Assert.Equal(["account benefit account"], Compare(Sound, Stored(3, 4)));

    [Fact]
    public void A_gap_is_named_once_where_it_begins() =>
        Assert.Equal(["3 account sequence"], Compare([Sound[0], Sound[1], Entry(3, before: 2) with { Sequence = 4 }, Entry(5, before: 3)], Stored(5, 4)));

    [Fact]
    public void A_missing_account_and_a_missing_record_are_named()
    {
        Assert.Equal(["account benefit account"], Compare(Sound, stored: null));
        Assert.Equal(["account last sequence", "account benefit account"], Compare(Sound[..2], Stored(3, 3)));
    }

    [Fact]
    public void A_balance_before_is_some_of_the_credits_less_what_was_spent()
    {
        Money[] credits = [Example.Yuan(100), Example.Yuan(50)];
        static PersonalAccountUse Use(string no, decimal before, decimal paid) => new(no, Example.Yuan(before), Example.Yuan(paid));
        IEnumerable<string> Found(params PersonalAccountUse[] uses) => PersonalAccountComparison.Of(
            "account", new(Example.Yuan(150), Money.Sum(uses.Select(u => u.Paid))), credits, uses, isOrderKnown: true).Select(f => $"{f.Record}: {f.Difference.Computed}");

        Assert.Empty(Found(Use("1", 100, 60), Use("2", 90, 90), Use("3", 0, -90))); // 100; 150 - 60; 150 - 150
        Assert.Equal(["2: 40.00 or 90.00"], Found(Use("1", 100, 60), Use("2", 41, 0), Use("3", 90, 0)));
        Assert.Equal(["2: 90.00"], Found(Use("1", 150, 60), Use("2", 40, 0))); // both credits were there already
    }

    private static IEnumerable<string> Compare(IReadOnlyList<AccountEntry> entries, StoredAccount? stored) =>
        AccountComparison.Of("account", entries, stored).Select(found => $"{found.Record} {found.Difference.What}");

    private static AccountEntry Entry(int sequence, decimal before) =>
        new($"{sequence}", sequence, Account(before), new(CareService.Inpatient, 0, [new(Fund, Example.Yuan(1))]));

    private static StoredAccount Stored(int lastSequence, decimal fund) => new(lastSequence, Account(fund));

    private static BenefitAccount Account(decimal fund) =>
        fund == 0 ? BenefitAccount.Empty : BenefitAccount.Empty.With(new(CareService.Inpatient, 0, [new(Fund, Example.Yuan(fund))]));
}
