using Npgsql;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain;
using Settlement.Domain.Catalogs;
using Settlement.Persistence.Catalogs;
using Settlement.Persistence.Snapshots;

namespace Settlement.Api.Catalogs;

/// <summary>目录检索 of the entries in force on a day.</summary>
/// <param name="Name">Part of the name.</param>
/// <param name="Code">What the code begins with.</param>
/// <param name="Category">医疗收费项目类别, two digits.</param>
/// <param name="Class">医疗项目等级.</param>
/// <param name="On">Service date; today in China where left out.</param>
/// <param name="After">The <c>next</c> of the page before.</param>
/// <param name="Limit">1 to 200.</param>
internal sealed record CatalogQuery(
    string? Name = null, string? Code = null, string? Category = null, Word<ItemKind>? Kind = null, Word<ItemClass>? Class = null,
    DateOnly? On = null, string? After = null, int Limit = Paging.Default)
{
    internal bool Finds(CatalogEntry entry) =>
        (Code is null || entry.ItemCode.StartsWith(Code, StringComparison.Ordinal))
        && (Category is null || entry.FeeCategory == Category)
        && (Kind is null || entry.Kind == Kind.Value.Value)
        && (Class is null || entry.Class == Class.Value.Value)
        && (Name is null || entry.Name.Contains(Name, StringComparison.OrdinalIgnoreCase));
}

/// <summary>目录增量下载.</summary>
/// <param name="Since">The <c>next</c> of the download before; left out, everything.</param>
/// <param name="Limit">1 to 5,000.</param>
internal sealed record CatalogChangesQuery(string? Since = null, int Limit = 1_000);

/// <summary>What a treatment province pays for: one item, a search, and what has changed for whoever keeps a copy.</summary>
internal sealed class CatalogReads(ReferenceSnapshot reference, NpgsqlDataSource database)
{
    private const int MostChanges = 5_000;

    /// <param name="on">Service date; today where left out.</param>
    internal Outcome<CatalogEntryAnswer> Item(string regionCode, string itemCode, DateOnly? on, Call call)
    {
        if (!RegionCode.TryParse(regionCode, out var region))
            return ProblemKind.InvalidRequest.Refuse(regionCode, "/regionCode");
        var day = on ?? call.Today;
        return reference.Catalog.Find(region.Province, itemCode, day).Entry is { } entry
            ? CatalogEntryAnswer.From(entry)
            : ProblemKind.NotFound.Refuse($"{itemCode}, {day:O}");
    }

    internal Outcome<Page<CatalogEntryAnswer>> Search(string regionCode, CatalogQuery query, Call call)
    {
        if (!RegionCode.TryParse(regionCode, out var region))
            return ProblemKind.InvalidRequest.Refuse(regionCode, "/regionCode");
        if (Paging.LimitFault(query.Limit) is { } fault)
            return fault;
        var entries = reference.Catalog.At(region.Province).InForceOn(query.On ?? call.Today, query.After ?? "");
        var found = entries.Where(query.Finds).Take(query.Limit + 1).ToList();
        return Page<CatalogEntryAnswer>.Of(found, query.Limit, entry => entry.ItemCode, CatalogEntryAnswer.From);
    }

    internal async Task<Outcome<CatalogChangePage>> ChangesAsync(string regionCode, CatalogChangesQuery query, Call call)
    {
        if (!RegionCode.TryParse(regionCode, out var region))
            return ProblemKind.InvalidRequest.Refuse(regionCode, "/regionCode");
        if (Paging.LimitFault(query.Limit, MostChanges) is { } fault)
            return fault;
        if (!CatalogCursor.TryParse(query.Since, out var cursor))
            return ProblemKind.InvalidRequest.Refuse(Text.OrNull(query.Since), "/since");

        await using var connection = await database.OpenConnectionAsync(call.Cancellation);
        var national = await CatalogChanges.ReadAsync(
            connection, Catalog.National.Value, cursor.National, query.Limit + 1, call.Cancellation);
        var provincial = await CatalogChanges.ReadAsync(
            connection, region.Province.Value, cursor.Provincial, Math.Max(0, query.Limit + 1 - national.Count), call.Cancellation);
        List<CatalogChange> items = [.. national.Concat(provincial).Take(query.Limit)];
        foreach (var item in items)
            cursor = item.Owner == Catalog.National.Value
                ? cursor with { National = item.ChangeNo }
                : cursor with { Provincial = item.ChangeNo };
        return new CatalogChangePage(
            [.. items.Select(CatalogChangeAnswer.From)], $"{cursor}", IsComplete: national.Count + provincial.Count <= query.Limit);
    }
}
