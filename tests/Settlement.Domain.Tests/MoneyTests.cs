using FsCheck;
using FsCheck.Fluent;

namespace Settlement.Domain.Tests;

public sealed class MoneyTests
{
    private static Arbitrary<Money> Amounts => Gen.Choose(0, 1_000_000_000).Select(fen => new Money(fen)).ToArbitrary();

    private static Arbitrary<Ratio> Ratios => Gen.Choose(1, 10_000).Select(n => Ratio.FromFraction(n / 10_000m)).ToArbitrary();

    public static TheoryData<decimal, decimal, decimal> Shares => new()
    {
        // yuan, percent, expected
        { 100.00m, 85m, 85.00m },
        { 0.02m, 50m, 0.01m },
        { 0.01m, 50m, 0.01m }, // half a fen goes up
        { 0.01m, 49m, 0.00m },
        { 0.03m, 50m, 0.02m }, // 1.5 fen; to the even fen it would be 0.02 too
        { 0.05m, 50m, 0.03m }, // 2.5 fen; to the even fen it would be 0.02
        { -0.01m, 50m, -0.01m }, // half a fen goes away from zero, so a reversal mirrors its settlement
        { -0.05m, 50m, -0.03m },
        { 12_028.48m, 84m, 10_103.92m }, // 10 103.9232
        { 0.00m, 85m, 0.00m },
        { 99.99m, 0m, 0.00m },
        { 99.99m, 100m, 99.99m },
    };

    [Theory, Rule("R2.1.3")]
    [MemberData(nameof(Shares))]
    public void A_share_rounds_half_a_fen_away_from_zero(decimal yuan, decimal percent, decimal expected) =>
        Assert.Equal(Money.FromYuan(expected), Money.FromYuan(yuan).Share(Ratio.FromPercent(percent)));

    [Fact]
    public void A_share_is_never_more_than_the_whole_and_the_two_sides_miss_it_by_one_fen_at_most() =>
        Prop.ForAll(Amounts, Ratios, (amount, ratio) =>
        {
            var (share, rest) = (amount.Share(ratio), amount.Share(ratio.Complement));
            return Money.Zero <= share && share <= amount && (share + rest - amount).Fen is >= -1 and <= 1;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_whole_of_a_share_has_that_share() =>
        Prop.ForAll(Amounts, Ratios, (share, ratio) => share.WholeOf(ratio).Share(ratio) == share).QuickCheckThrowOnFailure();

    public static TheoryData<decimal, decimal, decimal> Wholes => new()
    {
        // share in yuan, percent, expected
        { 85.00m, 85m, 100.00m },
        { 500.00m, 80m, 625.00m },
        { 0.01m, 30m, 0.03m }, // 3.33 fen
        { 0.01m, 60m, 0.02m }, // 1.67 fen
    };

    [Theory]
    [MemberData(nameof(Wholes))]
    public void The_whole_of_which_an_amount_is_a_share_is_rounded_to_the_fen(decimal share, decimal percent, decimal expected) =>
        Assert.Equal(Money.FromYuan(expected), Money.FromYuan(share).WholeOf(Ratio.FromPercent(percent)));

    [Fact]
    public void Nothing_has_a_share_of_zero_per_cent_that_is_not_zero() =>
        Assert.Throws<DivideByZeroException>(() => Money.FromYuan(1).WholeOf(Ratio.Zero));

    public static TheoryData<decimal, decimal, decimal> Prices => new()
    {
        // unit price in yuan, quantity, expected
        { 4.52m, 1m, 4.52m },
        { 12.345678m, 2.5m, 30.86m }, // 30.864195
        { 1.005m, 1m, 1.01m }, // half a fen goes up
        { 0.333333m, 3m, 1.00m }, // 0.999999
        { 0.0001m, 0.0001m, 0.00m },
    };

    [Theory, Rule("R2.1.3")]
    [MemberData(nameof(Prices))]
    public void Unit_price_times_quantity_is_rounded_once_at_the_end(decimal unitPrice, decimal quantity, decimal expected) =>
        Assert.Equal(Money.FromYuan(expected), Money.Price(unitPrice, quantity));

    public static TheoryData<decimal> NotWholeFen => [0.001m, -0.005m, 12.345m, 100_000_000_000_000m, -100_000_000_000_000m];

    [Theory]
    [MemberData(nameof(NotWholeFen))]
    public void Yuan_with_part_of_a_fen_or_more_than_fourteen_digits_are_not_money(decimal yuan)
    {
        Assert.False(Money.TryFromYuan(yuan, out var money));
        Assert.Equal(Money.Zero, money);
        Assert.Throws<ArgumentException>(() => Money.FromYuan(yuan));
    }

    [Fact]
    public void Yuan_with_two_decimals_are_money_however_they_are_written()
    {
        Assert.Equal(new Money(130_000), Money.FromYuan(1300.000m));
        Assert.Equal(new Money(9_999_999_999_999_999), Money.FromYuan(99_999_999_999_999.99m));
        Assert.Equal(-0.01m, new Money(-1).Yuan);
    }

    [Fact]
    public void An_overflow_is_an_error_and_never_wraps()
    {
        var most = new Money(long.MaxValue);

        Assert.Throws<OverflowException>(() => most + new Money(1));
        Assert.Throws<OverflowException>(() => new Money(long.MinValue) - new Money(1));
        Assert.Throws<OverflowException>(() => -new Money(long.MinValue));
        Assert.Throws<OverflowException>(() => Money.Sum([most, new(1)]));
        Assert.Throws<OverflowException>(() => Money.Price(100_000_000_000_000_000m, 1m));
    }

    [Fact]
    public void Amounts_compare_by_fen()
    {
        var (less, more) = (new Money(1), new Money(2));

        Assert.Equal(less, Money.Min(less, more));
        Assert.Equal(more, Money.Max(less, more));
        Assert.True(less < more && more > less && less <= more && more >= less);
        Assert.True(less.CompareTo(more) < 0);
        Assert.Equal(Money.Zero, (less - more).AtLeastZero());
        Assert.Equal(more, more.AtLeastZero());
    }

    [Fact]
    public void Money_is_written_in_yuan_with_two_decimals()
    {
        Assert.Equal("1300.00", Money.FromYuan(1300).ToString());
        Assert.Equal("-0.05", new Money(-5).ToString());
    }
}
