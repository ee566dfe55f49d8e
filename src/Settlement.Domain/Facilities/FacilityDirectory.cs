using System.Collections.Frozen;

namespace Settlement.Domain.Facilities;

/// <summary>定点医药机构名录, in parts of one province and kind each, so that a change of one leaves the others as they are.</summary>
public sealed class FacilityDirectory
{
    private readonly FrozenDictionary<string, FrozenDictionary<FacilityCode, DesignatedFacility>> parts;
    private readonly FrozenDictionary<string, FrozenDictionary<FacilityCode, DesignatedFacility>>.AlternateLookup<ReadOnlySpan<char>> byPrefix;

    public FacilityDirectory(IEnumerable<DesignatedFacility> facilities)
        : this(facilities.GroupBy(f => PartOf(f.Code)).Select(part => KeyValuePair.Create(part.Key, part.ToFrozenDictionary(f => f.Code))))
    {
    }

    private FacilityDirectory(IEnumerable<KeyValuePair<string, FrozenDictionary<FacilityCode, DesignatedFacility>>> parts)
    {
        this.parts = parts.ToFrozenDictionary(StringComparer.Ordinal);
        byPrefix = this.parts.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public int Count => parts.Values.Sum(part => part.Count);

    public IEnumerable<DesignatedFacility> All => parts.Values.SelectMany(part => part.Values);

    /// <summary>Name of the part that holds a code: its kind and the two digits of its province, such as H36.</summary>
    public static string PartOf(FacilityCode code) => code.Value[..3];

    public DesignatedFacility? Find(FacilityCode code) =>
        code.Value.Length > 0 && byPrefix.TryGetValue(code.Value.AsSpan(0, 3), out var part) ? part.GetValueOrDefault(code) : null;

    /// <summary>The same directory with other facilities in one part; those of all others are shared with this one.</summary>
    /// <param name="facilities">All that the part has now.</param>
    public FacilityDirectory With(string part, IEnumerable<DesignatedFacility> facilities) =>
        new(parts.Where(p => p.Key != part).Append(KeyValuePair.Create(part, facilities.ToFrozenDictionary(f => f.Code))));
}
