using Microsoft.AspNetCore.Http.HttpResults;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain;
using Settlement.Domain.Facilities;
using Settlement.Domain.Openness;
using Settlement.Persistence.Snapshots;

namespace Settlement.Api.Openness;

/// <summary>开通情况及联网覆盖: what is open where on a day, computed from policies and facilities (R-FAC-04, R-FAC-05).</summary>
internal static class OpennessEndpoints
{
    internal static void AddOpenness(this IServiceCollection services) => services.AddSingleton<OpenNetworks>();

    internal static void MapOpenness(this IEndpointRouteBuilder routes)
    {
        var openness = routes.MapGroup("").WithTags("Openness 开通情况");
        openness.MapGet("/openness", List).WithName("ListOpenness").ProducesProblem(400)
            .AllowedTo(AccessScope.None, Roles.All)
            .WithSummary("开通情况 · What each pooling region has open on a day, as insured place and as treatment place");
        openness.MapGet("/coverage", Read).WithName("ReadCoverage").ProducesProblem(400).ProducesProblem(404)
            .AllowedTo(AccessScope.None, Roles.All)
            .WithSummary("联网覆盖 · Share of counties and pooling regions with an open facility, by service and disease, of nation and provinces");
    }

    /// <param name="on">The day; today in China where left out.</param>
    /// <param name="region">Province, city or county, six digits: the pooling regions in it, else the one that it lies in.</param>
    /// <param name="after">The <c>next</c> of the page before.</param>
    /// <param name="limit">1 to 200.</param>
    private static Results<Ok<OpennessPage>, ProblemHttpResult> List(
        ReferenceSnapshot reference, OpenNetworks networks, TimeProvider clock,
        DateOnly? on = null, string? region = null, string? after = null, int limit = 50)
    {
        if (limit is < 1 or > 200)
            return ProblemKind.InvalidRequest.ToResult($"{limit}", "/limit");
        var asked = default(RegionCode);
        if (region is not null && !RegionCode.TryParse(region, out asked))
            return ProblemKind.InvalidRequest.ToResult(region, "/region");
        if (after is not null && !RegionCode.TryParse(after, out _))
            return ProblemKind.InvalidRequest.ToResult(after, "/after");
        if (on is { } given && !FieldForm.IsDay(given))
            return ProblemKind.InvalidRequest.ToResult($"{given:O}", "/on");

        var (day, territories) = (on ?? clock.Today(), reference.National.Territories);
        var all = RegionOpenness.Of(networks.Of(reference, day), territories, reference.Policies, reference.ChronicDiseases);
        if (region is not null)
        {
            var inside = all.Where(o => asked.Contains(o.Region.Code) || o.Region.Province == asked).ToList();
            var around = territories.PoolingRegionOf(asked)?.Code;
            all = inside.Count > 0 ? inside : [.. all.Where(o => o.Region.Code == around)];
        }
        var rest = all.SkipWhile(o => after is not null && string.CompareOrdinal(o.Region.Code.Value, after) <= 0).Take(limit + 1).ToList();
        return TypedResults.Ok(new OpennessPage(
            day, [.. rest.Take(limit).Select(RegionOpennessAnswer.From)], rest.Count > limit ? rest[limit - 1].Region.Code.Value : null));
    }

    /// <param name="on">The day; today in China where left out.</param>
    /// <param name="province">Only this province beside the nation.</param>
    private static Results<Ok<CoverageAnswer>, ProblemHttpResult> Read(
        ReferenceSnapshot reference, OpenNetworks networks, TimeProvider clock, DateOnly? on = null, string? province = null)
    {
        var only = default(RegionCode);
        if (province is not null && !RegionCode.TryParse(province, out only))
            return ProblemKind.InvalidRequest.ToResult(province, "/province");
        if (on is { } given && !FieldForm.IsDay(given))
            return ProblemKind.InvalidRequest.ToResult($"{given:O}", "/on");
        var provinces = reference.Regions.Values.Where(r => r.Usable && r.Level == 1 && (province is null || r.Code == only))
            .OrderBy(r => r.Code.Value, StringComparer.Ordinal).ToList();
        if (provinces.Count == 0)
            return ProblemKind.NotFound.ToResult(Text.OrNull(province), "/province");

        var (day, territories) = (on ?? clock.Today(), reference.National.Territories);
        var network = networks.Of(reference, day);
        IReadOnlyList<Benefit> benefits =
            [.. Enum.GetValues<CareService>().Select(service => new Benefit(service)), .. reference.ChronicDiseases.SupportedOn(day).Select(Benefit.Chronic)];
        return TypedResults.Ok(new CoverageAnswer(
            day,
            AreaCoverageAnswer.From(NetworkCoverage.Of(network, territories, benefits, province: null), new Text("全国", "The nation").ToString()),
            [.. provinces.Select(p => AreaCoverageAnswer.From(NetworkCoverage.Of(network, territories, benefits, p.Code), p.Name))]));
    }
}
