using System.Text.Json;
using System.Text.Json.Nodes;
using Settlement.Api.Http;

namespace Settlement.Api.FilingBatches;

/// <summary>单位集体申报 as a table.</summary>
internal static class FilingBatchCsv
{
    internal const string MediaType = CsvRows.MediaType;

    private static readonly CsvRows Form = new(
        new HashSet<string> { "personNo", "type", "destination", "validFrom", "validThrough", "shown", "promised", "phone", "address", "identityNumber" },
        ["personNo"],
        (name, field) => name switch
        {
            "shown" => CsvRows.Words(field),
            "promised" when bool.TryParse(field, out var promised) => JsonValue.Create(promised),
            _ => JsonValue.Create(field),
        });

    internal static bool Is(string? contentType) => CsvRows.Is(contentType);

    /// <inheritdoc cref="CsvRows.ReadAsync"/>
    internal static Task<IReadOnlyList<JsonElement>> ReadAsync(Stream body, CancellationToken cancellation) => Form.ReadAsync(body, cancellation);
}
