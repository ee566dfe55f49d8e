using Npgsql;
using Settlement.Api.Calls;
using Settlement.Domain.Facilities;
using Settlement.Domain.Facilities.Search;
using Settlement.Persistence.Facilities;
using Settlement.Persistence.Snapshots;

namespace Settlement.Api.Facilities;

/// <summary>定点查询 (R-FAC-01): found in memory, shown from the rows of the page.</summary>
internal sealed class SearchFacilities(ReferenceSnapshot reference, NpgsqlDataSource source)
{
    internal async Task<Outcome<FacilitySearchPage>> RunAsync(FacilityFilters filters, CareService? service, Call call)
    {
        if (filters.ToSearch(service, call.Today, reference.FacilityIndex).IsRefused(out var refusal, out var search))
            return refusal;
        return await PageAsync(search, call);
    }

    internal async Task<FacilitySearchPage> PageAsync(FacilitySearch search, Call call)
    {
        var hits = reference.FacilityIndex.Find(search);
        var details = hits.Page.Count == 0 ? [] : await FacilityPage.ReadAsync(source, hits.Page.Select(h => h.Code), call.Cancellation);
        return new(
            [
                .. hits.Page.Where(hit => details.ContainsKey(hit.Code)).Select(hit => FacilitySummary.From(
                    hit, details[hit.Code], reference.Facilities.Find(hit.Code)!, search.Day)),
            ],
            hits.Next?.Value, hits.Total, hits.Counts is { } counted ? FacilityCountsAnswer.From(counted, reference) : null);
    }
}
