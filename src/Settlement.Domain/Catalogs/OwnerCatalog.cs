using System.Runtime.InteropServices;

namespace Settlement.Domain.Catalogs;

/// <summary>The entries of one owner, by code and day.</summary>
internal sealed class OwnerCatalog
{
    internal static readonly OwnerCatalog Empty = new([]);

    private readonly Dictionary<string, CatalogEntry[]> histories = [];
    private string[]? codes;

    /// <exception cref="ArgumentException">Two entries of one code overlap in time.</exception>
    internal OwnerCatalog(IEnumerable<CatalogEntry> entries)
    {
        foreach (var entry in entries)
        {
            ref var history = ref CollectionsMarshal.GetValueRefOrAddDefault(histories, entry.ItemCode, out var isKnown);
            history = isKnown ? [.. history!, entry] : [entry];
        }
        histories.TrimExcess();
        foreach (var history in histories.Values)
            if (history.Length > 1)
                Order(history);
    }

    internal int Count => histories.Values.Sum(history => history.Length);

    internal IEnumerable<CatalogEntry> Entries => histories.Values.SelectMany(history => history);

    /// <summary>All codes in ordinal order; made when somebody first asks.</summary>
    internal string[] Codes => codes ??= Sorted();

    internal bool TryGet(string itemCode, out CatalogEntry[]? history) => histories.TryGetValue(itemCode, out history);

    /// <summary>Index of the first of the sorted codes that comes after the one given.</summary>
    internal static int IndexAfter(string[] codes, string after)
    {
        var index = Array.BinarySearch(codes, after, StringComparer.Ordinal);
        return index < 0 ? ~index : index + 1;
    }

    private string[] Sorted()
    {
        string[] sorted = [.. histories.Keys];
        Array.Sort(sorted, StringComparer.Ordinal);
        return sorted;
    }

    private static void Order(CatalogEntry[] history)
    {
        Array.Sort(history, (left, right) => left.InForce.First.CompareTo(right.InForce.First));
        for (var i = 1; i < history.Length; i++)
            if (history[i - 1].InForce.Overlaps(history[i].InForce))
                throw new ArgumentException($"Two entries of {history[i].ItemCode} in {history[i].Owner} overlap.", nameof(history));
    }
}
