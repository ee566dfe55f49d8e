using Settlement.Domain.Catalogs;

namespace Settlement.Domain.Tests.Catalogs;

public sealed class CatalogTests
{
    private static readonly DateOnly Day = Example.Admission;
    private static readonly CatalogEntry National = Example.Entry("X", ItemClass.B, selfPaidPercent: null);
    private static readonly CatalogEntry Provincial = National with { Owner = Example.Shanghai, FirstSelfPaidRatio = Example.Percent(20) };

    [Fact]
    public void The_entry_of_the_treatment_province_stands_before_the_national_one()
    {
        var catalog = new Catalog([National, Provincial]);

        Assert.Equal(Provincial, catalog.Find(Example.Shanghai, "X", Day).Entry);
        Assert.Equal(National, catalog.Find(RegionCode.Parse("110000"), "X", Day).Entry);
        Assert.Equal(2, catalog.Count);
    }

    [Fact]
    public void The_national_entry_holds_on_days_on_which_the_province_has_none()
    {
        var catalog = new Catalog([National, Provincial with { InForce = new(Day.AddDays(1), null) }]);

        Assert.Equal(National, catalog.Find(Example.Shanghai, "X", Day).Entry);
        Assert.Equal(Provincial.FirstSelfPaidRatio, catalog.Find(Example.Shanghai, "X", Day.AddDays(1)).Entry?.FirstSelfPaidRatio);
    }

    [Fact]
    public void An_expired_code_is_known_and_an_unlisted_one_is_not()
    {
        var catalog = new Catalog([National with { InForce = new(new(2020, 1, 1), Day.AddDays(-1)) }]);

        Assert.Equal(new CatalogAnswer(null, IsKnown: true), catalog.Find(Example.Shanghai, "X", Day));
        Assert.Equal(new CatalogAnswer(null, IsKnown: false), catalog.Find(Example.Shanghai, "Y", Day));
    }

    [Fact]
    public void A_code_that_only_another_province_lists_is_not_known() =>
        Assert.Equal(new CatalogAnswer(null, IsKnown: false), new Catalog([Provincial]).Find(RegionCode.Parse("110000"), "X", Day));

    [Fact]
    public void The_service_date_picks_the_entry()
    {
        var before = National with { InForce = new(new(2020, 1, 1), Day), Version = "1" };
        var after = National with { InForce = new(Day.AddDays(1), null), Version = "2" };
        var catalog = new Catalog([after, before]);

        Assert.Equal("1", catalog.Find(Example.Shanghai, "X", Day).Entry?.Version);
        Assert.Equal("2", catalog.Find(Example.Shanghai, "X", Day.AddDays(1)).Entry?.Version);
    }

    [Fact]
    public void Two_entries_of_one_owner_and_code_may_not_share_a_day()
    {
        var before = National with { InForce = new(new(2020, 1, 1), Day) };
        var sharing = National with { InForce = new(Day, null) };

        Assert.Throws<ArgumentException>(() => new Catalog([sharing, before]));
    }

    [Fact]
    public void Other_entries_of_one_owner_leave_those_of_the_others_and_the_catalogue_before_as_they_were()
    {
        var before = new Catalog([National, Provincial]);

        var after = before.With(Example.Shanghai, [Provincial with { FirstSelfPaidRatio = Example.Percent(30) }]);

        Assert.Equal(Example.Percent(30), after.Find(Example.Shanghai, "X", Day).Entry?.FirstSelfPaidRatio);
        Assert.Equal(Example.Percent(20), before.Find(Example.Shanghai, "X", Day).Entry?.FirstSelfPaidRatio);
        Assert.Same(before.Find(RegionCode.Parse("110000"), "X", Day).Entry, after.Find(RegionCode.Parse("110000"), "X", Day).Entry);
        Assert.Same(National, after.With(Example.Shanghai, []).Find(Example.Shanghai, "X", Day).Entry);
    }
}
