using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Settlement.Api.Http;

namespace Settlement.Api.FacilityImports;

/// <summary>
/// A list of facilities as a table: columns named like the fields of a row, in any order; an empty field counts as left out. Former names
/// are separated by semicolons, and so are openings, each <c>service@from</c>, <c>service@from~through</c> or with a disease
/// <c>chronicOutpatient/M03900@from</c>.
/// </summary>
internal static class FacilityCsv
{
    private static readonly CsvRows Form = new(
        new HashSet<string>
        {
            "facilityCode", "name", "formerNames", "level", "grade", "region", "address", "latitude", "longitude", "phone",
            "agreementFrom", "agreementThrough", "openings",
        },
        ["facilityCode"],
        (name, field) => name switch
        {
            "formerNames" => CsvRows.Words(field),
            "openings" => new JsonArray([.. field.Split(';').Select(Opening)]),
            "latitude" or "longitude" when decimal.TryParse(field, CultureInfo.InvariantCulture, out var degrees) => JsonValue.Create(degrees),
            _ => JsonValue.Create(field),
        })
    {
        Blank = () => new() { ["openings"] = new JsonArray() },
    };

    /// <inheritdoc cref="CsvRows.Rows"/>
    internal static IEnumerable<JsonElement> Rows(ReadOnlyMemory<byte> content) => Form.Rows(content);

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
}
