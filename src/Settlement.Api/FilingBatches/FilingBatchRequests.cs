using System.Text.Json;
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
    IReadOnlyList<DocumentKind>? Shown = null, bool Promised = false, string? Phone = null, string? Address = null, string? IdentityNumber = null)
{
    internal SubmitFilingRequest ToRequest() => new(
        PersonNo, Type, Destination, ValidFrom, ValidThrough, FilingChannel.Employer, Shown, Promised,
        Phone: Phone, Address: Address, IdentityNumber: IdentityNumber);
}

/// <summary>A batch as it was sent, as JSON or CSV. The rows are read one by one, so that every faulty one can be named.</summary>
internal sealed record SubmitFilingBatchRequest(string Employer, IReadOnlyList<JsonElement> Rows)
{
    internal const int RowsAtMost = 10_000;

    /// <exception cref="BadHttpRequestException">The body cannot be read.</exception>
    public static async ValueTask<SubmitFilingBatchRequest?> BindAsync(HttpContext context)
    {
        var request = context.Request;
        try
        {
            return FilingBatchCsv.Is(request.ContentType)
                ? new(request.Query["employer"].ToString(), await FilingBatchCsv.ReadAsync(request.Body, context.RequestAborted))
                : await JsonSerializer.DeserializeAsync<SubmitFilingBatchRequest>(request.Body, Wire.Json, context.RequestAborted)
                    ?? throw new JsonException("null");
        }
        catch (JsonException e)
        {
            throw new BadHttpRequestException("The batch cannot be read.", e);
        }
    }
}

internal sealed class SubmitFilingBatchRequestValidator : AbstractValidator<SubmitFilingBatchRequest>
{
    public SubmitFilingBatchRequestValidator()
    {
        RuleFor(r => r.Employer).NotEmpty().MaximumLength(200).IsStorable();
        RuleFor(r => r.Rows).Must(rows => rows.Count is >= 1 and <= SubmitFilingBatchRequest.RowsAtMost)
            .WithMessage(_ => new Text($"应为1至{SubmitFilingBatchRequest.RowsAtMost}行", $"Must be 1 to {SubmitFilingBatchRequest.RowsAtMost} rows").ToString());
    }
}
