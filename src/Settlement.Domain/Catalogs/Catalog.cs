namespace Settlement.Domain.Catalogs;

/// <summary>就医地目录 of every treatment province: the national list with each province's own entries in front of it.</summary>
public sealed class Catalog
{
    private readonly Dictionary<(RegionCode Owner, string ItemCode), CatalogEntry[]> entries;

    /// <exception cref="ArgumentException">Two entries of one owner and code overlap in time.</exception>
    public Catalog(IEnumerable<CatalogEntry> entries)
    {
        this.entries = entries
            .GroupBy(e => (e.Owner, e.ItemCode))
            .ToDictionary(g => g.Key, g => g.OrderBy(e => e.InForce.First).ToArray());
        foreach (var history in this.entries.Values)
            foreach (var (earlier, later) in history.Zip(history.Skip(1)))
                if (earlier.InForce.Overlaps(later.InForce))
                    throw new ArgumentException($"Two entries of {earlier.ItemCode} in {earlier.Owner} overlap.", nameof(entries));
    }

    /// <summary>Owner of the national list.</summary>
    public static RegionCode National => default;

    public int Count => entries.Values.Sum(history => history.Length);

    /// <summary>The entry in force at the treatment place on a service date: the province's own, else the national one.</summary>
    public CatalogAnswer Find(RegionCode treatmentProvince, string itemCode, DateOnly serviceDate)
    {
        var provincial = History(treatmentProvince, itemCode);
        var national = History(National, itemCode);
        var entry = InForce(provincial, serviceDate) ?? InForce(national, serviceDate);
        return new(entry, IsKnown: provincial.Length + national.Length > 0);
    }

    private CatalogEntry[] History(RegionCode owner, string itemCode) => entries.GetValueOrDefault((owner, itemCode), []);

    private static CatalogEntry? InForce(CatalogEntry[] history, DateOnly day) =>
        Array.Find(history, e => e.InForce.Contains(day));
}

/// <summary>What the catalogue says of a code on a day.</summary>
/// <param name="Entry">Null where none is in force.</param>
/// <param name="IsKnown">Whether the code has an entry on any day: tells an expired code from an unknown one.</param>
public readonly record struct CatalogAnswer(CatalogEntry? Entry, bool IsKnown);
