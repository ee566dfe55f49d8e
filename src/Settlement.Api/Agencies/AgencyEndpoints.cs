using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain;

namespace Settlement.Api.Agencies;

/// <summary>经办机构 kept by their regions (R-FAC-03). Each step may be sent again.</summary>
internal static class AgencyEndpoints
{
    internal static void AddAgencies(this IServiceCollection services) => services
        .AddScoped<AgencyReads>()
        .AddScoped<AgencyWriting>()
        .AddScoped<AgencySteps>()
        .AddScoped<UploadAgencies>();

    internal static void MapAgencies(this IEndpointRouteBuilder routes)
    {
        const string Tag = "Agencies 经办机构";
        var agencies = routes.MapGroup("/regions/{regionCode}/agencies").WithTags(Tag);
        agencies.MapGet("/{agencyCode}", Read).WithName("ReadAgency").ProducesProblem(400).ProducesProblem(404)
            .AllowedTo(AccessScope.None, Roles.All)
            .WithSummary("经办机构详情 · One agency");
        agencies.MapGet("/{agencyCode}/history", History).WithName("ReadAgencyHistory").ProducesProblem(404)
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Auditor, Role.Administrator)
            .WithSummary("经办机构变更记录 · Every version of an agency, with who and when");
        agencies.MapPut("/{agencyCode}", Record).WithName("RecordAgency").Validate<AgencyContent>()
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Administrator)
            .WithSummary("登记经办机构 · Records an agency of the region; may be sent again").ProducesProblem(409).ProducesProblem(422);
        agencies.MapPut("/{agencyCode}/details", Change).WithName("ChangeAgency").Validate<ChangeAgencyRequest>()
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Administrator)
            .WithSummary("变更经办机构 · Changes what is kept of an agency; may be sent again")
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        agencies.MapPut("/{agencyCode}/closure", Close).WithName("CloseAgency").Validate<CloseAgencyRequest>()
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Administrator)
            .WithSummary("撤销经办机构 · Closes an agency after a day; may be sent again")
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        routes.MapGet("/agencies", Search).WithTags(Tag).WithName("SearchAgencies").ProducesProblem(400)
            .AllowedTo(AccessScope.None, Roles.All)
            .WithSummary("经办机构查询 · Agencies by region, level, service and name on a day, or the nearest one above");
        routes.MapPut("/regions/{regionCode}/agency-uploads/{uploadNo}", Upload).WithTags(Tag).WithName("UploadAgencies")
            .Validate<UploadAgenciesRequest>()
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Administrator)
            .Accepts<AgencyUploadContent>("application/json", CsvRows.MediaType)
            .WithSummary("批量维护经办机构 · Records and changes agencies of the region and below, as JSON or CSV, all or none; may be sent again")
            .ProducesProblem(409).ProducesProblem(415).ProducesProblem(422);
    }

    private static async Task<Answered<AgencyAnswer>> Read(string regionCode, string agencyCode, AgencyReads agencies, Call call) =>
        await agencies.ReadAsync(regionCode, agencyCode, call);

    private static async Task<Answered<AgencyHistory>> History(string regionCode, string agencyCode, AgencyReads agencies, Call call) =>
        await agencies.HistoryAsync(RegionCode.Parse(regionCode), agencyCode, call);

    private static async Task<Answered<AgencyPage>> Search([AsParameters] AgencyQuery query, AgencyReads agencies, Call call) =>
        await agencies.SearchAsync(query, call);

    private static async Task<Answered<AgencyAnswer>> Record(
        string regionCode, string agencyCode, AgencyContent request, AgencySteps steps, Call call) =>
        await steps.RecordAsync(RegionCode.Parse(regionCode), agencyCode, request, call);

    private static async Task<Answered<AgencyAnswer>> Change(
        string regionCode, string agencyCode, ChangeAgencyRequest request, AgencySteps steps, Call call) =>
        await steps.ChangeAsync(RegionCode.Parse(regionCode), agencyCode, request, call);

    private static async Task<Answered<AgencyAnswer>> Close(
        string regionCode, string agencyCode, CloseAgencyRequest request, AgencySteps steps, Call call) =>
        await steps.CloseAsync(RegionCode.Parse(regionCode), agencyCode, request, call);

    private static async Task<Answered<AgencyUploadAnswer>> Upload(
        string regionCode, string uploadNo, TableBody<UploadAgenciesRequest> body, UploadAgencies upload, Call call) =>
        await upload.RunAsync(RegionCode.Parse(regionCode), uploadNo, body.Content.Rows, call);
}
