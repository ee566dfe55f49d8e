using System.Text.Json;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.FilingBatches;
using Settlement.Api.Http;
using Settlement.Domain;
using Settlement.Persistence;
using Settlement.Persistence.Agencies;
using Settlement.Persistence.Numbers;

namespace Settlement.Api.Agencies;

/// <summary>批量维护经办机构: all rows or none, each fault by its row (R-FAC-03).</summary>
internal static class AgencyUploadEndpoints
{
    internal static void MapAgencyUpload(this IEndpointRouteBuilder uploads) =>
        uploads.MapPut("/{uploadNo}", Upload).WithName("UploadAgencies").Validate<UploadAgenciesRequest>()
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Administrator)
            .Accepts<AgencyUploadContent>("application/json", CsvRows.MediaType)
            .WithSummary("批量维护经办机构 · Records and changes agencies of the region and below, as JSON or CSV, all or none; may be sent again")
            .ProducesProblem(409).ProducesProblem(415).ProducesProblem(422);

    private static async Task<Results<Ok<AgencyUploadAnswer>, ProblemHttpResult>> Upload(
        string regionCode, string uploadNo, TableBody<UploadAgenciesRequest> body, HttpContext context, SettlementDbContext db, AgencyDesk desk,
        IValidator<AgencyContent> validator, TimeProvider clock, CancellationToken cancellation)
    {
        if (!FieldForm.IsNumber(uploadNo))
            return ProblemKind.InvalidRequest.ToResult(uploadNo, "/uploadNo");
        var region = RegionCode.Parse(regionCode);
        var faults = new List<BatchRowFault>();
        var rows = Read(region, body.Content.Rows, validator, faults);
        if (faults.Count > 0)
            return FilingBatchCheck.Refused(faults);
        var hash = Wire.Hash(new AgencyUploadContent([.. rows.Select(r => r.Row)]));

        await using var transaction = await db.LockNumberAsync("agency-upload", $"{region}/{uploadNo}", cancellation);
        var earlier = await db.AgencyUploads.AsNoTracking().SingleOrDefaultAsync(u => u.Region == region && u.UploadNo == uploadNo, cancellation);
        if (earlier is not null && !earlier.RequestHash.AsSpan().SequenceEqual(hash))
            return ProblemKind.NumberReused.ToResult(uploadNo);
        var changed = rows.Count(r => r.Row.Version is not null);
        var answer = new AgencyUploadAnswer(uploadNo, rows.Count, rows.Count - changed, changed);
        if (earlier is not null)
        {
            context.MarkReplayed();
            return TypedResults.Ok(answer);
        }

        var keys = rows.Select(r => (r.Region, r.Row.AgencyCode)).ToList();
        await db.LockNumbersAsync(AgencyDesk.LockScope, keys.Select(k => $"{k.Region}/{k.AgencyCode}").Order(StringComparer.Ordinal), cancellation);
        var inHand = await desk.TakeInHandAsync([.. keys, .. rows.SelectMany(r => r.Row.ToContent().Parents())], cancellation);
        foreach (var row in rows)
            if (Take(row, desk, inHand) is { } fault)
                faults.Add(BatchRowFault.Of(row.RowNo, fault));
        if (faults.Count > 0)
            return FilingBatchCheck.Refused(faults);

        db.Add(new AgencyUploadRecord
        {
            Region = region,
            UploadNo = uploadNo,
            RowCount = rows.Count,
            RequestHash = hash,
            UploadedBy = context.Caller().Subject,
            UploadedAt = clock.Now(),
        });
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return TypedResults.Ok(answer);
    }

    private static ProblemHttpResult? Take(NumberedAgency row, AgencyDesk desk, AgenciesInHand inHand)
    {
        var (code, version, content) = (row.Row.AgencyCode, row.Row.Version, row.Row.ToContent());
        var known = inHand.Find(row.Region, code);
        return (known, version) switch
        {
            (null, null) => desk.Record(row.Region, code, content, Wire.Hash(content), inHand),
            (null, _) => ProblemKind.NotFound.ToResult(code, "/agencyCode"),
            (_, null) => ProblemKind.NumberReused.ToResult(code, "/agencyCode"),
            _ => desk.Change(known, content, version, Wire.Hash(new ChangeAgencyRequest(content, version)), inHand),
        };
    }

    /// <summary>The rows that have the form of an agency of the region; the others are named in <paramref name="faults"/>.</summary>
    private static List<NumberedAgency> Read(
        RegionCode region, IReadOnlyList<JsonElement> rows, IValidator<AgencyContent> validator, List<BatchRowFault> faults)
    {
        var read = new List<NumberedAgency>(rows.Count);
        var seen = new HashSet<(string, string)>();
        for (var i = 0; i < rows.Count; i++)
        {
            var rowNo = i + 1;
            try
            {
                var row = rows[i].Deserialize<AgencyRow>(Wire.Json) ?? throw new JsonException("could not be converted");
                var before = faults.Count;
                faults.AddRange(validator.Validate(row.ToContent()).Errors
                    .Select(e => BatchRowFault.Of(rowNo, ProblemKind.InvalidRequest.ToResult(e.ErrorMessage, Validation.Pointer(e.PropertyName)))));
                if (!RegionCode.TryParse(row.Region, out var own) || !region.Contains(own))
                    faults.Add(BatchRowFault.Of(rowNo, ProblemKind.InvalidRequest.ToResult(row.Region, "/region")));
                if (!FieldForm.IsNumber(row.AgencyCode))
                    faults.Add(BatchRowFault.Of(rowNo, ProblemKind.InvalidRequest.ToResult(row.AgencyCode, "/agencyCode")));
                if (row.Version is < 1)
                    faults.Add(BatchRowFault.Of(rowNo, ProblemKind.InvalidRequest.ToResult($"{row.Version}", "/version")));
                if (!seen.Add((row.Region, row.AgencyCode)))
                    faults.Add(BatchRowFault.Of(rowNo, ProblemKind.NumberReused.ToResult(row.AgencyCode, "/agencyCode")));
                if (faults.Count == before)
                    read.Add(new(rowNo, own, row));
            }
            catch (JsonException e)
            {
                var (detail, pointer) = MalformedJson.Explain(e);
                faults.Add(BatchRowFault.Of(rowNo, ProblemKind.MalformedRequest.ToResult(detail, pointer)));
            }
        }
        return read;
    }

    private sealed record NumberedAgency(int RowNo, RegionCode Region, AgencyRow Row);
}
