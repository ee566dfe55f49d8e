using Settlement.Domain.Encounters;
using Settlement.Domain.Facilities;
using Settlement.Persistence.Statistics;

namespace Settlement.Api.Statistics;

/// <summary>跨省直接结算率.</summary>
/// <param name="Services">By service; those without any encounter are left out.</param>
internal sealed record DirectSettlementRateAnswer(
    RateSide Side, DateOnly From, DateOnly Through, RateAnswer All, IReadOnlyList<ServiceRateAnswer> Services)
{
    internal static DirectSettlementRateAnswer Of(RateScope scope, IReadOnlyList<RateCount> counts) => new(
        scope.Side, scope.From, scope.Through, RateAnswer.Of(counts),
        [.. counts.GroupBy(c => c.Service).OrderBy(c => c.Key).Select(c => new ServiceRateAnswer(c.Key, RateAnswer.Of([.. c])))]);
}

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
