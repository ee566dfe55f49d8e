using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using CsvHelper;
using Microsoft.Net.Http.Headers;

namespace Settlement.Api.Http;

/// <summary>A table in CSV (RFC 4180, UTF-8) as the rows that would stand in JSON. The first line names the columns, in any order; an empty field counts as left out.</summary>
internal static class CsvRows
{
    internal const string MediaType = "text/csv";

    private static readonly CsvReaderOptions Strict = new()
    {
        Separator = ',',
        HasHeader = false,
        SkipEmptyLines = true,
        MalformedData = CsvMalformedDataHandling.Throw,
        TrackLineNumbers = true,
    };

    internal static bool Is(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type) && type.MediaType.Equals(MediaType, StringComparison.OrdinalIgnoreCase);

    /// <param name="columns">Names that may occur; <c>personNo</c> must.</param>
    /// <param name="valueOf">A field that is not empty, by its column, as it would stand in JSON.</param>
    /// <exception cref="BadHttpRequestException">It is no table with such columns.</exception>
    internal static async Task<IReadOnlyList<JsonElement>> ReadAsync(
        Stream body, IReadOnlySet<string> columns, Func<string, string, JsonNode?> valueOf, CancellationToken cancellation)
    {
        using var buffer = new MemoryStream();
        await body.CopyToAsync(buffer, cancellation);
        var content = buffer.ToArray();
        if (!Utf8.IsValid(content))
            throw Unreadable(new Text("不是 UTF-8", "not in UTF-8"));
        try
        {
            return [.. Rows(content.AsSpan().StartsWith("\uFEFF"u8) ? content[3..] : content, columns, valueOf)];
        }
        catch (CsvFormatException e)
        {
            throw Unreadable(new Text($"第{e.LineNumber}行不是正确的 CSV", $"line {e.LineNumber} is not well-formed CSV"));
        }
    }

    /// <summary>A field that holds a list, its parts divided by semicolons.</summary>
    internal static JsonArray ListOf(string field) => new([.. field.Split(';').Select(word => JsonValue.Create(word))]);

    private static IEnumerable<JsonElement> Rows(byte[] content, IReadOnlySet<string> columns, Func<string, string, JsonNode?> valueOf)
    {
        using var reader = CsvReader.Create(content, Strict);
        var header = reader.Read() ? reader.Current.ToArray() : [];
        if (header.FirstOrDefault(name => !columns.Contains(name)) is { } unknown)
            throw Unreadable(new Text($"未知列 {unknown}", $"unknown column {unknown}"));
        if (header.Distinct().Count() != header.Length || !header.Contains("personNo"))
            throw Unreadable(new Text("首行应为列名，不得重复", "the first line must name the columns, each once"));
        while (reader.Read())
            yield return Row(header, reader.Current.ToArray(), valueOf);
    }

    private static JsonElement Row(string[] header, string[] fields, Func<string, string, JsonNode?> valueOf)
    {
        if (fields.Length != header.Length)
            return JsonSerializer.SerializeToElement(fields); // no row: named as such where the rows are read
        var row = new JsonObject();
        foreach (var (name, field) in header.Zip(fields).Where(f => f.Second.Length > 0))
            row[name] = valueOf(name, field);
        return JsonSerializer.SerializeToElement(row);
    }

    private static BadHttpRequestException Unreadable(Text why) => new("The table cannot be read.", new FormatException(why.ToString()));
}
