namespace Settlement.Domain.Tests;

public sealed class RatioTests
{
    private static readonly Ratio Seventy = Ratio.FromPercent(70);

    [Fact]
    public void Ten_points_off_is_not_ten_per_cent_off()
    {
        Assert.Equal(Ratio.FromPercent(60), Seventy.LessPoints(10));
        Assert.Equal(Ratio.FromPercent(63), Seventy.ScaledBy(Ratio.FromPercent(90)));
    }

    [Fact]
    public void Points_never_lead_out_of_the_range_from_zero_to_one_hundred_per_cent()
    {
        Assert.Equal(Ratio.FromPercent(73), Seventy.PlusPoints(3));
        Assert.Equal(Ratio.Whole, Seventy.PlusPoints(31));
        Assert.Equal(Ratio.Zero, Seventy.LessPoints(71));
    }

    [Fact]
    public void Negative_points_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Seventy.PlusPoints(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Seventy.LessPoints(-1));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(101)]
    public void A_ratio_lies_between_zero_and_one_hundred_per_cent(int percent)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Ratio.FromPercent(percent));
        Assert.Throws<ArgumentOutOfRangeException>(() => Ratio.FromFraction(percent / 100m));
    }

    [Fact]
    public void The_complement_is_what_the_other_side_pays()
    {
        Assert.Equal(Ratio.FromPercent(30), Seventy.Complement);
        Assert.Equal(Ratio.Whole, Ratio.Zero.Complement);
    }

    [Fact]
    public void Ratios_compare_by_value_and_are_written_in_per_cent()
    {
        Assert.True(Seventy < Ratio.Whole && Ratio.Whole > Seventy && Seventy <= Ratio.Whole && Ratio.Whole >= Seventy);
        Assert.True(Seventy.CompareTo(Ratio.Whole) < 0);
        Assert.Equal("70%", Seventy.ToString());
        Assert.Equal("98.2%", Ratio.FromPercent(98.2m).ToString());
    }
}
