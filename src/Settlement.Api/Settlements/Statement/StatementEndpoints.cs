using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain;

namespace Settlement.Api.Settlements.Statement;

/// <summary>结算单 for printing: one HTML page that needs nothing else.</summary>
internal static class StatementEndpoints
{
    private const string MediaType = "text/html";

    internal static void MapStatements(this IEndpointRouteBuilder facility) =>
        facility.MapGet("/settlements/{transactionNo}/statement", Read).WithName("ReadStatement").ProducesProblem(404)
            .AllowedTo(AccessScope.Facility, Role.Hospital, Role.Pharmacy)
            .Produces<string>(200, MediaType)
            .WithSummary("结算单 · The statement of a settlement or reversal as a page for printing");

    internal static void MapRegionStatements(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/regions/{regionCode}/settlements/{facilityCode}/{transactionNo}/statement", ReadForRegion)
            .WithTags("Settlements 结算").WithName("ReadRegionStatement").ProducesProblem(404).Produces<string>(200, MediaType)
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Finance, Role.Auditor)
            .WithSummary("参保地结算单 · The statement of a person insured here; the read is recorded");

    private static async Task<Results<ContentHttpResult, ProblemHttpResult>> Read(
        string facilityCode, string transactionNo, HttpContext context, ReadStatement read, Call call) =>
        Page(context, await read.RunAsync(FacilityCode.Parse(facilityCode), transactionNo, call));

    /// <param name="facilityCode">定点医药机构编号 of the treatment place.</param>
    private static async Task<Results<ContentHttpResult, ProblemHttpResult>> ReadForRegion(
        string regionCode, string facilityCode, string transactionNo, HttpContext context, ReadStatement read, Call call) =>
        Page(context, await read.RunForRegionAsync(RegionCode.Parse(regionCode), facilityCode, transactionNo, call));

    /// <summary>The browser that shows it runs no script of it and loads nothing for it.</summary>
    private static Results<ContentHttpResult, ProblemHttpResult> Page(HttpContext context, Outcome<StatementContent> outcome)
    {
        if (outcome.IsRefused(out var refusal, out var content))
            return refusal.ToResult();
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return TypedResults.Content(StatementPage.Of(content).Markup, $"{MediaType}; charset=utf-8");
    }
}
