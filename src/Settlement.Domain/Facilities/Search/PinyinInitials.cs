using System.Numerics;

namespace Settlement.Domain.Facilities.Search;

/// <summary>
/// 拼音首字母: of each character the initials of all its readings in use, from <c>pinyin-initials.txt</c>, so that 重庆 is found by CQ as
/// well as by ZQ. Letters and digits stand for themselves.
/// </summary>
internal static class PinyinInitials
{
    private const string Symbols = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private static readonly (ulong[] Sets, char[] First) Table = Read();

    /// <summary>Whether a text can be initials at all: letters and digits, two or more.</summary>
    internal static bool Are(string text) => text.Length >= 2 && text.All(c => Symbols.Contains(c));

    /// <summary>Whether the initials stand somewhere in the text one after the other.</summary>
    internal static bool StandIn(string text, string initials)
    {
        for (var start = 0; start + initials.Length <= text.Length; start++)
        {
            var length = 0;
            while (length < initials.Length && (Table.Sets[text[start + length]] & SetOf(initials[length])) != 0)
                length++;
            if (length == initials.Length)
                return true;
        }
        return false;
    }

    /// <summary>Keys of each two neighbours in a text, by all their readings.</summary>
    internal static void PairsOf(string text, Action<int> add)
    {
        for (var i = 1; i < text.Length; i++)
            for (var before = Table.Sets[text[i - 1]]; before != 0; before &= before - 1)
                for (var after = Table.Sets[text[i]]; after != 0; after &= after - 1)
                    add(BitOperations.TrailingZeroCount(before) * Symbols.Length + BitOperations.TrailingZeroCount(after));
    }

    internal static List<int> PairsOfInitials(string initials) =>
        [.. initials.Zip(initials.Skip(1)).Select(pair => Symbols.IndexOf(pair.First) * Symbols.Length + Symbols.IndexOf(pair.Second)).Distinct()];

    /// <summary>By what names are sorted: the initials of the first readings, then the name itself.</summary>
    internal static string SortKey(string name) => string.Create(name.Length * 2 + 1, name, (key, text) =>
    {
        for (var i = 0; i < text.Length; i++)
            key[i] = Table.First[text[i]];
        key[text.Length] = '\u0001';
        text.CopyTo(key[(text.Length + 1)..]);
    });

    private static ulong SetOf(char symbol) => 1UL << Symbols.IndexOf(symbol);

    private static (ulong[], char[]) Read()
    {
        var sets = new ulong[char.MaxValue + 1];
        var first = Enumerable.Range(0, char.MaxValue + 1).Select(c => (char)c).ToArray();
        foreach (var symbol in Symbols)
            sets[symbol] = SetOf(symbol);
        using var stream = typeof(PinyinInitials).Assembly.GetManifestResourceStream("pinyin-initials.txt")
            ?? throw new InvalidOperationException("pinyin-initials.txt is not part of the build.");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
            if (line.Split('\t') is [var letters, var characters])
                foreach (var character in characters)
                    (sets[character], first[character]) = (letters.Aggregate(0UL, (set, letter) => set | SetOf(letter)), letters[0]);
        return (sets, first);
    }
}
