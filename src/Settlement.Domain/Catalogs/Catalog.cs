namespace Settlement.Domain.Catalogs;

/// <summary>就医地目录 of every treatment province: the national list with each province's own entries in front of it.</summary>
public sealed class Catalog
{
    private static readonly Dictionary<string, CatalogEntry[]> Nothing = [];
    private readonly Dictionary<RegionCode, Dictionary<string, CatalogEntry[]>> owners;

    /// <exception cref="ArgumentException">Two entries of one owner and code overlap in time.</exception>
    public Catalog(IEnumerable<CatalogEntry> entries)
        : this(entries.GroupBy(e => e.Owner).ToDictionary(owner => owner.Key, Histories))
    {
    }

    private Catalog(Dictionary<RegionCode, Dictionary<string, CatalogEntry[]>> owners) => this.owners = owners;

    /// <summary>Owner of the national list.</summary>
    public static RegionCode National => default;

    public int Count => owners.Values.Sum(items => items.Values.Sum(history => history.Length));

    /// <summary>The same catalogue with other entries of one owner; those of all others are shared with this one.</summary>
    /// <param name="entries">All that the owner has now.</param>
    /// <exception cref="ArgumentException">Two entries of one code overlap in time.</exception>
    public Catalog With(RegionCode owner, IEnumerable<CatalogEntry> entries) =>
        new(new Dictionary<RegionCode, Dictionary<string, CatalogEntry[]>>(owners) { [owner] = Histories(entries) });

    /// <summary>What one owner has, on whatever days; not what it takes over from the national list.</summary>
    public IEnumerable<CatalogEntry> EntriesOf(RegionCode owner) => owners.GetValueOrDefault(owner, Nothing).Values.SelectMany(history => history);

    /// <summary>Whether the province has entries of its own: without them nobody can say what it does not list.</summary>
    public bool Knows(RegionCode province) => owners.ContainsKey(province);

    /// <summary>The catalogue as it holds in one treatment province.</summary>
    public TreatmentCatalog At(RegionCode province) => new(owners.GetValueOrDefault(province, Nothing), owners.GetValueOrDefault(National, Nothing));

    /// <summary>The entry in force at the treatment place on a service date: the province's own, else the national one.</summary>
    public CatalogAnswer Find(RegionCode treatmentProvince, string itemCode, DateOnly serviceDate) => At(treatmentProvince).Find(itemCode, serviceDate);

    private static Dictionary<string, CatalogEntry[]> Histories(IEnumerable<CatalogEntry> entries) =>
        entries.GroupBy(e => e.ItemCode).ToDictionary(item => item.Key, History);

    private static CatalogEntry[] History(IGrouping<string, CatalogEntry> item)
    {
        var history = item.OrderBy(e => e.InForce.First).ToArray();
        for (var i = 1; i < history.Length; i++)
            if (history[i - 1].InForce.Overlaps(history[i].InForce))
                throw new ArgumentException($"Two entries of {item.Key} in {history[i].Owner} overlap.", nameof(item));
        return history;
    }
}

/// <summary>就医地目录 of one province.</summary>
public readonly struct TreatmentCatalog
{
    private readonly Dictionary<string, CatalogEntry[]> provincial;
    private readonly Dictionary<string, CatalogEntry[]> national;

    internal TreatmentCatalog(Dictionary<string, CatalogEntry[]> provincial, Dictionary<string, CatalogEntry[]> national) =>
        (this.provincial, this.national) = (provincial, national);

    /// <summary>The entry in force on a service date: the province's own, else the national one.</summary>
    public CatalogAnswer Find(string itemCode, DateOnly serviceDate)
    {
        var isKnown = provincial.TryGetValue(itemCode, out var own);
        if (isKnown && InForce(own!, serviceDate) is { } entry)
            return new(entry, IsKnown: true);
        if (!national.TryGetValue(itemCode, out var common))
            return new(null, isKnown);
        return new(InForce(common, serviceDate), IsKnown: true);
    }

    private static CatalogEntry? InForce(CatalogEntry[] history, DateOnly day)
    {
        foreach (var entry in history)
            if (entry.InForce.Contains(day))
                return entry;
        return null;
    }
}

/// <summary>What the catalogue says of a code on a day.</summary>
/// <param name="Entry">Null where none is in force.</param>
/// <param name="IsKnown">Whether the code has an entry on any day: tells an expired code from an unknown one.</param>
public readonly record struct CatalogAnswer(CatalogEntry? Entry, bool IsKnown);
