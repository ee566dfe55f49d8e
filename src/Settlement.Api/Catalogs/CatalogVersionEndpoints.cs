using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Settlement.Api.Access;
using Settlement.Api.Http;
using Settlement.Domain;
using Settlement.Persistence;
using Settlement.Persistence.Catalogs;
using Settlement.Persistence.Snapshots;

namespace Settlement.Api.Catalogs;

/// <summary>目录版本 (R-PRI-01): the treatment province uploads what it changes, looks at what that does, and publishes it.</summary>
internal static class CatalogVersionEndpoints
{
    internal static void AddCatalogs(this IServiceCollection services) => services
        .AddScoped<CatalogVersionDesk>();

    internal static void MapCatalogVersions(this IEndpointRouteBuilder routes)
    {
        var versions = routes.MapGroup("/regions/{regionCode}/catalog-versions").WithTags("Catalogs 就医地目录");
        versions.MapPut("/{version}", Upload).WithName("UploadCatalogVersion").Validate<UploadCatalogVersionRequest>()
            .Accepts<CatalogVersionContent>("application/json", CsvRows.MediaType)
            .WithMetadata(new RequestSizeLimitAttribute(UploadCatalogVersionRequest.BytesAtMost))
            .WithSummary("上传目录版本 · Uploads a draft, as JSON or as CSV with ?validFrom=&basis=; a draft may be replaced under its name")
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(413).ProducesProblem(415).ProducesProblem(422);
        versions.MapGet("/", List).WithName("ListCatalogVersions").ProducesProblem(400)
            .WithSummary("目录版本列表 · Versions of the province's catalogue by name, page by page");
        versions.MapGet("/{version}", Read).WithName("ReadCatalogVersion").ProducesProblem(404)
            .WithSummary("目录版本 · One version with its history");
        versions.MapCatalogReview();
        versions.MapCatalogVersionSteps();
    }

    private static async Task<Results<Ok<CatalogVersionAnswer>, ProblemHttpResult>> Upload(
        string regionCode, string version, UploadCatalogVersionRequest request, HttpContext context, SettlementDbContext db, CatalogVersionDesk desk,
        ReferenceSnapshot reference, TimeProvider clock, CancellationToken cancellation)
    {
        if (!FieldRules.IsNumber(version))
            return ProblemKind.InvalidRequest.ToResult(version, "/version");
        var owner = RegionCode.Parse(regionCode);
        if (owner != owner.Province || !reference.Regions.ContainsKey(owner))
            return ProblemKind.NotFound.ToResult(regionCode);
        var check = new CatalogRowCheck(owner, version, request.ValidFrom);
        var (requests, rows) = check.Read(request.Rows);
        if (check.Refusal() is { } refusal)
            return refusal;
        var hash = Wire.Hash(new CatalogVersionContent(request.ValidFrom, request.Basis, requests));

        await using var transaction = await desk.LockAsync(owner, cancellation);
        var record = await db.CatalogVersions.SingleOrDefaultAsync(v => v.Owner == owner && v.Version == version, cancellation);
        var isSame = record?.RequestHash.AsSpan().SequenceEqual(hash) == true;
        if (record is not null && isSame) // also where it was discarded since: a late retry brings nothing back
        {
            context.MarkReplayed();
            return TypedResults.Ok(await desk.AnswerAsync(record, cancellation));
        }
        if (record is { PublishedAt: not null } || (record is null && await desk.IsNameTakenAsync(owner, version, cancellation)))
            return ProblemKind.NumberReused.ToResult(version);

        var (by, now) = (context.Caller().Subject, clock.Now());
        if (record is null)
            db.Add(record = new()
            {
                Owner = owner,
                Version = version,
                ValidFrom = request.ValidFrom,
                Basis = request.Basis,
                Revision = 1,
                RowCount = rows.Count,
                RequestHash = hash,
                UploadedBy = by,
                UploadedAt = now,
            });
        else
            (record.ValidFrom, record.Basis, record.State, record.Revision, record.RowCount, record.RequestHash, record.UploadedBy, record.UploadedAt) =
                (request.ValidFrom, request.Basis, CatalogVersionState.Draft, record.Revision + 1, rows.Count, hash, by, now);
        await desk.RecordAsync(record, CatalogVersionStep.Upload, by, note: null, cancellation);
        await db.SaveChangesAsync(cancellation);
        await CatalogVersionItems.WriteAsync((NpgsqlConnection)db.Database.GetDbConnection(), owner, version, rows, cancellation);
        await transaction.CommitAsync(cancellation);
        return TypedResults.Ok(await desk.AnswerAsync(record, cancellation));
    }

    private static async Task<Results<Ok<CatalogVersionAnswer>, ProblemHttpResult>> Read(
        string regionCode, string version, CatalogVersionDesk desk, CancellationToken cancellation) =>
        await desk.FindAsync(RegionCode.Parse(regionCode), version, cancellation) is { } record
            ? TypedResults.Ok(await desk.AnswerAsync(record, cancellation))
            : ProblemKind.NotFound.ToResult(version);

    /// <param name="after">The <c>next</c> of the page before.</param>
    /// <param name="limit">1 to 200.</param>
    private static async Task<Results<Ok<CatalogVersionPage>, ProblemHttpResult>> List(
        string regionCode, SettlementDbContext db, CatalogVersionDesk desk, CancellationToken cancellation, string after = "", int limit = 50)
    {
        if (limit is < 1 or > 200)
            return ProblemKind.InvalidRequest.ToResult($"{limit}", "/limit");
        var owner = RegionCode.Parse(regionCode);
        var records = await db.CatalogVersions.AsNoTracking().Where(v => v.Owner == owner && string.Compare(v.Version, after) > 0)
            .OrderBy(v => v.Version).Take(limit + 1).ToListAsync(cancellation);
        return TypedResults.Ok(new CatalogVersionPage(
            await desk.AnswersAsync(owner, [.. records.Take(limit)], cancellation), records.Count > limit ? records[limit - 1].Version : null));
    }
}
