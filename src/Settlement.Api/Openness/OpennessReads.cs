using Settlement.Api.Calls;
using Settlement.Domain;
using Settlement.Domain.Facilities;
using Settlement.Domain.Openness;
using Settlement.Persistence.Snapshots;

namespace Settlement.Api.Openness;

/// <summary>Which pooling regions are asked for, and on which day.</summary>
/// <param name="On">The day; today in China where left out.</param>
/// <param name="Region">Province, city or county, six digits: the pooling regions in it, else the one that it lies in.</param>
/// <param name="After">The <c>next</c> of the page before.</param>
/// <param name="Limit">1 to 200.</param>
internal sealed record OpennessQuery(DateOnly? On = null, string? Region = null, string? After = null, int Limit = Paging.Default);

/// <summary>开通情况及联网覆盖: what is open where on a day, computed from policies and facilities.</summary>
internal sealed class OpennessReads(ReferenceSnapshot reference, OpenNetworks networks)
{
    internal Outcome<OpennessPage> List(OpennessQuery query, Call call)
    {
        if (Paging.LimitFault(query.Limit) is { } fault)
            return fault;
        if (query.Region is not null && !RegionCode.TryParse(query.Region, out _))
            return ProblemKind.InvalidRequest.Refuse(query.Region, "/region");
        if (query.After is not null && !RegionCode.TryParse(query.After, out _))
            return ProblemKind.InvalidRequest.Refuse(query.After, "/after");
        if (DayFault(query.On) is { } noDay)
            return noDay;

        var day = query.On ?? call.Today;
        var all = RegionOpenness.Of(
            networks.Of(reference, day), reference.National.Territories, reference.Policies, reference.ChronicDiseases);
        var asked = query.Region is null ? all : Within(RegionCode.Parse(query.Region), all);
        var rest = asked.SkipWhile(o => query.After is not null && string.CompareOrdinal(o.Region.Code.Value, query.After) <= 0)
            .Take(query.Limit + 1).ToList();
        var page = Page<RegionOpennessAnswer>.Of(rest, query.Limit, o => o.Region.Code.Value, RegionOpennessAnswer.From);
        return new OpennessPage(day, page.Items, page.Next);
    }

    /// <param name="on">The day; today where left out.</param>
    /// <param name="province">Only this province beside the nation.</param>
    internal Outcome<CoverageAnswer> Coverage(DateOnly? on, string? province, Call call)
    {
        var only = default(RegionCode);
        if (province is not null && !RegionCode.TryParse(province, out only))
            return ProblemKind.InvalidRequest.Refuse(province, "/province");
        if (DayFault(on) is { } noDay)
            return noDay;
        var provinces = reference.Regions.Values.Where(r => r.Usable && r.Level == 1 && (province is null || r.Code == only))
            .OrderBy(r => r.Code.Value, StringComparer.Ordinal).ToList();
        if (provinces.Count == 0)
            return ProblemKind.NotFound.Refuse(Text.OrNull(province), "/province");

        var day = on ?? call.Today;
        var territories = reference.National.Territories;
        var network = networks.Of(reference, day);
        IReadOnlyList<Benefit> benefits =
        [
            .. Enum.GetValues<CareService>().Select(service => new Benefit(service)),
            .. reference.ChronicDiseases.SupportedOn(day).Select(Benefit.Chronic),
        ];
        var nation = NetworkCoverage.Of(network, territories, benefits, province: null);
        return new CoverageAnswer(
            day,
            AreaCoverageAnswer.From(nation, new Text("全国", "The nation").ToString()),
            [.. provinces.Select(p => AreaCoverageAnswer.From(NetworkCoverage.Of(network, territories, benefits, p.Code), p.Name))]);
    }

    /// <summary>The pooling regions in a region; where there is none, the one that it lies in.</summary>
    private List<RegionOpenness> Within(RegionCode region, IReadOnlyList<RegionOpenness> all)
    {
        var inside = all.Where(o => region.Contains(o.Region.Code) || o.Region.Province == region).ToList();
        var around = reference.National.Territories.PoolingRegionOf(region)?.Code;
        return inside.Count > 0 ? inside : [.. all.Where(o => o.Region.Code == around)];
    }

    private static Refusal? DayFault(DateOnly? on) =>
        on is { } day && !FieldForm.IsDay(day) ? ProblemKind.InvalidRequest.Refuse($"{day:O}", "/on") : null;
}
