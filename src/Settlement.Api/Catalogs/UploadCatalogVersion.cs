using Microsoft.EntityFrameworkCore;
using Npgsql;
using Settlement.Api.Calls;
using Settlement.Domain;
using Settlement.Domain.Catalogs;
using Settlement.Persistence;
using Settlement.Persistence.Catalogs;
using Settlement.Persistence.Numbers;
using Settlement.Persistence.Snapshots;

namespace Settlement.Api.Catalogs;

/// <summary>上传目录版本: a draft under the province's own name for it, which another draft may replace until it is published.</summary>
internal sealed class UploadCatalogVersion(SettlementDbContext db, CatalogVersions versions, ReferenceSnapshot reference)
{
    internal async Task<Outcome<CatalogVersionAnswer>> RunAsync(
        RegionCode owner, string version, UploadCatalogVersionRequest request, Call call)
    {
        if (!FieldForm.IsNumber(version))
            return ProblemKind.InvalidRequest.Refuse(version, "/version");
        if (owner != owner.Province || !reference.Regions.ContainsKey(owner))
            return ProblemKind.NotFound.Refuse(owner.Value);
        var check = new CatalogRowCheck(owner, version, request.ValidFrom);
        var (requests, rows) = check.Read(request.Rows);
        if (check.Refusal() is { } refusal)
            return refusal;
        var hash = Wire.Hash(new CatalogVersionContent(request.ValidFrom, request.Basis, requests));

        await using var transaction = await db.LockNumberAsync(CatalogVersionSteps.Lock, owner.Value, call.Cancellation);
        var record = await versions.FindAsync(owner, version, call.Cancellation);
        if (record?.RequestHash.AsSpan().SequenceEqual(hash) == true) // also where it was discarded since: a repeat brings nothing back
            return Outcome<CatalogVersionAnswer>.Before(await versions.AnswerAsync(record, call));
        var isTaken = record is null
            ? await versions.IsNameTakenAsync(owner, version, call.Cancellation)
            : record.State.After(CatalogVersionStep.Upload) is null;
        if (isTaken)
            return ProblemKind.NumberReused.Refuse(version);

        if (record is null)
            db.Add(record = New(owner, version, request, hash, call));
        Fill(record, request, rows.Count, hash, call);
        db.Add(CatalogVersionSteps.Event(record, new(CatalogVersionStep.Upload, hash), call));
        await db.SaveChangesAsync(call.Cancellation);
        await CatalogVersionItems.WriteAsync((NpgsqlConnection)db.Database.GetDbConnection(), owner, version, rows, call.Cancellation);
        await transaction.CommitAsync(call.Cancellation);
        return await versions.AnswerAsync(record, call);
    }

    private static CatalogVersionRecord New(
        RegionCode owner, string version, UploadCatalogVersionRequest request, byte[] hash, Call call) => new()
        {
            Owner = owner,
            Version = version,
            ValidFrom = request.ValidFrom,
            Basis = request.Basis,
            Revision = 0,
            RowCount = 0,
            RequestHash = hash,
            UploadedBy = call.By,
            UploadedAt = call.Now,
        };

    private static void Fill(CatalogVersionRecord record, UploadCatalogVersionRequest request, int rows, byte[] hash, Call call)
    {
        record.State = CatalogVersionState.Draft;
        record.Revision++;
        (record.ValidFrom, record.Basis) = (request.ValidFrom, request.Basis);
        (record.RowCount, record.RequestHash) = (rows, hash);
        (record.UploadedBy, record.UploadedAt) = (call.By, call.Now);
    }
}
