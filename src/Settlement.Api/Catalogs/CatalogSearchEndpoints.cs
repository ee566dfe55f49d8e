using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain;
using Settlement.Domain.Catalogs;
using Settlement.Persistence.Catalogs;
using Settlement.Persistence.Snapshots;

namespace Settlement.Api.Catalogs;

/// <summary>目录检索 and 增量下载 for whoever keeps a copy.</summary>
internal static class CatalogSearchEndpoints
{
    private const int MostChanges = 5_000;

    internal static void MapCatalogSearch(this IEndpointRouteBuilder routes)
    {
        var catalog = routes.MapGroup("/regions/{regionCode}/catalog").WithTags("Catalogs 就医地目录");
        catalog.MapGet("/", Search).WithName("SearchCatalog").ProducesProblem(400)
            .AllowedTo(AccessScope.None, Roles.All)
            .WithSummary("目录检索 · What a treatment province pays for on a day, by name, code, category, kind and class, page by page");
        catalog.MapGet("/changes", ListChanges).WithName("ListCatalogChanges").ProducesProblem(400)
            .AllowedTo(AccessScope.None, Roles.All)
            .WithSummary("目录增量下载 · What changed since a cursor, national entries and the province's own; from the start without one");
    }

    /// <param name="regionCode">就医地, six digits; its province decides.</param>
    /// <param name="name">Part of the name.</param>
    /// <param name="code">What the code begins with.</param>
    /// <param name="category">医疗收费项目类别, two digits.</param>
    /// <param name="class">医疗项目等级.</param>
    /// <param name="on">Service date; today in China where left out.</param>
    /// <param name="after">The <c>next</c> of the page before.</param>
    /// <param name="limit">1 to 200.</param>
    private static Results<Ok<CatalogPage>, ProblemHttpResult> Search(
        string regionCode, ReferenceSnapshot reference, TimeProvider clock, string? name = null, string? code = null, string? category = null,
        Word<ItemKind>? kind = null, Word<ItemClass>? @class = null, DateOnly? on = null, string? after = null, int limit = 50)
    {
        if (!RegionCode.TryParse(regionCode, out var region))
            return ProblemKind.InvalidRequest.ToResult(regionCode, "/regionCode");
        if (limit is < 1 or > 200)
            return ProblemKind.InvalidRequest.ToResult($"{limit}", "/limit");

        var entries = reference.Catalog.At(region.Province).InForceOn(on ?? clock.Today(), after ?? "");
        var found = entries.Where(e =>
                (code is null || e.ItemCode.StartsWith(code, StringComparison.Ordinal))
                && (category is null || e.FeeCategory == category)
                && (kind is null || e.Kind == kind.Value.Value)
                && (@class is null || e.Class == @class.Value.Value)
                && (name is null || e.Name.Contains(name, StringComparison.OrdinalIgnoreCase)))
            .Take(limit + 1).ToList();
        return TypedResults.Ok(new CatalogPage([.. found.Take(limit).Select(CatalogEntryAnswer.From)], found.Count > limit ? found[limit - 1].ItemCode : null));
    }

    /// <param name="regionCode">就医地, six digits; its province decides.</param>
    /// <param name="since">The <c>next</c> of the download before; left out, everything.</param>
    /// <param name="limit">1 to 5,000.</param>
    private static async Task<Results<Ok<CatalogChangePage>, ProblemHttpResult>> ListChanges(
        string regionCode, NpgsqlDataSource database, CancellationToken cancellation, string? since = null, int limit = 1_000)
    {
        if (!RegionCode.TryParse(regionCode, out var region))
            return ProblemKind.InvalidRequest.ToResult(regionCode, "/regionCode");
        if (limit is < 1 or > MostChanges)
            return ProblemKind.InvalidRequest.ToResult($"{limit}", "/limit");
        if (!CatalogCursor.TryParse(since, out var cursor))
            return ProblemKind.InvalidRequest.ToResult(Text.OrNull(since), "/since");

        await using var connection = await database.OpenConnectionAsync(cancellation);
        var national = await CatalogChanges.ReadAsync(connection, Catalog.National.Value, cursor.National, limit + 1, cancellation);
        var provincial = await CatalogChanges.ReadAsync(
            connection, region.Province.Value, cursor.Provincial, Math.Max(0, limit + 1 - national.Count), cancellation);
        List<CatalogChange> items = [.. national.Concat(provincial).Take(limit)];
        foreach (var item in items)
            cursor = item.Owner == Catalog.National.Value ? cursor with { National = item.ChangeNo } : cursor with { Provincial = item.ChangeNo };
        return TypedResults.Ok(new CatalogChangePage(
            [.. items.Select(CatalogChangeAnswer.From)], $"{cursor}", IsComplete: national.Count + provincial.Count <= limit));
    }
}

/// <summary>How far a download is: the number of the last change of the national list and of the province.</summary>
internal readonly record struct CatalogCursor(long National, long Provincial)
{
    /// <summary>A text of <see cref="ToString"/>; nothing, or 0, is the start.</summary>
    internal static bool TryParse(string? text, out CatalogCursor cursor)
    {
        cursor = default;
        if (text is null or "0")
            return true;
        if (text.Split('-') is not [var national, var provincial] || Number(national) is not { } n || Number(provincial) is not { } p)
            return false;
        cursor = new(n, p);
        return true;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{National}-{Provincial}");

    private static long? Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}

/// <param name="Next">Send it as <c>after</c> to read on; null at the end.</param>
internal sealed record CatalogPage(IReadOnlyList<CatalogEntryAnswer> Items, string? Next);

/// <summary>Changes in their order.</summary>
/// <param name="Next">Send it as <c>since</c>: at once to read on, or any time later for what has changed by then.</param>
/// <param name="IsComplete">Whether nothing more had changed when this was read.</param>
internal sealed record CatalogChangePage(IReadOnlyList<CatalogChangeAnswer> Items, string Next, bool IsComplete);

/// <summary>What became of the entry of an owner and code that begins on a day.</summary>
/// <param name="Owner"><c>000000</c> for the national list, which holds where the province has no entry of its own.</param>
/// <param name="Entry">Keep it in place of what was there; null: nothing begins on that day any more, so remove it.</param>
internal sealed record CatalogChangeAnswer(string Owner, string ItemCode, DateOnly ValidFrom, DateTimeOffset ChangedAt, CatalogEntryAnswer? Entry)
{
    internal static CatalogChangeAnswer From(CatalogChange change) => new(
        change.Owner, change.ItemCode, change.ValidFrom, change.ChangedAt.InChina(), change.Entry is { } entry ? CatalogEntryAnswer.From(entry) : null);
}
