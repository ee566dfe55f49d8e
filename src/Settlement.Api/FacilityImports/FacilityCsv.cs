using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using CsvHelper;
using Settlement.Api.FilingBatches;
using Settlement.Api.Http;

namespace Settlement.Api.FacilityImports;

/// <summary>
/// A list of facilities as a table: columns named like the fields of a row, in any order; an empty field counts as left out. Former names
/// are separated by semicolons, and so are openings, each <c>service@from</c>, <c>service@from~through</c> or with a disease
/// <c>chronicOutpatient/M03900@from</c>.
/// </summary>
internal static class FacilityCsv
{
    private static readonly HashSet<string> Columns =
    [
        "facilityCode", "name", "formerNames", "level", "grade", "region", "address", "latitude", "longitude", "phone",
        "agreementFrom", "agreementThrough", "openings",
    ];

    private static readonly CsvReaderOptions Strict = new()
    {
        Separator = ',',
        HasHeader = false,
        SkipEmptyLines = true,
        MalformedData = CsvMalformedDataHandling.Throw,
        TrackLineNumbers = true,
    };

    internal static bool Is(string? contentType) => FilingBatchCsv.Is(contentType);

    /// <summary>The rows as they would stand in JSON, one at a time.</summary>
    /// <exception cref="BadHttpRequestException">It is no table with such columns.</exception>
    internal static IEnumerable<JsonElement> Rows(byte[] content)
    {
        if (!Utf8.IsValid(content))
            throw Unreadable(new Text("不是 UTF-8", "not in UTF-8"));
        using var reader = CsvReader.Create(content.AsSpan().StartsWith("\uFEFF"u8) ? content[3..] : content, Strict);
        var header = Read(reader) ?? [];
        if (header.FirstOrDefault(name => !Columns.Contains(name)) is { } unknown)
            throw Unreadable(new Text($"未知列 {unknown}", $"unknown column {unknown}"));
        if (header.Distinct().Count() != header.Length || !header.Contains("facilityCode"))
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

    private static JsonElement Row(string[] header, string[] fields)
    {
        var row = new JsonObject { ["openings"] = new JsonArray() };
        foreach (var (name, field) in header.Zip(fields).Where(f => f.Second.Length > 0))
            row[name] = name switch
            {
                "formerNames" => new JsonArray([.. field.Split(';').Select(former => JsonValue.Create(former))]),
                "openings" => new JsonArray([.. field.Split(';').Select(Opening)]),
                "latitude" or "longitude" when decimal.TryParse(field, CultureInfo.InvariantCulture, out var degrees) => degrees,
                _ => field,
            };
        return JsonSerializer.SerializeToElement(row);
    }

    /// <summary>What is no opening stays text, and is named as a fault where the rows are read.</summary>
    private static JsonNode? Opening(string text)
    {
        if (text.Split('@') is not [var benefit, var days])
            return JsonValue.Create(text);
        var opening = new JsonObject();
        (opening["service"], opening["diseaseCode"]) = benefit.Split('/') is [var service, var disease] ? (service, disease) : (benefit, null);
        (opening["openFrom"], opening["openThrough"]) = days.Split('~') is [var from, var through] ? (from, through) : (days, null);
        return opening;
    }

    private static BadHttpRequestException Unreadable(Text why) => new("The table cannot be read.", new FormatException(why.ToString()));
}
