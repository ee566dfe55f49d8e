using System.Text.Json;
using System.Text.Json.Nodes;
using FluentValidation;
using Settlement.Api.Calls;
using Settlement.Api.Http;

namespace Settlement.Api.Chronic;

/// <summary>资格批量导入.</summary>
/// <param name="Rows">One qualification each, 1 to 10,000.</param>
internal sealed record QualificationUploadContent(IReadOnlyList<QualificationRow> Rows);

/// <summary>One qualification of an upload; what the fields mean is said where a single one is granted.</summary>
internal sealed record QualificationRow(
    string PersonNo, string QualificationNo, string DiseaseCode, DateOnly ValidFrom, string Doctor, DateOnly IssuedOn, string Issuer,
    DateOnly? ValidThrough = null, IReadOnlyList<string>? Facilities = null)
{
    internal GrantQualificationRequest ToRequest() => new(DiseaseCode, ValidFrom, new(Doctor, IssuedOn, Issuer), ValidThrough, Facilities);
}

/// <summary>An upload as it was sent, as JSON or CSV. The rows are read one by one, so that every faulty one can be named.</summary>
internal sealed record UploadQualificationsRequest(IReadOnlyList<JsonElement> Rows) : ITable<UploadQualificationsRequest>
{
    internal const int RowsAtMost = 10_000;

    public static CsvRows Form { get; } = new(
        new HashSet<string> { "personNo", "qualificationNo", "diseaseCode", "validFrom", "validThrough", "facilities", "doctor", "issuedOn", "issuer" },
        ["personNo"],
        (name, field) => name == "facilities" ? CsvRows.Words(field) : JsonValue.Create(field));

    static UploadQualificationsRequest ITable<UploadQualificationsRequest>.Of(IReadOnlyList<JsonElement> rows, Func<string, string> query) => new(rows);
}

internal sealed class UploadQualificationsRequestValidator : AbstractValidator<UploadQualificationsRequest>
{
    public UploadQualificationsRequestValidator() =>
        RuleFor(r => r.Rows).Must(rows => rows.Count is >= 1 and <= UploadQualificationsRequest.RowsAtMost)
            .WithMessage(_ => new Text($"应为1至{UploadQualificationsRequest.RowsAtMost}行", $"Must be 1 to {UploadQualificationsRequest.RowsAtMost} rows").ToString());
}

/// <summary>What became of an upload.</summary>
/// <param name="Granted">Rows that were granted, or would be.</param>
/// <param name="Unchanged">Rows whose qualification had been granted before with the same content.</param>
/// <param name="DryRun">试导入: everything was checked and nothing kept.</param>
/// <param name="UploadedAt">Null in a dry run.</param>
internal sealed record QualificationUploadAnswer(string UploadNo, int Rows, int Granted, int Unchanged, bool DryRun, DateTimeOffset? UploadedAt);
