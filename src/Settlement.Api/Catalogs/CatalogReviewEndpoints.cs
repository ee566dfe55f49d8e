using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain;
using Settlement.Domain.Catalogs;
using Settlement.Persistence;
using Settlement.Persistence.Catalogs;
using Settlement.Persistence.Snapshots;

namespace Settlement.Api.Catalogs;

/// <summary>试运行: what a version changes, and what it would have made of bills that are settled. Nothing is stored.</summary>
internal static class CatalogReviewEndpoints
{
    private const int ItemsAtOnce = 2_000;

    internal static void MapCatalogReview(this IEndpointRouteBuilder versions)
    {
        versions.MapGet("/{version}/differences", ReadDifferences).WithName("ReadCatalogDifferences").ProducesProblem(400).ProducesProblem(404)
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Auditor, Role.Administrator)
            .WithSummary("目录差异 · What a version changes on its first day, item by item and field by field");
        versions.MapGet("/{version}/effect", ReadEffect).WithName("ReadCatalogEffect").ProducesProblem(400).ProducesProblem(404)
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Auditor, Role.Administrator)
            .WithSummary("影响测算 · The province's last settlements computed again with the entries of a version, accounts as they were stored");
    }

    /// <param name="after">The <c>next</c> of the page before.</param>
    /// <param name="limit">1 to 500.</param>
    private static async Task<Results<Ok<CatalogDifferencePage>, ProblemHttpResult>> ReadDifferences(
        string regionCode, string version, SettlementDbContext db, CatalogVersions versions, ReferenceSnapshot reference, CancellationToken cancellation,
        string? after = null, int limit = 100)
    {
        if (limit is < 1 or > 500)
            return ProblemKind.InvalidRequest.ToResult($"{limit}", "/limit");
        if (await versions.FindAsync(RegionCode.Parse(regionCode), version, cancellation) is not { } record)
            return ProblemKind.NotFound.ToResult(version);

        await db.Database.OpenConnectionAsync(cancellation); // closed with the context
        var found = new List<CatalogDifference>();
        CatalogDifferenceCounts? counts = null;
        if (after is null)
        {
            var differences = (await ItemsAsync(db, record, "", int.MaxValue, cancellation)).Select(item => DifferenceOf(item, record, reference.Catalog)).ToList();
            found = [.. differences.OfType<CatalogDifference>()];
            counts = new(
                found.Count(d => d.Kind == CatalogDifferenceKind.Added), found.Count(d => d.Kind == CatalogDifferenceKind.Removed),
                found.Count(d => d.Kind == CatalogDifferenceKind.Changed), differences.Count - found.Count);
        }
        else
        {
            for (var items = await ItemsAsync(db, record, after, ItemsAtOnce, cancellation); items.Count > 0 && found.Count <= limit;
                items = await ItemsAsync(db, record, items[^1].Row.ItemCode, ItemsAtOnce, cancellation))
                found.AddRange(items.Select(item => DifferenceOf(item, record, reference.Catalog)).OfType<CatalogDifference>());
        }
        return TypedResults.Ok(new CatalogDifferencePage(
            counts, [.. found.Take(limit).Select(CatalogDifferenceAnswer.From)], found.Count > limit ? found[limit - 1].ItemCode : null));
    }

    /// <param name="settlements">How many of the last ones, 1 to 10,000.</param>
    private static async Task<Results<Ok<CatalogEffectAnswer>, ProblemHttpResult>> ReadEffect(
        string regionCode, string version, SettlementDbContext db, CatalogVersions versions, ReferenceSnapshot reference, CancellationToken cancellation,
        int settlements = 1_000)
    {
        if (settlements is < 1 or > 10_000)
            return ProblemKind.InvalidRequest.ToResult($"{settlements}", "/settlements");
        if (await versions.FindAsync(RegionCode.Parse(regionCode), version, cancellation) is not { } record)
            return ProblemKind.NotFound.ToResult(version);

        await db.Database.OpenConnectionAsync(cancellation);
        var changed = (await ItemsAsync(db, record, "", int.MaxValue, cancellation))
            .Select(item => DifferenceOf(item, record, reference.Catalog)).OfType<CatalogDifference>()
            .ToDictionary(difference => difference.ItemCode, difference => difference.After);
        return TypedResults.Ok(CatalogEffectAnswer.From(
            await CatalogEffectRun.RunAsync(db, reference, record.Owner, version, changed, settlements, cancellation)));
    }

    private static Task<IReadOnlyList<CatalogVersionItem>> ItemsAsync(
        SettlementDbContext db, CatalogVersionRecord version, string after, int limit, CancellationToken cancellation) =>
        CatalogVersionItems.ReadAsync((NpgsqlConnection)db.Database.GetDbConnection(), version.Owner, version.Version, after, limit, cancellation);

    private static CatalogDifference? DifferenceOf(CatalogVersionItem item, CatalogVersionRecord version, Catalog catalog)
    {
        var code = item.Row.ItemCode;
        var national = catalog.Find(Catalog.National, code, version.ValidFrom).Entry;
        return CatalogDifference.Of(
            code, item.TimelineWithout(version.Version).On(version.ValidFrom) ?? national, item.Timeline().On(version.ValidFrom) ?? national);
    }
}
