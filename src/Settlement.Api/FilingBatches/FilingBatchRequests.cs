using System.Text.Json;
using System.Text.Json.Nodes;
using FluentValidation;
using Settlement.Api.Calls;
using Settlement.Api.Filings;
using Settlement.Api.Http;
using Settlement.Domain.Filings;

namespace Settlement.Api.FilingBatches;

/// <summary>单位集体申报.</summary>
/// <param name="Employer">单位名称.</param>
/// <param name="Rows">One application each, 1 to 10,000.</param>
internal sealed record FilingBatchContent(string Employer, IReadOnlyList<FilingBatchRow> Rows);

/// <summary>One application of a batch; what the fields mean is said where a single filing is submitted.</summary>
internal sealed record FilingBatchRow(
    string PersonNo, FilingType Type, string Destination, DateOnly ValidFrom, DateOnly? ValidThrough = null,
    IReadOnlyList<DocumentKind>? Shown = null, bool Promised = false, string? Phone = null, string? Address = null,
    string? IdentityNumber = null)
{
    internal SubmitFilingRequest ToRequest() => new(
        PersonNo, Type, Destination, ValidFrom, ValidThrough, FilingChannel.Employer, Shown, Promised,
        Phone: Phone, Address: Address, IdentityNumber: IdentityNumber);
}

/// <summary>A batch as it was sent, as JSON or CSV. The rows are read one by one, so that every faulty one can be named.</summary>
internal sealed record SubmitFilingBatchRequest(string Employer, IReadOnlyList<JsonElement> Rows) : ITable<SubmitFilingBatchRequest>
{
    internal const int RowsAtMost = 10_000;

    public static CsvRows Form { get; } = new(
        new HashSet<string>
        {
            "personNo", "type", "destination", "validFrom", "validThrough", "shown", "promised", "phone", "address", "identityNumber",
        },
        ["personNo"],
        (name, field) => name switch
        {
            "shown" => CsvRows.Words(field),
            "promised" when bool.TryParse(field, out var promised) => JsonValue.Create(promised),
            _ => JsonValue.Create(field),
        });

    static SubmitFilingBatchRequest ITable<SubmitFilingBatchRequest>.Of(IReadOnlyList<JsonElement> rows, Func<string, string> query) =>
        new(query("employer"), rows);
}

internal sealed class SubmitFilingBatchRequestValidator : AbstractValidator<SubmitFilingBatchRequest>
{
    public SubmitFilingBatchRequestValidator()
    {
        RuleFor(r => r.Employer).NotEmpty().MaximumLength(200).IsStorable();
        RuleFor(r => r.Rows).Must(rows => rows.Count is >= 1 and <= SubmitFilingBatchRequest.RowsAtMost)
            .WithMessage(_ => new Text(
                $"应为1至{SubmitFilingBatchRequest.RowsAtMost}行", $"Must be 1 to {SubmitFilingBatchRequest.RowsAtMost} rows").ToString());
    }
}
