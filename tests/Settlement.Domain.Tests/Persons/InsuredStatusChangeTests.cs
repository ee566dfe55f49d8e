using Settlement.Domain.Persons;

namespace Settlement.Domain.Tests.Persons;

[Rule("R-FIL-11")]
public sealed class InsuredStatusChangeTests
{
    private static readonly DateOnly Today = new(2026, 6, 1);
    private static readonly RegionCode Here = RegionCode.Parse("360100");
    private static readonly RegionCode There = RegionCode.Parse("330100");

    [Fact]
    public void It_is_told_when_it_has_happened()
    {
        Assert.Equal(StatusChangeFault.InFuture, FaultOf(Today.AddDays(1)));
        Assert.Null(FaultOf(Today));
    }

    [Fact]
    public void Nobody_moves_to_the_insured_place_itself_or_to_no_region()
    {
        Assert.Equal(StatusChangeFault.MovedToNotPossible, FaultOf(Today, Here));
        Assert.Equal(StatusChangeFault.MovedToNotPossible, FaultOf(Today, RegionCode.Parse("110100")));
        Assert.Null(FaultOf(Today, There));
    }

    [Fact]
    public void The_latest_is_the_one_that_holds()
    {
        Assert.Equal(StatusChangeFault.OlderThanLatest, FaultOf(Today.AddDays(-2), latest: Today.AddDays(-1)));
        Assert.Null(FaultOf(Today.AddDays(-1), latest: Today.AddDays(-1)));
    }

    [Fact]
    public void Of_several_faults_the_first_is_named() =>
        Assert.Equal(StatusChangeFault.InFuture, FaultOf(Today.AddDays(1), Here, Today.AddDays(2)));

    private static StatusChangeFault? FaultOf(DateOnly effectiveOn, RegionCode? movedTo = null, DateOnly? latest = null) =>
        new InsuredStatusChange(Here, effectiveOn, movedTo).FaultOn(Today, latest, region => region == Here || region == There);
}
