namespace Settlement.Domain.Facilities.Search;

/// <summary>Puts what was found into order, as far as a page needs it.</summary>
/// <param name="found">Parts in the order of their names, which is the order of the codes.</param>
/// <param name="cursorPart">Part of <see cref="FacilitySearch.After"/>; null where the page is the first.</param>
internal sealed class FacilityPaging(IReadOnlyList<PartMatch> found, FacilitySearch search, FacilityIndexPart? cursorPart)
{
    private readonly int cursor = cursorPart is not null && cursorPart.TryFind(search.After!.Value, out var position) ? position : -1;

    internal List<FacilityHit> Take(int count) => search.Sort switch
    {
        FacilitySort.Name => [.. ByName().Take(count)],
        FacilitySort.Level => [.. ByLevel().Take(count)],
        FacilitySort.Distance => ByDistance(count),
        _ => [.. ByCode(set: match => match.Found, cursorPart).Take(count)],
    };

    /// <param name="behind">Part in which the cursor stands; null begins at the first.</param>
    private IEnumerable<FacilityHit> ByCode(Func<PartMatch, ulong[]> set, FacilityIndexPart? behind)
    {
        var isBehind = behind is null;
        foreach (var match in found)
        {
            var order = behind is null ? 1 : string.CompareOrdinal(FirstCode(match.Part), FirstCode(behind));
            isBehind |= order >= 0;
            if (isBehind)
                foreach (var position in set(match).Positions(order == 0 ? cursor + 1 : 0))
                    yield return HitOf(match.Part, position);
        }
    }

    private IEnumerable<FacilityHit> ByLevel()
    {
        var from = cursorPart?.Facilities[cursor].Level ?? FacilityLevel.Tertiary;
        for (var level = from; level >= FacilityLevel.Community; level--)
        {
            var wanted = level;
            ulong[] OfLevel(PartMatch match)
            {
                var set = (ulong[])match.Found.Clone();
                set.Keep(match.Part.OfLevel(wanted));
                return set;
            }
            foreach (var hit in ByCode(OfLevel, level == from ? cursorPart : null))
                yield return hit;
        }
    }

    private IEnumerable<FacilityHit> ByName()
    {
        var after = cursorPart?.NameKey(cursor);
        var next = new PriorityQueue<(FacilityIndexPart Part, IEnumerator<int> Following), string>(StringComparer.Ordinal);
        foreach (var match in found)
            Enqueue(match.Part, match.Part.ByName(match.Found, after).GetEnumerator());
        while (next.TryDequeue(out var first, out _))
        {
            yield return HitOf(first.Part, first.Following.Current);
            Enqueue(first.Part, first.Following);
        }

        void Enqueue(FacilityIndexPart part, IEnumerator<int> rest)
        {
            if (rest.MoveNext())
                next.Enqueue((part, rest), part.NameKey(rest.Current));
        }
    }

    private List<FacilityHit> ByDistance(int count)
    {
        var origin = SpherePoint.Of(search.Near!.Value);
        var after = cursorPart is null ? default : HitOf(cursorPart, cursor);
        var nearest = new PriorityQueue<FacilityHit, FacilityHit>(Comparer<FacilityHit>.Create((a, b) => Farther(b, a))); // the farthest first
        var farthest = double.MaxValue;
        foreach (var match in found)
            foreach (var position in match.Found.Positions())
            {
                if (match.Part.SquareFrom(origin, position) > farthest)
                    continue;
                var hit = HitOf(match.Part, position);
                if (cursorPart is not null && Farther(hit, after) <= 0)
                    continue;
                nearest.Enqueue(hit, hit);
                if (nearest.Count > count)
                    nearest.Dequeue();
                if (nearest.Count == count)
                    farthest = SpherePoint.SquareOf(nearest.Peek().Metres!.Value + 1); // whole metres are compared, so one more may still be in
            }
        return [.. nearest.UnorderedItems.Select(item => item.Element).Order(Comparer<FacilityHit>.Create(Farther))];
    }

    private static int Farther(FacilityHit one, FacilityHit other) => one.Metres!.Value.CompareTo(other.Metres!.Value) is var order and not 0
        ? order
        : string.CompareOrdinal(one.Code.Value, other.Code.Value);

    private FacilityHit HitOf(FacilityIndexPart part, int position) => new(
        part.Facilities[position].Code,
        search.Near is { } near
            ? (int)Math.Round(SpherePoint.MetresOf(part.SquareFrom(SpherePoint.Of(near), position)), MidpointRounding.AwayFromZero)
            : null);

    private static string FirstCode(FacilityIndexPart part) => part.Facilities[0].Code.Value;
}
