using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.FilingBatches;
using Settlement.Api.Http;
using Settlement.Domain;
using Settlement.Persistence;
using Settlement.Persistence.Chronic;
using Settlement.Persistence.Filings;
using Settlement.Persistence.Numbers;

namespace Settlement.Api.Chronic;

/// <summary>资格批量导入: taken as a whole in one transaction, or not at all.</summary>
internal static class QualificationUploadEndpoints
{
    internal static void MapQualificationUploads(this IEndpointRouteBuilder region) =>
        region.MapPut("/qualification-uploads/{uploadNo}", Upload).WithName("UploadQualifications").Validate<UploadQualificationsRequest>()
            .AllowedTo(AccessScope.Region, Role.Clerk)
            .Accepts<QualificationUploadContent>("application/json", CsvRows.MediaType)
            .WithSummary("资格批量导入 · Grants up to 10,000 qualifications at once, as JSON or CSV, all or none; with ?dryRun=true it only checks; may be sent again")
            .ProducesProblem(409).ProducesProblem(415).ProducesProblem(422);

    /// <param name="dryRun">试导入: check everything and keep nothing.</param>
    private static async Task<Results<Ok<QualificationUploadAnswer>, ProblemHttpResult>> Upload(
        string regionCode, string uploadNo, UploadQualificationsRequest request, HttpContext context, SettlementDbContext db,
        QualificationUploadCheck check, TimeProvider clock, CancellationToken cancellation, bool dryRun = false)
    {
        if (!FieldForm.IsNumber(uploadNo))
            return ProblemKind.InvalidRequest.ToResult(uploadNo, "/uploadNo");
        var region = RegionCode.Parse(regionCode);
        var faults = new List<BatchRowFault>();
        var rows = check.Read(request.Rows, faults);
        var hash = Wire.Hash(new QualificationUploadContent([.. rows.Select(row => row.Row)]));

        await using var transaction = await db.LockNumberAsync($"qualification-upload/{region}", uploadNo, cancellation);
        if (await db.ChronicQualificationUploads.AsNoTracking()
                .SingleOrDefaultAsync(u => u.InsuredRegion == region && u.UploadNo == uploadNo, cancellation) is { } earlier)
        {
            if (faults.Count > 0 || !earlier.RequestHash.AsSpan().SequenceEqual(hash))
                return ProblemKind.NumberReused.ToResult(uploadNo);
            context.MarkReplayed();
            return Answer(earlier);
        }
        await db.PlanAnewAsync(cancellation);
        var persons = rows.Select(row => PersonId.Of(region, new(row.Row.PersonNo))).Distinct().ToList();
        await db.LockPersonsAsync(persons, cancellation);
        var toGrant = await check.PlanAsync(region, rows, faults, cancellation);
        if (faults.Count > 0)
            return FilingBatchCheck.Refused(faults);
        if (dryRun)
            return TypedResults.Ok(new QualificationUploadAnswer(uploadNo, rows.Count, toGrant.Count, rows.Count - toGrant.Count, DryRun: true, UploadedAt: null));

        var (by, now) = (context.Caller().Subject, clock.Now());
        var upload = new ChronicQualificationUploadRecord
        {
            InsuredRegion = region,
            UploadNo = uploadNo,
            RowCount = rows.Count,
            Granted = toGrant.Count,
            RequestHash = hash,
            UploadedBy = by,
            UploadedAt = now,
        };
        db.Add(upload);
        await db.SaveChangesAsync(cancellation);
        try
        {
            await db.GrantAsync(region, [.. toGrant.Select(row => RecordOf(region, row))], by, now, cancellation);
        }
        catch (PostgresException e) when (e.ConstraintName == ChronicQualificationRecord.OverlapName)
        {
            return QualificationProblems.QualificationOverlaps.ToResult(uploadNo);
        }
        await transaction.CommitAsync(cancellation);
        return Answer(upload);
    }

    private static ChronicQualificationRecord RecordOf(RegionCode region, QualificationToGrant row) => QualificationEndpoints.NewQualification(
        region, PersonId.Of(region, new(row.Row.PersonNo)), row.Row.QualificationNo, row.Request, row.Hash, by: "", at: default);

    private static Ok<QualificationUploadAnswer> Answer(ChronicQualificationUploadRecord u) => TypedResults.Ok(new QualificationUploadAnswer(
        u.UploadNo, u.RowCount, u.Granted, u.RowCount - u.Granted, DryRun: false, u.UploadedAt.InChina()));
}
