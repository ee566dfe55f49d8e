namespace Settlement.Domain.Tests;

public sealed class RegionCodeTests
{
    [Theory]
    [InlineData("360000", "360102", true)] // a province holds its counties
    [InlineData("360000", "360100", true)] // and its cities
    [InlineData("360000", "360000", true)]
    [InlineData("360000", "310101", false)]
    [InlineData("360100", "360102", true)] // a city holds its counties
    [InlineData("360100", "360203", false)]
    [InlineData("360100", "360000", false)] // but not its province
    [InlineData("360102", "360102", true)] // a county holds itself alone
    [InlineData("360102", "360103", false)]
    [InlineData("360102", "360100", false)]
    [InlineData("429000", "429004", true)] // counties directly under a province
    public void A_region_contains_what_lies_inside_it(string region, string other, bool expected) =>
        Assert.Equal(expected, RegionCode.Parse(region).Contains(RegionCode.Parse(other)));

    [Fact]
    public void The_province_is_named_by_the_first_two_digits() =>
        Assert.Equal(RegionCode.Parse("360000"), RegionCode.Parse("360102").Province);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("36010")]
    [InlineData("3601020")]
    [InlineData("36010a")]
    [InlineData("36010２")] // a full-width digit
    [InlineData("000000")] // stands for the national catalogue, never for a place
    public void Anything_but_six_digits_is_no_region(string? text)
    {
        Assert.False(RegionCode.TryParse(text, out var region));
        Assert.Equal(default, region);
        if (text is not null)
            Assert.Throws<FormatException>(() => RegionCode.Parse(text));
    }

    [Fact]
    public void The_default_region_is_written_as_six_zeros() => Assert.Equal("000000", default(RegionCode).ToString());
}
