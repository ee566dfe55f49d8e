namespace Settlement.Domain.Facilities.Search;

/// <summary>Finds parts of names, former ones too: by their characters, or by the initials of their pinyin.</summary>
internal sealed class NameIndex
{
    private const char Between = '\n';
    private readonly string[] texts;
    private readonly Postings characters;
    private readonly Postings initials;

    /// <param name="names">All names of each position.</param>
    internal NameIndex(IReadOnlyList<IEnumerable<string>> names)
    {
        texts = [.. names.Select(all => string.Join(Between, all.Select(Plain)))];
        characters = Postings.Of(texts.Length, (position, add) => GramsOf(texts[position], add));
        initials = Postings.Of(texts.Length, (position, add) => PinyinInitials.PairsOf(texts[position], add));
    }

    /// <summary>Full-width and half-width, capital and small letters are the same.</summary>
    internal static string Plain(string text) => string.Create(text.Length, text, (plain, from) =>
    {
        for (var i = 0; i < from.Length; i++)
            plain[i] = char.ToUpperInvariant(from[i] is >= '\uFF01' and <= '\uFF5E' ? (char)(from[i] - 0xFEE0) : from[i]);
    });

    /// <summary>Takes from a set the positions that have no name with this part.</summary>
    /// <param name="part">As <see cref="Plain"/> makes it.</param>
    internal void Keep(ulong[] set, string part)
    {
        var byInitials = PinyinInitials.Are(part);
        if (byInitials)
            initials.Keep(set, PinyinInitials.PairsOfInitials(part));
        else
            characters.Keep(set, KeysOf(part));
        if (part.Length <= 2) // the postings say it all
            return;
        foreach (var position in set.Positions())
            if (!(byInitials ? PinyinInitials.StandIn(texts[position], part) : texts[position].Contains(part, StringComparison.Ordinal)))
                set.Remove(position);
    }

    private static List<int> KeysOf(string part) =>
        part.Length == 1 ? [part[0]] : [.. part.Zip(part.Skip(1)).Select(pair => Key(pair.First, pair.Second)).Distinct()];

    private static void GramsOf(string text, Action<int> add)
    {
        for (var i = 0; i < text.Length; i++)
            if (text[i] != Between)
            {
                add(text[i]);
                if (i > 0 && text[i - 1] != Between)
                    add(Key(text[i - 1], text[i]));
            }
    }

    private static int Key(char first, char second) => first << 16 | second;
}
