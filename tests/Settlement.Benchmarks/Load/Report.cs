using System.Text;

namespace Settlement.Benchmarks.Load;

/// <summary>Tables for the console, kept to be written as Markdown too.</summary>
internal sealed class Report(TextWriter console)
{
    private readonly StringBuilder markdown = new();

    internal string Markdown => markdown.ToString();

    internal void Say(string text)
    {
        console.WriteLine(text);
        markdown.Append(text).Append("\n\n");
    }

    /// <summary>What happens now; it does not belong to the result.</summary>
    internal void Progress(string text) => console.WriteLine($"  … {text}");

    /// <param name="rows">The first is the head; columns after the first are numbers.</param>
    internal void Table(string title, params IReadOnlyList<string[]> rows)
    {
        var widths = Enumerable.Range(0, rows[0].Length).Select(i => rows.Max(row => row[i].Length)).ToArray();
        console.WriteLine($"\n{title}");
        foreach (var row in rows)
            console.WriteLine("  " + string.Join("  ", row.Select((cell, i) => i == 0 ? cell.PadRight(widths[i]) : cell.PadLeft(widths[i]))));
        console.WriteLine();

        markdown.Append("### ").Append(title).Append("\n\n");
        markdown.Append(Line(rows[0])).Append('|').Append(string.Concat(rows[0].Select((_, i) => i == 0 ? "---|" : "---:|"))).Append('\n');
        foreach (var row in rows.Skip(1))
            markdown.Append(Line(row));
        markdown.Append('\n');
    }

    private static string Line(string[] cells) => $"| {string.Join(" | ", cells)} |\n";
}
