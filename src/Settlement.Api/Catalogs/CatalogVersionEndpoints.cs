using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain;

namespace Settlement.Api.Catalogs;

/// <summary>目录版本 (R-PRI-01): the treatment province uploads what it changes, looks at what that does, and publishes it.</summary>
internal static class CatalogVersionEndpoints
{
    internal static void AddCatalogs(this IServiceCollection services) => services
        .AddScoped<CatalogReads>()
        .AddScoped<CatalogReview>()
        .AddScoped<CatalogVersions>()
        .AddScoped<CatalogVersionSteps>()
        .AddScoped<UploadCatalogVersion>();

    internal static void MapCatalogVersions(this IEndpointRouteBuilder routes)
    {
        var versions = routes.MapGroup("/regions/{regionCode}/catalog-versions").WithTags("Catalogs 就医地目录");
        versions.MapPut("/{version}", Upload).WithName("UploadCatalogVersion").Validate<UploadCatalogVersionRequest>()
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Administrator)
            .Accepts<CatalogVersionContent>("application/json", CsvRows.MediaType)
            .WithMetadata(new RequestSizeLimitAttribute(UploadCatalogVersionRequest.BytesAtMost))
            .WithSummary("上传目录版本 · Uploads a draft, as JSON or as CSV with ?validFrom=&basis=; a draft may be replaced under its name")
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(413).ProducesProblem(415).ProducesProblem(422);
        versions.MapGet("/", List).WithName("ListCatalogVersions").ProducesProblem(400)
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Auditor, Role.Administrator)
            .WithSummary("目录版本列表 · Versions of the province's catalogue by name, page by page");
        versions.MapGet("/{version}", Read).WithName("ReadCatalogVersion").ProducesProblem(404)
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Auditor, Role.Administrator)
            .WithSummary("目录版本 · One version with its history");
        versions.MapCatalogReview();
        versions.MapPut("/{version}/publication", Publish).WithName("PublishCatalogVersion").Validate<CatalogVersionStepRequest>()
            .AllowedTo(AccessScope.Region, Role.Reviewer, Role.Administrator)
            .WithSummary("发布目录版本 · Publishes a draft that somebody else uploaded, from today on or later")
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        versions.MapPut("/{version}/withdrawal", Withdraw).WithName("WithdrawCatalogVersion").Validate<WithdrawCatalogVersionRequest>()
            .AllowedTo(AccessScope.Region, Role.Reviewer, Role.Administrator)
            .WithSummary("撤回目录版本 · Takes a published version back before it begins")
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        versions.MapPut("/{version}/discard", Discard).WithName("DiscardCatalogVersion").Validate<CatalogVersionStepRequest>()
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Administrator)
            .WithSummary("作废目录草稿 · Gives a draft up").ProducesProblem(404).ProducesProblem(409);
    }

    private static async Task<Answered<CatalogVersionAnswer>> Upload(
        string regionCode, string version, TableBody<UploadCatalogVersionRequest> body, UploadCatalogVersion upload, Call call) =>
        await upload.RunAsync(RegionCode.Parse(regionCode), version, body.Content, call);

    private static async Task<Answered<CatalogVersionAnswer>> Read(
        string regionCode, string version, CatalogVersions versions, Call call) =>
        await versions.ReadAsync(RegionCode.Parse(regionCode), version, call);

    private static async Task<Answered<Page<CatalogVersionAnswer>>> List(
        string regionCode, [AsParameters] PageQuery page, CatalogVersions versions, Call call) =>
        await versions.ListAsync(RegionCode.Parse(regionCode), page, call);

    private static async Task<Answered<CatalogVersionAnswer>> Publish(
        string regionCode, string version, CatalogVersionStepRequest request, CatalogVersionSteps steps, Call call) =>
        await steps.PublishAsync(RegionCode.Parse(regionCode), version, request, call);

    private static async Task<Answered<CatalogVersionAnswer>> Withdraw(
        string regionCode, string version, WithdrawCatalogVersionRequest request, CatalogVersionSteps steps, Call call) =>
        await steps.WithdrawAsync(RegionCode.Parse(regionCode), version, request, call);

    private static async Task<Answered<CatalogVersionAnswer>> Discard(
        string regionCode, string version, CatalogVersionStepRequest request, CatalogVersionSteps steps, Call call) =>
        await steps.DiscardAsync(RegionCode.Parse(regionCode), version, request, call);
}
