using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Http.HttpResults;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain;
using Settlement.Domain.Encounters;
using Settlement.Domain.Facilities;
using Settlement.Persistence;
using Settlement.Persistence.Statistics;

namespace Settlement.Api.Statistics;

/// <summary>跨省直接结算率 (R-SET-06).</summary>
internal static class DirectSettlementRateEndpoints
{
    private const int MostDays = 366;

    internal static void MapStatistics(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/regions/{regionCode}/direct-settlement-rate", Read).WithName("ReadDirectSettlementRate").WithTags("Statistics 统计")
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Finance, Role.Auditor)
            .ProducesProblem(400)
            .WithSummary("跨省直接结算率 · How many encounters of a period were settled directly, by service, and why the others were not");

    /// <param name="side">As whose region: that of the insured place or of the treatment place.</param>
    /// <param name="from">First day.</param>
    /// <param name="through">Last day, included: at most 366 days in all.</param>
    /// <param name="facility">Only this facility.</param>
    /// <param name="service">Only this service.</param>
    private static async Task<Results<Ok<DirectSettlementRateAnswer>, ProblemHttpResult>> Read(
        string regionCode, Word<RateSide> side, DateOnly from, DateOnly through, SettlementDbContext db, CancellationToken cancellation,
        string? facility = null, Word<CareService>? service = null)
    {
        if (!FieldForm.IsDay(from))
            return ProblemKind.InvalidRequest.ToResult($"{from:O}", "/from");
        if (!FieldForm.IsDay(through) || through < from || through.DayNumber - from.DayNumber >= MostDays)
            return ProblemKind.InvalidRequest.ToResult($"{from:O}/{through:O}", "/through");
        FacilityCode code = default;
        if (facility is not null && !FacilityCode.TryParse(facility, out code))
            return ProblemKind.InvalidRequest.ToResult(facility, "/facility");

        var counts = await DirectSettlementRate.CountAsync(
            db, side.Value, RegionCode.Parse(regionCode), facility is null ? null : code, from, through, cancellation);
        var wanted = service is { Value: var only } ? counts.Where(c => c.Service == only).ToList() : counts;
        return TypedResults.Ok(new DirectSettlementRateAnswer(
            side.Value, from, through, RateAnswer.Of(wanted),
            [.. wanted.GroupBy(c => c.Service).OrderBy(c => c.Key).Select(c => new ServiceRateAnswer(c.Key, RateAnswer.Of([.. c])))]));
    }
}

/// <summary>跨省直接结算率.</summary>
/// <param name="Services">By service; those without any encounter are left out.</param>
internal sealed record DirectSettlementRateAnswer(
    RateSide Side, DateOnly From, DateOnly Through, RateAnswer All, IReadOnlyList<ServiceRateAnswer> Services);

/// <param name="Direct">Settled directly and not reversed.</param>
/// <param name="NotDirect">Paid in full by the person, or entered from documents.</param>
/// <param name="Reimbursed">Of these, reimbursed since.</param>
/// <param name="Percent">Direct of all, two decimals, half up; null where there are none.</param>
/// <param name="Reasons">Why they were not settled directly.</param>
internal sealed record RateAnswer(int Direct, int NotDirect, int Reimbursed, decimal? Percent, IReadOnlyList<RateReasonAnswer> Reasons)
{
    internal static RateAnswer Of(IReadOnlyCollection<RateCount> counts)
    {
        var direct = counts.Where(c => c.Reason is null).Sum(c => c.Count);
        var notDirect = counts.Where(c => c.Reason is not null).ToList();
        var all = direct + notDirect.Sum(c => c.Count);
        return new(
            direct, notDirect.Sum(c => c.Count), notDirect.Sum(c => c.Reimbursed),
            all == 0 ? null : decimal.Round(100m * direct / all, 2, MidpointRounding.AwayFromZero),
            [.. notDirect.GroupBy(c => c.Reason!.Value).OrderBy(c => c.Key).Select(c => new RateReasonAnswer(c.Key, c.Sum(r => r.Count)))]);
    }
}

internal sealed record ServiceRateAnswer(CareService Service, RateAnswer Rate);

internal sealed record RateReasonAnswer(SelfPaymentReason Reason, int Count);
