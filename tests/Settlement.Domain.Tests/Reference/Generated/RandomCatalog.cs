using Settlement.Domain.Catalogs;
using Settlement.Domain.Facilities;
using Settlement.Domain.Persons;

namespace Settlement.Domain.Tests.Reference.Generated;

/// <summary>Entries of a few items: national ones, provincial ones in front of them, and changes within the years of the bills.</summary>
internal static class RandomCatalog
{
    public static readonly string[] Items = ["X1", "X2", "X3", "X4", "X5"];

    /// <summary>A code that only faulty lines name: class B without a ratio everywhere.</summary>
    public const string WithoutRatio = "X8";

    /// <summary>A code that only faulty lines name: not in force any more.</summary>
    public const string Expired = "X9";

    public static List<CatalogEntry> Of(Draw draw, DateOnly from, DateOnly through)
    {
        var entries = new List<CatalogEntry>
        {
            Entry(draw, Catalog.National, WithoutRatio, World.Always) with { Class = ItemClass.B, FirstSelfPaidRatio = null },
            Entry(draw, Catalog.National, Expired, new(new(2000, 1, 1), new(2000, 12, 31))),
        };
        foreach (var item in Items)
            foreach (var owner in World.Owners)
                if (owner == Catalog.National || draw.Chance(40))
                    entries.AddRange(History(draw, owner, item, from, through));
        return entries;
    }

    private static IEnumerable<CatalogEntry> History(Draw draw, RegionCode owner, string item, DateOnly from, DateOnly through)
    {
        if (draw.Chance(70))
            return [Entry(draw, owner, item, World.Always)];
        var change = draw.Day(from, through);
        var earlier = Entry(draw, owner, item, new(World.Always.First, change));
        return owner != Catalog.National && draw.Chance(30)
            ? [earlier] // the national entry takes over
            : [earlier, Entry(draw, owner, item, new(change.AddDays(1), null)) with { Kind = earlier.Kind }];
    }

    private static CatalogEntry Entry(Draw draw, RegionCode owner, string item, DateRange inForce)
    {
        var itemClass = draw.IsCoarse && draw.Chance(60)
            ? ItemClass.A
            : draw.Pick(ItemClass.A, ItemClass.A, ItemClass.B, ItemClass.B, ItemClass.B, ItemClass.C);
        return new(
            owner, item, item, draw.Pick(Enum.GetValues<ItemKind>()), itemClass,
            itemClass == ItemClass.B ? draw.Ratio() : draw.Chance(50) ? null : draw.Ratio(),
            draw.Chance(draw.IsCoarse ? 20 : 45)
                ? Enum.GetValues<FacilityLevel>().Where(_ => draw.Chance(70)).ToDictionary(l => l, _ => Limit(draw))
                : new Dictionary<FacilityLevel, decimal>(),
            draw.Pick("09", "10", "11"), Restriction(draw), inForce, $"{owner}/{item}/{inForce}");
    }

    private static decimal Limit(Draw draw)
    {
        var fen = draw.Fen(60);
        return draw.IsCoarse ? fen / 100m : (fen + draw.Int(0, 9999) / 10_000m) / 100m;
    }

    private static PaymentRestriction? Restriction(Draw draw)
    {
        if (draw.Chance(65))
            return null;
        var restriction = new PaymentRestriction("Random", draw.Chance(50)) { SecondLine = draw.Chance(15) };
        return draw.Int(0, 7) switch
        {
            0 or 1 => restriction with { OnlyAge = draw.Pick(Enum.GetValues<AgeGroup>()) },
            2 => restriction with { OnlySex = draw.Pick(Sex.Male, Sex.Female) },
            3 => restriction with { FromLevel = draw.Pick(Enum.GetValues<FacilityLevel>()) },
            4 or 5 => restriction with { OnlyCare = draw.Pick(Enum.GetValues<CareCondition>()) },
            6 => restriction with { OtherInsurance = draw.Chance(30) },
            _ => restriction with
            {
                OnlyAge = draw.Maybe(50, () => AgeGroup.Child),
                OnlyCare = draw.Maybe(80, () => draw.Pick(Enum.GetValues<CareCondition>())),
                FromLevel = FacilityLevel.Secondary,
            },
        };
    }
}
