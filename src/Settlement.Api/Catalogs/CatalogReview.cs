using Microsoft.EntityFrameworkCore;
using Npgsql;
using Settlement.Api.Calls;
using Settlement.Domain;
using Settlement.Domain.Catalogs;
using Settlement.Persistence;
using Settlement.Persistence.Catalogs;
using Settlement.Persistence.Snapshots;

namespace Settlement.Api.Catalogs;

/// <summary>目录差异, page by page.</summary>
/// <param name="After">The <c>next</c> of the page before.</param>
/// <param name="Limit">1 to 500.</param>
internal sealed record CatalogDifferencesQuery(string? After = null, int Limit = 100);

/// <summary>试运行: what a version changes, and what it would have made of bills that are settled. Nothing is stored.</summary>
internal sealed class CatalogReview(SettlementDbContext db, CatalogVersions versions, ReferenceSnapshot reference)
{
    private const int ItemsAtOnce = 2_000;
    private const int MostDifferences = 500;
    private const int MostSettlements = 10_000;

    internal async Task<Outcome<CatalogDifferencePage>> DifferencesAsync(
        RegionCode owner, string version, CatalogDifferencesQuery query, Call call)
    {
        if (Paging.LimitFault(query.Limit, MostDifferences) is { } fault)
            return fault;
        if (await versions.FindAsync(owner, version, call.Cancellation) is not { } record)
            return ProblemKind.NotFound.Refuse(version);

        await db.Database.OpenConnectionAsync(call.Cancellation); // closed with the context
        if (query.After is { } after)
            return PageOf(null, await FollowingAsync(record, after, query.Limit, call), query.Limit);
        var items = await ItemsAsync(record, "", int.MaxValue, call);
        var found = Changed(items, record).ToList();
        return PageOf(CountsOf(found, items.Count), found, query.Limit);
    }

    /// <param name="settlements">How many of the last ones.</param>
    internal async Task<Outcome<CatalogEffectAnswer>> EffectAsync(RegionCode owner, string version, int settlements, Call call)
    {
        if (settlements is < 1 or > MostSettlements)
            return ProblemKind.InvalidRequest.Refuse($"{settlements}", "/settlements");
        if (await versions.FindAsync(owner, version, call.Cancellation) is not { } record)
            return ProblemKind.NotFound.Refuse(version);

        await db.Database.OpenConnectionAsync(call.Cancellation);
        var changed = Changed(await ItemsAsync(record, "", int.MaxValue, call), record)
            .ToDictionary(difference => difference.ItemCode, difference => difference.After);
        return CatalogEffectAnswer.From(
            await CatalogEffectRun.RunAsync(db, reference, record, changed, settlements, call.Cancellation));
    }

    /// <summary>Differences behind an item, at least one more than a page where there are as many.</summary>
    private async Task<List<CatalogDifference>> FollowingAsync(CatalogVersionRecord version, string after, int limit, Call call)
    {
        var found = new List<CatalogDifference>();
        var items = await ItemsAsync(version, after, ItemsAtOnce, call);
        while (items.Count > 0 && found.Count <= limit)
        {
            found.AddRange(Changed(items, version));
            items = await ItemsAsync(version, items[^1].Row.ItemCode, ItemsAtOnce, call);
        }
        return found;
    }

    private static CatalogDifferencePage PageOf(CatalogDifferenceCounts? counts, List<CatalogDifference> found, int limit) => new(
        counts, [.. found.Take(limit).Select(CatalogDifferenceAnswer.From)], found.Count > limit ? found[limit - 1].ItemCode : null);

    private static CatalogDifferenceCounts CountsOf(List<CatalogDifference> found, int items)
    {
        var kinds = found.ToLookup(difference => difference.Kind);
        return new(
            kinds[CatalogDifferenceKind.Added].Count(), kinds[CatalogDifferenceKind.Removed].Count(),
            kinds[CatalogDifferenceKind.Changed].Count(), items - found.Count);
    }

    private Task<IReadOnlyList<CatalogVersionItem>> ItemsAsync(CatalogVersionRecord version, string after, int limit, Call call) =>
        CatalogVersionItems.ReadAsync(
            (NpgsqlConnection)db.Database.GetDbConnection(), version.Owner, version.Version, after, limit, call.Cancellation);

    private IEnumerable<CatalogDifference> Changed(IEnumerable<CatalogVersionItem> items, CatalogVersionRecord version) =>
        items.Select(item => DifferenceOf(item, version)).OfType<CatalogDifference>();

    /// <summary>Null where the row changes nothing.</summary>
    private CatalogDifference? DifferenceOf(CatalogVersionItem item, CatalogVersionRecord version)
    {
        var code = item.Row.ItemCode;
        var national = reference.Catalog.Find(Catalog.National, code, version.ValidFrom).Entry;
        var without = item.TimelineWithout(version.Version).On(version.ValidFrom);
        var with = item.Timeline().On(version.ValidFrom);
        return CatalogDifference.Of(code, without ?? national, with ?? national);
    }
}
