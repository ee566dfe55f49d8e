using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using FluentValidation;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain.Agencies;

namespace Settlement.Api.Agencies;

/// <summary>批量维护: agencies of a region and below.</summary>
/// <param name="Rows">One agency each, 1 to 5,000; an agency stands after the one above it.</param>
internal sealed record AgencyUploadContent(IReadOnlyList<AgencyRow> Rows);

/// <summary>One agency of an upload; what the fields mean is said where a single one is recorded.</summary>
/// <param name="Region">Region of the upload, or inside it.</param>
/// <param name="Version">Version that is changed; left out for a new agency.</param>
internal sealed record AgencyRow(
    string Region, string AgencyCode, AgencyLevel Level, string Name, string Address, IReadOnlyList<string> Phones, string Hours,
    IReadOnlyList<AgencyService> Services, DateOnly ValidFrom, DateOnly? ValidThrough = null, string? Place = null,
    string? ParentRegion = null, string? ParentCode = null, decimal? Longitude = null, decimal? Latitude = null, int? Version = null)
{
    internal AgencyContent ToContent() => new(
        Level, Name, Address, Phones, Hours, Services, ValidFrom, ValidThrough, Place, ParentRegion, ParentCode, Longitude, Latitude);
}

/// <summary>An upload as it was sent, as JSON or CSV. The rows are read one by one, so that every faulty one can be named.</summary>
internal sealed record UploadAgenciesRequest(IReadOnlyList<JsonElement> Rows) : ITable<UploadAgenciesRequest>
{
    internal const int RowsAtMost = 5_000;

    public static CsvRows Form { get; } = new(
        new HashSet<string>
        {
            "region", "agencyCode", "level", "name", "address", "phones", "hours", "services", "validFrom", "validThrough", "place",
            "parentRegion", "parentCode", "longitude", "latitude", "version",
        },
        ["region", "agencyCode"],
        (name, field) => name switch
        {
            "phones" or "services" => CsvRows.Words(field),
            "longitude" or "latitude" or "version" when decimal.TryParse(
                field, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) =>
                JsonValue.Create(number),
            _ => JsonValue.Create(field),
        });

    static UploadAgenciesRequest ITable<UploadAgenciesRequest>.Of(IReadOnlyList<JsonElement> rows, Func<string, string> query) => new(rows);
}

internal sealed class UploadAgenciesRequestValidator : AbstractValidator<UploadAgenciesRequest>
{
    public UploadAgenciesRequestValidator() =>
        RuleFor(r => r.Rows).Must(rows => rows.Count is >= 1 and <= UploadAgenciesRequest.RowsAtMost)
            .WithMessage(_ => new Text(
                $"应为1至{UploadAgenciesRequest.RowsAtMost}行", $"Must be 1 to {UploadAgenciesRequest.RowsAtMost} rows").ToString());
}
