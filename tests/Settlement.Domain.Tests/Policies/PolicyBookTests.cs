using Settlement.Domain.Persons;
using Settlement.Domain.Policies;

namespace Settlement.Domain.Tests.Policies;

[Rule("R-PRI-02")]
public sealed class PolicyBookTests
{
    private static readonly ReimbursementPolicy First = Example.Policy with { Version = "1", InForce = new(new(2023, 1, 1), new(2023, 12, 31)) };
    private static readonly ReimbursementPolicy Second = Example.Policy with { Version = "2", InForce = new(new(2024, 2, 1), null) };

    [Fact]
    public void The_day_picks_the_version()
    {
        var book = new PolicyBook([Second, First]);

        Assert.Equal(First, On(book, new(2023, 12, 31)));
        Assert.Equal(Second, On(book, new(2024, 2, 1)));
        Assert.Equal(2, book.Versions.Count());
    }

    [Fact]
    public void A_gap_is_never_filled_from_a_neighbour()
    {
        var book = new PolicyBook([First, Second]);

        Assert.Null(On(book, new(2022, 12, 31)));
        Assert.Null(On(book, new(2024, 1, 31)));
    }

    [Fact]
    public void Another_region_or_scheme_has_its_own_versions()
    {
        var book = new PolicyBook([First]);

        Assert.Null(book.InForceOn(First.InsuredRegion, InsuranceScheme.Resident, new(2023, 6, 1)));
        Assert.Null(book.InForceOn(RegionCode.Parse("360200"), First.Scheme, new(2023, 6, 1)));
    }

    [Fact]
    public void Two_versions_for_one_region_and_scheme_may_not_share_a_day()
    {
        var sharing = Second with { InForce = new(new(2023, 12, 31), null) };

        Assert.Throws<ArgumentException>(() => new PolicyBook([sharing, First]));
        Assert.NotNull(new PolicyBook([First, sharing with { Scheme = InsuranceScheme.Resident }]));
    }

    private static ReimbursementPolicy? On(PolicyBook book, DateOnly day) => book.InForceOn(First.InsuredRegion, First.Scheme, day);
}
