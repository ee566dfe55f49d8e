using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain;
using Settlement.Persistence;
using Settlement.Persistence.Catalogs;

namespace Settlement.Api.Catalogs;

/// <summary>发布, 撤回, 作废. Each names the revision that the caller looked at, and answers again as the first time.</summary>
internal static class CatalogVersionStepEndpoints
{
    internal static void MapCatalogVersionSteps(this IEndpointRouteBuilder versions)
    {
        versions.MapPut("/{version}/publication", Publish).WithName("PublishCatalogVersion").Validate<CatalogVersionStepRequest>()
            .AllowedTo(AccessScope.Region, Role.Reviewer, Role.Administrator)
            .WithSummary("发布目录版本 · Publishes a draft that somebody else uploaded, from today on or later")
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        versions.MapPut("/{version}/withdrawal", Withdraw).WithName("WithdrawCatalogVersion").Validate<WithdrawCatalogVersionRequest>()
            .AllowedTo(AccessScope.Region, Role.Reviewer, Role.Administrator)
            .WithSummary("撤回目录版本 · Takes a published version back before it begins").ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        versions.MapPut("/{version}/discard", Discard).WithName("DiscardCatalogVersion").Validate<CatalogVersionStepRequest>()
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Administrator)
            .WithSummary("作废目录草稿 · Gives a draft up").ProducesProblem(404).ProducesProblem(409);
    }

    private static async Task<Results<Ok<CatalogVersionAnswer>, ProblemHttpResult>> Publish(
        string regionCode, string version, CatalogVersionStepRequest request, HttpContext context, SettlementDbContext db, CatalogVersionDesk desk,
        TimeProvider clock, CancellationToken cancellation)
    {
        var (owner, by) = (RegionCode.Parse(regionCode), context.Caller().Subject);
        await using var transaction = await desk.LockAsync(owner, cancellation);
        if (await desk.FindAsync(owner, version, cancellation) is not { } record)
            return ProblemKind.NotFound.ToResult(version);
        if (record.Revision != request.Revision)
            return CatalogProblems.CatalogVersionRevision.ToResult($"{record.Revision}", "/revision");
        if (record.PublishedAt is not null)
            return await ReplayAsync(context, desk, record, cancellation);
        if (record.State != CatalogVersionState.Draft)
            return CatalogProblems.CatalogVersionState.ToResult($"{record.State}");
        if (record.UploadedBy == by)
            return CatalogProblems.UploaderMayNotPublish.ToResult();
        if (record.ValidFrom < clock.Today())
            return ProblemKind.DateNotPossible.ToResult(new Text(
                $"起始日{record.ValidFrom:O}已过，发布须自今日起", $"It begins on {record.ValidFrom:O}, which has passed; it must begin today or later").ToString());

        await CatalogPublication.PublishAsync((NpgsqlConnection)db.Database.GetDbConnection(), owner, version, cancellation);
        (record.State, record.PublishedBy, record.PublishedAt) = (CatalogVersionState.Published, by, clock.Now());
        record.PublicationNo = await db.Database.SqlQuery<long>($"""SELECT nextval('catalog_publication_no') AS "Value" """).SingleAsync(cancellation);
        await desk.RecordAsync(record, CatalogVersionStep.Publish, by, note: null, cancellation);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return TypedResults.Ok(await desk.AnswerAsync(record, cancellation));
    }

    /// <summary>One person may do it, whoever published: it brings back what two persons had put in force.</summary>
    private static async Task<Results<Ok<CatalogVersionAnswer>, ProblemHttpResult>> Withdraw(
        string regionCode, string version, WithdrawCatalogVersionRequest request, HttpContext context, SettlementDbContext db, CatalogVersionDesk desk,
        TimeProvider clock, CancellationToken cancellation)
    {
        var owner = RegionCode.Parse(regionCode);
        await using var transaction = await desk.LockAsync(owner, cancellation);
        if (await desk.FindAsync(owner, version, cancellation) is not { } record)
            return ProblemKind.NotFound.ToResult(version);
        if (record.Revision != request.Revision)
            return CatalogProblems.CatalogVersionRevision.ToResult($"{record.Revision}", "/revision");
        if (record.State == CatalogVersionState.Withdrawn)
            return await ReplayAsync(context, desk, record, cancellation);
        if (record.State != CatalogVersionState.Published)
            return CatalogProblems.CatalogVersionState.ToResult($"{record.State}");
        if (record.ValidFrom <= clock.Today())
            return CatalogProblems.CatalogVersionBegun.ToResult($"{record.ValidFrom:O}");

        await CatalogPublication.WithdrawAsync((NpgsqlConnection)db.Database.GetDbConnection(), owner, version, cancellation);
        record.State = CatalogVersionState.Withdrawn;
        await desk.RecordAsync(record, CatalogVersionStep.Withdraw, context.Caller().Subject, request.Reason, cancellation);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return TypedResults.Ok(await desk.AnswerAsync(record, cancellation));
    }

    private static async Task<Results<Ok<CatalogVersionAnswer>, ProblemHttpResult>> Discard(
        string regionCode, string version, CatalogVersionStepRequest request, HttpContext context, SettlementDbContext db, CatalogVersionDesk desk,
        CancellationToken cancellation)
    {
        var owner = RegionCode.Parse(regionCode);
        await using var transaction = await desk.LockAsync(owner, cancellation);
        if (await desk.FindAsync(owner, version, cancellation) is not { } record)
            return ProblemKind.NotFound.ToResult(version);
        if (record.Revision != request.Revision)
            return CatalogProblems.CatalogVersionRevision.ToResult($"{record.Revision}", "/revision");
        if (record.State == CatalogVersionState.Discarded)
            return await ReplayAsync(context, desk, record, cancellation);
        if (record.State != CatalogVersionState.Draft)
            return CatalogProblems.CatalogVersionState.ToResult($"{record.State}");

        record.State = CatalogVersionState.Discarded;
        await desk.RecordAsync(record, CatalogVersionStep.Discard, context.Caller().Subject, note: null, cancellation);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return TypedResults.Ok(await desk.AnswerAsync(record, cancellation));
    }

    private static async Task<Ok<CatalogVersionAnswer>> ReplayAsync(
        HttpContext context, CatalogVersionDesk desk, CatalogVersionRecord record, CancellationToken cancellation)
    {
        context.MarkReplayed();
        return TypedResults.Ok(await desk.AnswerAsync(record, cancellation));
    }
}
