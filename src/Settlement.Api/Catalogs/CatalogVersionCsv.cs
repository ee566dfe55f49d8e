using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;
using CsvHelper;
using Microsoft.Net.Http.Headers;
using Settlement.Api.Http;

namespace Settlement.Api.Catalogs;

/// <summary>A version as a table: columns named like the fields of a row, in any order; an empty field counts as left out.</summary>
internal static class CatalogVersionCsv
{
    internal const string MediaType = "text/csv";

    private static readonly HashSet<string> Texts =
        ["itemCode", "operation", "name", "kind", "itemClass", "feeCategory", "paymentRestriction", "onlyAge", "onlySex", "fromLevel", "onlyCare"];

    private static readonly HashSet<string> Numbers =
        ["firstSelfPaidRatio", "priceLimitCommunity", "priceLimitPrimary", "priceLimitSecondary", "priceLimitTertiary"];

    private static readonly HashSet<string> Flags = ["secondLine", "otherInsurance", "saysAll"];

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

    /// <summary>The rows as they would stand in JSON.</summary>
    /// <exception cref="BadHttpRequestException">It is no table with such columns.</exception>
    internal static async Task<IReadOnlyList<JsonElement>> ReadAsync(Stream body, CancellationToken cancellation)
    {
        using var buffer = new MemoryStream();
        await body.CopyToAsync(buffer, cancellation);
        var content = buffer.ToArray();
        if (!Utf8.IsValid(content))
            throw Unreadable(new Text("不是 UTF-8", "not in UTF-8"));
        try
        {
            var rows = new ArrayBufferWriter<byte>(Math.Max(256, content.Length * 2));
            Write(content.AsSpan().StartsWith("\uFEFF"u8) ? content[3..] : content, rows);
            return JsonSerializer.Deserialize<List<JsonElement>>(rows.WrittenSpan)!;
        }
        catch (CsvFormatException e)
        {
            throw Unreadable(new Text($"第{e.LineNumber}行不是正确的 CSV", $"line {e.LineNumber} is not well-formed CSV"));
        }
    }

    private static void Write(byte[] content, ArrayBufferWriter<byte> rows)
    {
        using var writer = new Utf8JsonWriter(rows);
        using var reader = CsvReader.Create(content, Strict);
        var header = reader.Read() ? reader.Current.ToArray() : [];
        if (header.FirstOrDefault(name => !Texts.Contains(name) && !Numbers.Contains(name) && !Flags.Contains(name)) is { } unknown)
            throw Unreadable(new Text($"未知列 {unknown}", $"unknown column {unknown}"));
        if (header.Distinct().Count() != header.Length || !header.Contains("itemCode"))
            throw Unreadable(new Text("首行应为列名，不得重复", "the first line must name the columns, each once"));
        writer.WriteStartArray();
        while (reader.Read())
            WriteRow(writer, header, reader.Current.ToArray());
        writer.WriteEndArray();
    }

    private static void WriteRow(Utf8JsonWriter writer, string[] header, string[] fields)
    {
        if (fields.Length != header.Length)
        {
            writer.WriteNullValue(); // no row: named as such where the rows are read
            return;
        }
        writer.WriteStartObject();
        for (var i = 0; i < header.Length; i++)
        {
            if (fields[i].Length == 0)
                continue;
            writer.WritePropertyName(header[i]);
            if (Numbers.Contains(header[i]) && decimal.TryParse(
                fields[i], NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
                writer.WriteNumberValue(number);
            else if (Flags.Contains(header[i]) && fields[i] is "true" or "false")
                writer.WriteBooleanValue(fields[i] == "true");
            else
                writer.WriteStringValue(fields[i]);
        }
        writer.WriteEndObject();
    }

    private static BadHttpRequestException Unreadable(Text why) => new("The table cannot be read.", new FormatException(why.ToString()));
}
