using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain;
using Settlement.Domain.Facilities;
using Settlement.Persistence;
using Settlement.Persistence.Statistics;

namespace Settlement.Api.Statistics;

/// <summary>Which encounters are asked about.</summary>
/// <param name="Side">As whose region: that of the insured place or of the treatment place.</param>
/// <param name="From">First day.</param>
/// <param name="Through">Last day, included: at most 366 days in all.</param>
/// <param name="Facility">Only this facility.</param>
/// <param name="Service">Only this service.</param>
internal sealed record DirectSettlementRateQuery(
    Word<RateSide> Side, DateOnly From, DateOnly Through, string? Facility = null, Word<CareService>? Service = null);

/// <summary>跨省直接结算率 (R-SET-06): what was settled directly in a period, of all that could have been.</summary>
internal sealed class ReadDirectSettlementRate(SettlementDbContext db)
{
    private const int MostDays = 366;

    internal async Task<Outcome<DirectSettlementRateAnswer>> RunAsync(RegionCode region, DirectSettlementRateQuery query, Call call)
    {
        var (from, through) = (query.From, query.Through);
        if (!FieldForm.IsDay(from))
            return ProblemKind.InvalidRequest.Refuse($"{from:O}", "/from");
        if (!FieldForm.IsDay(through) || through < from || through.DayNumber - from.DayNumber >= MostDays)
            return ProblemKind.InvalidRequest.Refuse($"{from:O}/{through:O}", "/through");
        FacilityCode code = default;
        if (query.Facility is not null && !FacilityCode.TryParse(query.Facility, out code))
            return ProblemKind.InvalidRequest.Refuse(query.Facility, "/facility");

        var scope = new RateScope(query.Side.Value, region, query.Facility is null ? null : code, from, through);
        var counts = await DirectSettlementRate.CountAsync(db, scope, call.Cancellation);
        return DirectSettlementRateAnswer.Of(
            scope, query.Service is { Value: var only } ? [.. counts.Where(c => c.Service == only)] : counts);
    }
}
