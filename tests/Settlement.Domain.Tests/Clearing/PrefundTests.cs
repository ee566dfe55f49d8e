using Settlement.Domain.Clearing;

namespace Settlement.Domain.Tests.Clearing;

[Rule("R1.15"), Rule("R-CLR-03")]
public sealed class PrefundTests
{
    [Theory]
    [InlineData(0, 0, PrefundWarning.None)] // nothing cleared, nothing kept: nothing is wrong
    [InlineData(1, 0, PrefundWarning.Red)]
    [InlineData(69.99, 100, PrefundWarning.None)]
    [InlineData(70, 100, PrefundWarning.Yellow)]
    [InlineData(90, 100, PrefundWarning.Red)]
    public void The_warning_follows_the_month_alone(decimal clearing, decimal prefund, PrefundWarning expected) =>
        Assert.Equal(expected, Prefund.WarningOf(Example.Yuan(clearing), Example.Yuan(prefund)));
}
