using Microsoft.EntityFrameworkCore;
using Npgsql;
using Settlement.Api.Calls;
using Settlement.Domain;
using Settlement.Persistence;
using Settlement.Persistence.Chronic;
using Settlement.Persistence.Filings;
using Settlement.Persistence.Numbers;

namespace Settlement.Api.Chronic;

/// <summary>资格批量导入: taken as a whole in one transaction, or not at all.</summary>
internal sealed class UploadQualifications(SettlementDbContext db, NumberedCall numbered, QualificationUploadCheck check)
{
    /// <param name="dryRun">试导入: check everything and keep nothing.</param>
    internal Task<Outcome<QualificationUploadAnswer>> RunAsync(
        RegionCode region, string uploadNo, UploadQualificationsRequest request, bool dryRun, Call call)
    {
        var faults = new List<BatchRowFault>();
        var rows = check.Read(request.Rows, faults);
        // What has faulty rows repeats no upload that was taken: these are no part of the hash.
        var hash = faults.Count > 0 ? [] : Wire.Hash(new QualificationUploadContent([.. rows.Select(row => row.Row)]));
        var number = new CallNumber($"qualification-upload/{region}", uploadNo, "uploadNo", hash);
        var upload = new Upload(region, number, rows, faults);
        return dryRun
            ? TryAsync(upload, call)
            : numbered.OnceAsync(
                number, () => FindAsync(upload, call), () => GrantAsync(upload, call), record => Task.FromResult(Answer(record)), call.Cancellation);
    }

    private async Task<Outcome<QualificationUploadAnswer>> TryAsync(Upload upload, Call call)
    {
        var number = upload.Number;
        if (number.Fault is { } fault)
            return fault;
        await using var transaction = await db.LockNumberAsync(number.Scope, number.No, call.Cancellation);
        if (await FindAsync(upload, call) is { } earlier)
            return number.IsRepeatOf(earlier) ? Outcome<QualificationUploadAnswer>.Before(Answer(earlier)) : ProblemKind.NumberReused.Refuse(number.No);
        if ((await PlanAsync(upload, call)).IsRefused(out var refusal, out var toGrant))
            return refusal;
        var rows = upload.Rows.Count;
        return new QualificationUploadAnswer(number.No, rows, toGrant.Count, rows - toGrant.Count, DryRun: true, UploadedAt: null);
    }

    private async Task<Outcome<ChronicQualificationUploadRecord>> GrantAsync(Upload upload, Call call)
    {
        if ((await PlanAsync(upload, call)).IsRefused(out var refusal, out var toGrant))
            return refusal;
        var record = new ChronicQualificationUploadRecord
        {
            InsuredRegion = upload.Region,
            UploadNo = upload.Number.No,
            RowCount = upload.Rows.Count,
            Granted = toGrant.Count,
            RequestHash = upload.Number.Hash,
            UploadedBy = call.By,
            UploadedAt = call.Now,
        };
        db.Add(record);
        await db.SaveChangesAsync(call.Cancellation);
        try
        {
            await db.GrantAsync(
                upload.Region, [.. toGrant.Select(row => GrantQualification.New(row.KeyIn(upload.Region), row.Request, row.Hash, call))], record.UploadedBy,
                record.UploadedAt, call.Cancellation);
        }
        catch (PostgresException e) when (e.ConstraintName == ChronicQualificationRecord.OverlapName)
        {
            return QualificationProblems.QualificationOverlaps.Refuse(upload.Number.No);
        }
        return record;
    }

    /// <returns>The rows that are still to be granted; their persons are locked.</returns>
    private async Task<Outcome<List<QualificationToGrant>>> PlanAsync(Upload upload, Call call)
    {
        await db.PlanAnewAsync(call.Cancellation);
        await db.LockPersonsAsync(upload.Rows.Select(row => row.KeyIn(upload.Region).Person.Id).Distinct(), call.Cancellation);
        var toGrant = await check.PlanAsync(upload.Region, upload.Rows, upload.Faults, call);
        if (upload.Faults.Count > 0)
            return BatchRowFault.Refuse(upload.Faults);
        return toGrant;
    }

    private Task<ChronicQualificationUploadRecord?> FindAsync(Upload upload, Call call)
    {
        var (region, uploadNo) = (upload.Region, upload.Number.No);
        return db.ChronicQualificationUploads.AsNoTracking()
            .SingleOrDefaultAsync(u => u.InsuredRegion == region && u.UploadNo == uploadNo, call.Cancellation);
    }

    private static QualificationUploadAnswer Answer(ChronicQualificationUploadRecord u) => new(
        u.UploadNo, u.RowCount, u.Granted, u.RowCount - u.Granted, DryRun: false, u.UploadedAt.InChina());

    /// <param name="Faults">What is wrong with the rows, as far as it is known.</param>
    private sealed record Upload(RegionCode Region, CallNumber Number, List<QualificationToGrant> Rows, List<BatchRowFault> Faults);
}
