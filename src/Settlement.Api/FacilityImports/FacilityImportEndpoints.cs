using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Npgsql;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain;
using Settlement.Persistence.Facilities;

namespace Settlement.Api.FacilityImports;

/// <summary>名录导入: a province's list is checked, looked at, and applied as it was shown or not at all.</summary>
internal static class FacilityImportEndpoints
{
    internal static void AddFacilityImports(this IServiceCollection services) => services
        .AddScoped<FacilityImportReads>().AddScoped<CheckFacilityImport>().AddScoped<ApplyFacilityImport>();

    internal static void MapFacilityImports(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/regions/{regionCode}/public-hospital-list", PublicHospitalList).WithName("ReadPublicHospitalList")
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Administrator)
            .WithTags("Facilities 定点医药机构").Produces<string>(200, "text/csv")
            .WithSummary("公立医院示范名录 · Real public hospitals of a province under invented codes, as a list to be imported for demonstration");
        var imports = routes.MapGroup("/regions/{regionCode}/facility-imports/{importNo}").WithTags("Facilities 定点医药机构");
        imports.MapPut("/", Check).WithName("CheckFacilityImport").Accepts<FacilityList>("application/json", "text/csv")
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Administrator)
            .WithSummary("名录导入试算 · Compares a province's list, JSON or CSV, with the directory and keeps the differences; changes nothing; may be sent again")
            .ProducesProblem(400).ProducesProblem(409).ProducesProblem(422);
        imports.MapPost("/application", Apply).WithName("ApplyFacilityImport").ProducesProblem(404).ProducesProblem(409)
            .AllowedTo(AccessScope.Region, Role.Administrator)
            .WithSummary("名录导入生效 · Carries out the differences that were shown, all of them or none; may be sent again");
        imports.MapGet("/", Read).WithName("ReadFacilityImport").ProducesProblem(404)
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Auditor, Role.Administrator)
            .WithSummary("名录导入查询 · What a list adds, changes and closes, and who applied it when");
        imports.MapGet("/rows", ListRows).WithName("ListFacilityImportRows").ProducesProblem(400).ProducesProblem(404)
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Auditor, Role.Administrator)
            .WithSummary("名录导入差异 · The differences facility by facility and field by field, page by page");
    }

    private static async Task<ContentHttpResult> PublicHospitalList(string regionCode, NpgsqlDataSource source, Call call) =>
        TypedResults.Text(await PublicHospitals.CsvAsync(source, RegionCode.Parse(regionCode).Province, call.Cancellation), "text/csv", Encoding.UTF8);

    /// <param name="regionCode">The province.</param>
    private static async Task<Answered<FacilityImportAnswer>> Check(
        string regionCode, string importNo, RawBody<FacilityListContent> list, [AsParameters] FacilityImportQuery query, CheckFacilityImport check, Call call) =>
        await check.RunAsync(RegionCode.Parse(regionCode), importNo, list.Content, query, call);

    private static async Task<Answered<FacilityImportAnswer>> Apply(string regionCode, string importNo, ApplyFacilityImport apply, Call call) =>
        await apply.RunAsync(RegionCode.Parse(regionCode), importNo, call);

    private static async Task<Answered<FacilityImportAnswer>> Read(string regionCode, string importNo, FacilityImportReads imports, Call call) =>
        await imports.ReadAsync(RegionCode.Parse(regionCode), importNo, call);

    private static async Task<Answered<Page<FacilityImportRowAnswer>>> ListRows(
        string regionCode, string importNo, [AsParameters] FacilityImportRowQuery query, FacilityImportReads imports, Call call) =>
        await imports.RowsAsync(RegionCode.Parse(regionCode), importNo, query, call);
}
