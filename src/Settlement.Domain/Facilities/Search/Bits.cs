using System.Numerics;

namespace Settlement.Domain.Facilities.Search;

/// <summary>Sets of positions as bits, all sets of a part equally long.</summary>
internal static class Bits
{
    internal static ulong[] None(int count) => new ulong[(count + 63) / 64];

    internal static ulong[] All(int count)
    {
        var bits = None(count);
        Array.Fill(bits, ulong.MaxValue);
        if (count % 64 != 0)
            bits[^1] = (1UL << (count % 64)) - 1;
        return bits;
    }

    internal static void Add(this ulong[] bits, int position) => bits[position >> 6] |= 1UL << (position & 63);

    internal static void Remove(this ulong[] bits, int position) => bits[position >> 6] &= ~(1UL << (position & 63));

    internal static bool Has(this ulong[] bits, int position) => (bits[position >> 6] >> (position & 63) & 1) != 0;

    internal static void Keep(this ulong[] bits, ulong[] others)
    {
        for (var i = 0; i < bits.Length; i++)
            bits[i] &= others[i];
    }

    internal static void Join(this ulong[] bits, ulong[] others)
    {
        for (var i = 0; i < bits.Length; i++)
            bits[i] |= others[i];
    }

    internal static int Count(this ulong[] bits)
    {
        var count = 0;
        foreach (var word in bits)
            count += BitOperations.PopCount(word);
        return count;
    }

    internal static int CountOfBoth(this ulong[] bits, ulong[] others)
    {
        var count = 0;
        for (var i = 0; i < bits.Length; i++)
            count += BitOperations.PopCount(bits[i] & others[i]);
        return count;
    }

    /// <summary>The positions in their order.</summary>
    internal static IEnumerable<int> Positions(this ulong[] bits, int from = 0)
    {
        for (var i = from >> 6; i < bits.Length; i++)
            for (var word = i == from >> 6 ? bits[i] & (ulong.MaxValue << (from & 63)) : bits[i]; word != 0; word &= word - 1)
                yield return (i << 6) + BitOperations.TrailingZeroCount(word);
    }
}
