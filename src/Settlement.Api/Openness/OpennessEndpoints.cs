using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;

namespace Settlement.Api.Openness;

/// <summary>开通情况及联网覆盖: what is open where on a day, computed from policies and facilities (R-FAC-04, R-FAC-05).</summary>
internal static class OpennessEndpoints
{
    internal static void AddOpenness(this IServiceCollection services) => services
        .AddSingleton<OpenNetworks>()
        .AddScoped<OpennessReads>();

    internal static void MapOpenness(this IEndpointRouteBuilder routes)
    {
        var openness = routes.MapGroup("").WithTags("Openness 开通情况");
        openness.MapGet("/openness", List).WithName("ListOpenness").ProducesProblem(400)
            .AllowedTo(AccessScope.None, Roles.All)
            .WithSummary("开通情况 · What each pooling region has open on a day, as insured place and as treatment place");
        openness.MapGet("/coverage", Read).WithName("ReadCoverage").ProducesProblem(400).ProducesProblem(404)
            .AllowedTo(AccessScope.None, Roles.All)
            .WithSummary("联网覆盖 · Share of counties and pooling regions with an open facility, by service and disease");
    }

    private static Answered<OpennessPage> List([AsParameters] OpennessQuery query, OpennessReads openness, Call call) =>
        openness.List(query, call);

    /// <param name="on">The day; today in China where left out.</param>
    /// <param name="province">Only this province beside the nation.</param>
    private static Answered<CoverageAnswer> Read(OpennessReads openness, Call call, DateOnly? on = null, string? province = null) =>
        openness.Coverage(on, province, call);
}
