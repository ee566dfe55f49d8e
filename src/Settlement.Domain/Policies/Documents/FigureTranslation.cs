using System.Text.RegularExpressions;
using Settlement.Domain.Facilities;

namespace Settlement.Domain.Policies.Documents;

/// <summary>
/// Reads what stands in many places of a document: units, lists, maps by level and person group, bands. A fault is noted with its
/// path, and reading goes on with a default that nobody will see.
/// </summary>
/// <param name="groups">Names of the person groups, in order.</param>
internal sealed partial class FigureTranslation(
    IReadOnlyList<string> groups, IReadOnlyDictionary<string, SourceDocument> sources, List<PolicyFault> faults)
{
    private const int MostFaults = 100;
    private const int MostNames = 10;

    /// <exception cref="PolicyDocumentException">There are so many faults that more would help nobody.</exception>
    internal void Fault(string path, string message)
    {
        faults.Add(new(path, message));
        if (faults.Count == MostFaults)
            throw new PolicyDocumentException(faults);
    }

    internal Money Yuan(decimal yuan, string path)
    {
        if (yuan >= 0 && Money.TryFromYuan(yuan, out var money))
            return money;
        Fault(path, "is not an amount in yuan");
        return Money.Zero;
    }

    internal Money? OptionalYuan(decimal? yuan, string path) => yuan is { } given ? Yuan(given, path) : null;

    internal Ratio Percent(decimal percent, string path) => Ratio.FromPercent(Points(percent, path));

    internal decimal Points(decimal points, string path)
    {
        if (points is >= 0 and <= 100)
            return points;
        Fault(path, "is not between 0 and 100");
        return 0;
    }

    internal string Text(string text, int longest, string path)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > longest)
            Fault(path, $"is empty or longer than {longest} characters");
        return text;
    }

    internal Citation Source(string key, string path)
    {
        if (sources.TryGetValue(key, out var source))
            return source?.ToCitation() ?? new(""); // a source of null is a fault of its own
        Fault($"{path}.source", $"names '{key}', which is not among the sources");
        return new("");
    }

    internal List<TTo> Each<TFrom, TTo>(IReadOnlyList<TFrom> elements, string path, Func<TFrom, string, TTo> read) =>
        [.. elements.Select((element, i) => Given(element, $"{path}[{i}]", read))];

    /// <summary>At least one value, none twice.</summary>
    internal IReadOnlyList<T> Some<T>(IReadOnlyList<T> values, string path)
    {
        if (values.Count == 0)
            Fault(path, "is empty");
        var seen = new HashSet<T>();
        for (var i = 0; i < values.Count; i++)
            if (!seen.Add(values[i]))
                Fault($"{path}[{i}]", "occurs twice");
        return values;
    }

    /// <param name="opened">The benefits that the document opens, by the word that names them.</param>
    internal IReadOnlyList<Benefit> OpenedBenefits(IReadOnlyList<string> words, string path, IReadOnlyDictionary<string, Benefit> opened) =>
        Each(Some(words, path), path, (word, at) =>
        {
            if (!opened.TryGetValue(word, out var benefit))
                Fault(at, $"'{word}' is none of the opened benefits: {string.Join(", ", opened.Keys.Take(MostNames))}");
            return benefit;
        });

    internal ByLevelAndPerson<TTo> LevelsAndPersons<TFrom, TTo>(
        IReadOnlyDictionary<FacilityLevel, IReadOnlyDictionary<string, TFrom>> figures, string path,
        Func<IReadOnlyDictionary<string, TFrom>, string, ByPerson<TTo>> read) =>
        new(Whole([.. Enum.GetValues<FacilityLevel>()], figures, path, ExactEnumConverter.Name, read));

    internal ByPerson<TTo> ByPerson<TFrom, TTo>(IReadOnlyDictionary<string, TFrom> figures, string path, Func<TFrom, string, TTo> read) =>
        new(Whole(groups, figures, path, name => name, read));

    internal Bands<TFigure> BandsOf<TBand, TFigure>(
        IReadOnlyList<TBand> bands, string path, Func<TBand, decimal?> upTo, Func<TBand, string, TFigure> figure)
    {
        var before = faults.Count;
        var read = Each(bands, path, (band, at) => new Band<TFigure>(OptionalYuan(upTo(band), $"{at}.upToYuan"), figure(band, at)));
        if (faults.Count == before)
            CheckEdges([.. read.Select(band => band.UpTo)], path);
        return faults.Count == before ? new(read) : null!;
    }

    private void CheckEdges(IReadOnlyList<Money?> edges, string path)
    {
        Money? below = Money.Zero;
        foreach (var edge in edges)
        {
            if (below is null)
                Fault(path, "only the last band is open: two bands hold the amounts above it");
            else if (edge <= below)
                Fault(path, $"the edges must rise: the band up to {edge} begins at {below}");
            below = edge;
        }
        if (below is not null)
            Fault(path, $"no band holds the amounts above {below}: the last band must be open");
    }

    /// <summary>The path of a member, in brackets where its name is no plain word.</summary>
    internal static string Member(string path, string name) => PlainWord().IsMatch(name) ? $"{path}.{name}" : $"{path}['{name}']";

    /// <summary>One figure for each of the keys, in their order, and for no other.</summary>
    internal List<TTo> Whole<TKey, TFrom, TTo>(
        IReadOnlyList<TKey> keys, IReadOnlyDictionary<TKey, TFrom> figures, string path, Func<TKey, string> name, Func<TFrom, string, TTo> read)
    {
        foreach (var missing in keys.Where(key => !figures.ContainsKey(key)))
            Fault(path, $"says nothing of {name(missing)}");
        foreach (var foreign in figures.Keys.Where(key => !keys.Contains(key)))
            Fault(Member(path, name(foreign)), $"is none of {string.Join(", ", keys.Take(MostNames).Select(name))}");
        return [.. keys.Select(key => figures.TryGetValue(key, out var figure) ? Given(figure, Member(path, name(key)), read) : default!)];
    }

    /// <summary>The serializer refuses null for a field, but not for an element of a list or a map.</summary>
    internal TTo Given<TFrom, TTo>(TFrom element, string path, Func<TFrom, string, TTo> read)
    {
        if (element is not null)
            return read(element, path);
        Fault(path, "is null");
        return default!;
    }

    [GeneratedRegex("^[A-Za-z0-9]+$")]
    private static partial Regex PlainWord();
}
