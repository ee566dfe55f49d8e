using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using CsvHelper;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Settlement.Api.Calls;

namespace Settlement.Api.Http;

/// <summary>Rows sent as a table: columns named like the fields of a row, in any order; an empty field counts as left out.</summary>
/// <param name="Columns">All that may occur.</param>
/// <param name="Required">Columns that must.</param>
/// <param name="Value">The JSON of a column's field, from the name of the column and its text.</param>
internal sealed record CsvRows(IReadOnlySet<string> Columns, IReadOnlyList<string> Required, Func<string, string, JsonNode> Value)
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

    /// <summary>Several words in one field, parted by semicolons.</summary>
    internal static JsonNode Words(string field) => new JsonArray([.. field.Split(';').Select(word => JsonValue.Create(word))]);

    /// <summary>A row of which nothing is said yet.</summary>
    internal Func<JsonObject> Blank { get; init; } = () => [];

    /// <inheritdoc cref="Rows"/>
    internal async Task<IReadOnlyList<JsonElement>> ReadAsync(Stream body, CancellationToken cancellation)
    {
        using var buffer = new MemoryStream();
        await body.CopyToAsync(buffer, cancellation);
        return [.. Rows(buffer.GetBuffer().AsMemory(0, (int)buffer.Length))];
    }

    /// <summary>The rows as they would stand in JSON, one at a time; a line with other than all fields becomes no object but an array.</summary>
    /// <exception cref="BadHttpRequestException">It is no table with such columns.</exception>
    internal IEnumerable<JsonElement> Rows(ReadOnlyMemory<byte> content)
    {
        if (!Utf8.IsValid(content.Span))
            throw Unreadable(new Text("不是 UTF-8", "not in UTF-8"));
        using var reader = CsvReader.Create(content.Span.StartsWith("\uFEFF"u8) ? content[3..] : content, Strict);
        var header = Read(reader) ?? [];
        if (header.FirstOrDefault(name => !Columns.Contains(name)) is { } unknown)
            throw Unreadable(new Text($"未知列 {unknown}", $"unknown column {unknown}"));
        if (header.Distinct().Count() != header.Length || Required.Except(header).Any())
            throw Unreadable(new Text("首行应为列名，不得重复", "the first line must name the columns, each once"));
        while (Read(reader) is { } fields)
            yield return fields.Length == header.Length ? Row(header, fields) : JsonSerializer.SerializeToElement(fields);
    }

    private static string[]? Read(CsvReader reader)
    {
        try
        {
            return reader.Read() ? reader.Current.ToArray() : null;
        }
        catch (CsvFormatException e)
        {
            throw Unreadable(new Text($"第{e.LineNumber}行不是正确的 CSV", $"line {e.LineNumber} is not well-formed CSV"));
        }
    }

    private JsonElement Row(string[] header, string[] fields)
    {
        var row = Blank();
        foreach (var (name, field) in header.Zip(fields).Where(f => f.Second.Length > 0))
            row[name] = Value(name, field);
        return JsonSerializer.SerializeToElement(row);
    }

    private static BadHttpRequestException Unreadable(Text why) => new("The table cannot be read.", new FormatException(why.ToString()));
}
