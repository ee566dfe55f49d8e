namespace Settlement.Domain.Catalogs;

/// <summary>就医地目录 of every treatment province: the national list with each province's own entries in front of it.</summary>
public sealed class Catalog
{
    private readonly Dictionary<RegionCode, OwnerCatalog> owners;

    /// <exception cref="ArgumentException">Two entries of one owner and code overlap in time.</exception>
    public Catalog(IEnumerable<CatalogEntry> entries)
        : this(entries.GroupBy(e => e.Owner).ToDictionary(owner => owner.Key, owner => new OwnerCatalog(owner)))
    {
    }

    private Catalog(Dictionary<RegionCode, OwnerCatalog> owners) => this.owners = owners;

    /// <summary>Owner of the national list.</summary>
    public static RegionCode National => default;

    public int Count => owners.Values.Sum(owner => owner.Count);

    /// <summary>The same catalogue with other entries of one owner; those of all others are shared with this one.</summary>
    /// <param name="entries">All that the owner has now.</param>
    /// <exception cref="ArgumentException">Two entries of one code overlap in time.</exception>
    public Catalog With(RegionCode owner, IEnumerable<CatalogEntry> entries) =>
        new(new Dictionary<RegionCode, OwnerCatalog>(owners) { [owner] = new(entries) });

    /// <summary>What one owner has, on whatever days; not what it takes over from the national list.</summary>
    public IEnumerable<CatalogEntry> EntriesOf(RegionCode owner) => owners.GetValueOrDefault(owner, OwnerCatalog.Empty).Entries;

    /// <summary>Whether the province has entries of its own: without them nobody can say what it does not list.</summary>
    public bool Knows(RegionCode province) => owners.ContainsKey(province);

    /// <summary>The catalogue as it holds in one treatment province.</summary>
    public TreatmentCatalog At(RegionCode province) =>
        new(owners.GetValueOrDefault(province, OwnerCatalog.Empty), owners.GetValueOrDefault(National, OwnerCatalog.Empty));

    /// <summary>The entry in force at the treatment place on a service date: the province's own, else the national one.</summary>
    public CatalogAnswer Find(RegionCode treatmentProvince, string itemCode, DateOnly serviceDate) => At(treatmentProvince).Find(itemCode, serviceDate);
}

/// <summary>就医地目录 of one province.</summary>
public readonly struct TreatmentCatalog
{
    private readonly OwnerCatalog provincial;
    private readonly OwnerCatalog national;

    internal TreatmentCatalog(OwnerCatalog provincial, OwnerCatalog national) => (this.provincial, this.national) = (provincial, national);

    /// <summary>The entry in force on a service date: the province's own, else the national one.</summary>
    public CatalogAnswer Find(string itemCode, DateOnly serviceDate)
    {
        var isKnown = provincial.TryGet(itemCode, out var own);
        if (isKnown && own!.On(serviceDate) is { } entry)
            return new(entry, IsKnown: true);
        if (!national.TryGet(itemCode, out var common))
            return new(null, isKnown);
        return new(common!.On(serviceDate), IsKnown: true);
    }

    /// <summary>All that is in force on a day, in the order of the codes, each once.</summary>
    /// <param name="after">Code after which to begin; empty for the first.</param>
    public IEnumerable<CatalogEntry> InForceOn(DateOnly day, string after = "")
    {
        var (own, common) = (provincial.Codes, national.Codes);
        var (i, k) = (OwnerCatalog.IndexAfter(own, after), OwnerCatalog.IndexAfter(common, after));
        while (i < own.Length || k < common.Length)
        {
            var order = i == own.Length ? 1 : k == common.Length ? -1 : string.CompareOrdinal(own[i], common[k]);
            var code = order <= 0 ? own[i] : common[k];
            if (order <= 0)
                i++;
            if (order >= 0)
                k++;
            if (Find(code, day).Entry is { } entry)
                yield return entry;
        }
    }
}

/// <summary>What the catalogue says of a code on a day.</summary>
/// <param name="Entry">Null where none is in force.</param>
/// <param name="IsKnown">Whether the code has an entry on any day: tells an expired code from an unknown one.</param>
public readonly record struct CatalogAnswer(CatalogEntry? Entry, bool IsKnown);
