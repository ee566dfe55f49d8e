using System.Text.Json;
using System.Text.Json.Nodes;
using Settlement.Api.Http;

namespace Settlement.Api.FilingBatches;

/// <summary>单位集体申报 as a table: columns named like the fields of a row.</summary>
internal static class FilingBatchCsv
{
    internal const string MediaType = CsvRows.MediaType;

    private static readonly HashSet<string> Columns =
        ["personNo", "type", "destination", "validFrom", "validThrough", "shown", "promised", "phone", "address", "identityNumber"];

    internal static bool Is(string? contentType) => CsvRows.Is(contentType);

    /// <summary>The rows as they would stand in JSON.</summary>
    /// <exception cref="BadHttpRequestException">It is no table with such columns.</exception>
    internal static Task<IReadOnlyList<JsonElement>> ReadAsync(Stream body, CancellationToken cancellation) =>
        CsvRows.ReadAsync(body, Columns, ValueOf, cancellation);

    private static JsonNode? ValueOf(string column, string field) => column switch
    {
        "shown" => CsvRows.ListOf(field),
        "promised" when bool.TryParse(field, out var promised) => promised,
        _ => field,
    };
}
