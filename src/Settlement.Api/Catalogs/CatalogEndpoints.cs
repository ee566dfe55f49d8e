using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;

namespace Settlement.Api.Catalogs;

/// <summary>就医地目录: what the treatment place pays for on a day, 目录检索 and 增量下载 for whoever keeps a copy.</summary>
internal static class CatalogEndpoints
{
    internal static void MapCatalogs(this IEndpointRouteBuilder routes)
    {
        var catalog = routes.MapGroup("/regions/{regionCode}/catalog").WithTags("Catalogs 就医地目录");
        catalog.MapGet("/{itemCode}", Read).WithName("ReadCatalogItem")
            .AllowedTo(AccessScope.None, Roles.All)
            .WithSummary("目录查询 · The entry of a treatment province in force on a service date").ProducesProblem(404);
        catalog.MapGet("/", Search).WithName("SearchCatalog").ProducesProblem(400)
            .AllowedTo(AccessScope.None, Roles.All)
            .WithSummary("目录检索 · What a treatment province pays for on a day, by name, code, category, kind and class, page by page");
        catalog.MapGet("/changes", ListChanges).WithName("ListCatalogChanges").ProducesProblem(400)
            .AllowedTo(AccessScope.None, Roles.All)
            .WithSummary("目录增量下载 · What changed since a cursor, national entries and the province's own; from the start without one");
    }

    /// <param name="regionCode">就医地, six digits; its province decides.</param>
    /// <param name="on">Service date; today in China where left out.</param>
    private static Answered<CatalogEntryAnswer> Read(
        string regionCode, string itemCode, CatalogReads catalog, Call call, DateOnly? on = null) =>
        catalog.Item(regionCode, itemCode, on, call);

    /// <param name="regionCode">就医地, six digits; its province decides.</param>
    private static Answered<Page<CatalogEntryAnswer>> Search(
        string regionCode, [AsParameters] CatalogQuery query, CatalogReads catalog, Call call) =>
        catalog.Search(regionCode, query, call);

    /// <param name="regionCode">就医地, six digits; its province decides.</param>
    private static async Task<Answered<CatalogChangePage>> ListChanges(
        string regionCode, [AsParameters] CatalogChangesQuery query, CatalogReads catalog, Call call) =>
        await catalog.ChangesAsync(regionCode, query, call);
}
