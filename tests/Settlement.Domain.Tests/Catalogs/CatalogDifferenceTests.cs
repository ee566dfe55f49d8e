using Settlement.Domain.Catalogs;
using Settlement.Domain.Facilities;

namespace Settlement.Domain.Tests.Catalogs;

public sealed class CatalogDifferenceTests
{
    private static readonly CatalogEntry Entry = Example.Entry("X", ItemClass.B, 10, 110);

    [Fact]
    public void Terms_that_change_are_named_with_both_values()
    {
        var after = Entry with
        {
            Class = ItemClass.C,
            FirstSelfPaidRatio = null,
            PriceLimitYuan = new Dictionary<FacilityLevel, decimal> { [FacilityLevel.Tertiary] = 120.5m },
            Restriction = new("限儿童", SaysAll: true) { OnlyAge = AgeGroup.Child },
        };

        var difference = CatalogDifference.Of("X", Entry, after)!;

        Assert.Equal(CatalogDifferenceKind.Changed, difference.Kind);
        Assert.Contains(new("itemClass", "b", "c"), difference.Fields);
        Assert.Contains(new("firstSelfPaidRatio", "0.1", null), difference.Fields);
        Assert.Contains(new("priceLimits/tertiary", "110", "120.5"), difference.Fields);
        Assert.Contains(new("paymentRestriction", null, "限儿童"), difference.Fields);
        Assert.Contains(new("onlyAge", null, "child"), difference.Fields);
    }

    [Fact]
    public void Whose_entry_it_is_and_since_when_is_no_difference() =>
        Assert.Null(CatalogDifference.Of("X", Entry, Entry with { Owner = Example.Shanghai, Version = "other", InForce = new(new(2027, 1, 1), null) }));

    [Fact]
    public void An_item_is_added_where_nothing_was_and_removed_where_nothing_is()
    {
        Assert.Equal(CatalogDifferenceKind.Added, CatalogDifference.Of("X", null, Entry)!.Kind);
        Assert.Equal(CatalogDifferenceKind.Removed, CatalogDifference.Of("X", Entry, null)!.Kind);
        Assert.Null(CatalogDifference.Of("X", null, null));
    }
}
