namespace Settlement.Domain.Facilities.Search;

/// <summary>The positions at which each key occurs: as a list where they are few, as bits where they are many.</summary>
internal sealed class Postings
{
    private readonly int count;
    private readonly Dictionary<int, int[]> few = [];
    private readonly Dictionary<int, ulong[]> many = [];

    private Postings(int count) => this.count = count;

    /// <param name="count">Number of positions.</param>
    /// <param name="keysOf">Keys of a position, in any number.</param>
    internal static Postings Of(int count, Action<int, Action<int>> keysOf)
    {
        var lists = new Dictionary<int, List<int>>();
        var position = 0;
        Action<int> add = key =>
        {
            if (!lists.TryGetValue(key, out var list))
                lists[key] = list = [];
            if (list.Count == 0 || list[^1] != position)
                list.Add(position);
        };
        for (; position < count; position++)
            keysOf(position, add);

        var postings = new Postings(count);
        foreach (var (key, list) in lists)
            if (list.Count <= count / 32)
                postings.few[key] = [.. list];
            else
            {
                var bits = postings.many[key] = Bits.None(count);
                foreach (var at in list)
                    bits.Add(at);
            }
        return postings;
    }

    /// <summary>Takes from a set what has not all of the keys.</summary>
    internal void Keep(ulong[] set, IReadOnlyList<int> keys)
    {
        foreach (var key in keys)
            if (many.TryGetValue(key, out var bits))
                set.Keep(bits);
            else
            {
                var kept = Bits.None(count);
                foreach (var position in few.GetValueOrDefault(key, []))
                    if (set.Has(position))
                        kept.Add(position);
                kept.CopyTo(set, 0);
            }
    }
}
