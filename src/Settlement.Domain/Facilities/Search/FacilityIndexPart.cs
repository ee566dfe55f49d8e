namespace Settlement.Domain.Facilities.Search;

/// <summary>A facility with what it is searched by beside what settlement needs.</summary>
public sealed record IndexedFacility(
    DesignatedFacility Facility, IReadOnlyList<string> FormerNames, FacilityGrade? Grade, Coordinates? Coordinates)
{
    internal FacilityKind Kind => Facility.Code.IsPharmacy ? FacilityKind.Pharmacy : FacilityKind.Hospital;
}

/// <summary>The facilities of one province and kind in the order of their codes, and sets of their positions by everything that is searched for.</summary>
internal sealed class FacilityIndexPart
{
    private readonly Dictionary<FacilityCode, int> positions;
    private readonly int[] byName;
    private readonly Dictionary<FacilityLevel, ulong[]> byLevel;
    private readonly Dictionary<FacilityGrade, ulong[]> byGrade;
    private readonly OpenDays openDays;
    private readonly NameIndex names;
    private readonly Places places;

    internal FacilityIndexPart(IEnumerable<IndexedFacility> facilities)
    {
        var ordered = facilities.OrderBy(f => f.Facility.Code.Value, StringComparer.Ordinal).ToArray();
        Facilities = [.. ordered.Select(f => f.Facility)];
        Kind = ordered is [] ? default : ordered[0].Kind;
        positions = Facilities.Select((f, i) => (f.Code, i)).ToDictionary(f => f.Code, f => f.i);
        ByRegion = SetsBy(ordered, f => f.Facility.Region);
        byLevel = SetsBy(ordered, f => f.Facility.Level);
        byGrade = SetsBy(ordered.Select((f, i) => (f, i)).Where(f => f.f.Grade is not null), f => f.f.Grade!.Value, f => f.i, ordered.Length);
        openDays = new(Facilities);
        names = new([.. ordered.Select(f => f.FormerNames.Prepend(f.Facility.Name))]);
        places = new([.. ordered.Select(f => f.Coordinates)]);
        byName = [.. Enumerable.Range(0, Count)];
        Array.Sort(Array.ConvertAll(byName, NameKey), byName, StringComparer.Ordinal);
    }

    internal DesignatedFacility[] Facilities { get; }

    internal FacilityKind Kind { get; }

    internal int Count => Facilities.Length;

    internal Dictionary<RegionCode, ulong[]> ByRegion { get; }

    internal ulong[] OfLevel(FacilityLevel level) => byLevel.GetValueOrDefault(level) ?? Bits.None(Count);

    internal ulong[] OfGrade(FacilityGrade grade) => byGrade.GetValueOrDefault(grade) ?? Bits.None(Count);

    internal OpenOnDay On(DateOnly day) => openDays.On(day);

    internal bool TryFind(FacilityCode code, out int position) => positions.TryGetValue(code, out position);

    /// <summary>Positions in the region whose names and places are as asked for; null where none can be.</summary>
    internal ulong[]? Located(FacilitySearch search, string? plainName)
    {
        var set = InRegion(search.Region);
        if (set is not null && plainName is not null)
            names.Keep(set, plainName);
        if (set is not null && search.Near is { } near)
            places.Keep(set, SpherePoint.Of(near), search.WithinKm);
        if (set is not null && search.Scope is { } scope)
            Keep(set, scope);
        return set;
    }

    internal bool KnowsPlaceOf(int position) => places.Know(position);

    internal double SquareFrom(SpherePoint point, int position) => places.SquareFrom(point, position);

    /// <summary>Positions of a set by name.</summary>
    /// <param name="after">Begins behind this key of <see cref="NameKey"/>; null begins at the first.</param>
    internal IEnumerable<int> ByName(ulong[] set, string? after)
    {
        var first = 0;
        if (after is not null)
            for (var end = Count; first < end;)
            {
                var middle = (first + end) / 2;
                if (string.CompareOrdinal(NameKey(byName[middle]), after) <= 0)
                    first = middle + 1;
                else
                    end = middle;
            }
        for (var i = first; i < Count; i++)
            if (set.Has(byName[i]))
                yield return byName[i];
    }

    internal string NameKey(int position) => PinyinInitials.SortKey(Facilities[position].Name) + '\u0001' + Facilities[position].Code.Value;

    private void Keep(ulong[] set, FacilityScope scope)
    {
        var kept = Bits.None(Count);
        foreach (var (region, inside) in ByRegion)
            if (scope.Region(region))
                kept.Join(inside);
        foreach (var (code, isIn) in scope.Named)
            if (!TryFind(code, out var position))
                continue;
            else if (isIn)
                kept.Add(position);
            else
                kept.Remove(position);
        set.Keep(kept);
    }

    private ulong[]? InRegion(RegionCode? region)
    {
        if (region is not { } wanted)
            return Bits.All(Count);
        ulong[]? set = null;
        foreach (var (code, inside) in ByRegion)
            if (wanted.Contains(code))
                (set ??= Bits.None(Count)).Join(inside);
        return set;
    }

    private static Dictionary<T, ulong[]> SetsBy<T>(IndexedFacility[] facilities, Func<IndexedFacility, T> key) where T : notnull =>
        SetsBy(facilities.Select((f, i) => (f, i)), f => key(f.f), f => f.i, facilities.Length);

    private static Dictionary<T, ulong[]> SetsBy<TItem, T>(IEnumerable<TItem> items, Func<TItem, T> key, Func<TItem, int> position, int count)
        where T : notnull
    {
        var sets = new Dictionary<T, ulong[]>();
        foreach (var item in items)
        {
            if (!sets.TryGetValue(key(item), out var set))
                sets[key(item)] = set = Bits.None(count);
            set.Add(position(item));
        }
        return sets;
    }
}
