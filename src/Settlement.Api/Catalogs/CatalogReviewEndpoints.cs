using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain;

namespace Settlement.Api.Catalogs;

/// <summary>试运行: what a version changes, and what it would have made of bills that are settled. Nothing is stored.</summary>
internal static class CatalogReviewEndpoints
{
    internal static void MapCatalogReview(this IEndpointRouteBuilder versions)
    {
        versions.MapGet("/{version}/differences", ReadDifferences).WithName("ReadCatalogDifferences")
            .ProducesProblem(400).ProducesProblem(404)
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Auditor, Role.Administrator)
            .WithSummary("目录差异 · What a version changes on its first day, item by item and field by field");
        versions.MapGet("/{version}/effect", ReadEffect).WithName("ReadCatalogEffect").ProducesProblem(400).ProducesProblem(404)
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Auditor, Role.Administrator)
            .WithSummary("影响测算 · The province's last settlements computed again with the entries of a version, accounts as stored");
    }

    private static async Task<Answered<CatalogDifferencePage>> ReadDifferences(
        string regionCode, string version, [AsParameters] CatalogDifferencesQuery query, CatalogReview review, Call call) =>
        await review.DifferencesAsync(RegionCode.Parse(regionCode), version, query, call);

    /// <param name="settlements">How many of the last ones, 1 to 10,000.</param>
    private static async Task<Answered<CatalogEffectAnswer>> ReadEffect(
        string regionCode, string version, CatalogReview review, Call call, int settlements = 1_000) =>
        await review.EffectAsync(RegionCode.Parse(regionCode), version, settlements, call);
}
