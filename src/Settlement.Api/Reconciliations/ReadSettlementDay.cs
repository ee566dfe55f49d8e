using Settlement.Api.Calls;
using Settlement.Domain;
using Settlement.Persistence;
using Settlement.Persistence.Reconciliations;

namespace Settlement.Api.Reconciliations;

/// <summary>日结算清单: this side of a day, so that a facility can compare for itself.</summary>
internal sealed class ReadSettlementDay(SettlementDbContext db)
{
    internal async Task<Outcome<SettlementDayAnswer>> RunAsync(FacilityCode facility, DateOnly day, SettlementDayQuery query, Call call)
    {
        if (Paging.LimitFault(query.Limit, SettlementDayQuery.Most) is { } fault)
            return fault;
        if (day.Year < 2000)
            return ProblemKind.InvalidRequest.Refuse($"{day:O}", "/day");
        if (day > call.Today)
            return ProblemKind.DateNotPossible.Refuse($"{day:O} > {call.Today:O}", "/day");
        (DateTimeOffset, string)? last = null;
        if (query.After is { } after)
        {
            if (await db.SettledAtAsync(facility, day, after, call.Cancellation) is not { } settledAt)
                return ProblemKind.InvalidRequest.Refuse(after, "/after");
            last = (settledAt, after);
        }

        var rows = await db.PageOfDayAsync(facility, day, last, query.Limit + 1, call.Cancellation);
        var totals = await db.TotalsOfDayAsync(facility, day, call.Cancellation);
        return new SettlementDayAnswer(
            facility.Value, day,
            [
                .. totals.OrderBy(t => t.Key.Scheme).ThenBy(t => t.Key.Service).ThenBy(t => t.Key.Kind)
                    .Select(t => GroupTotalAnswer.From(t.Key, t.Value)),
            ],
            [.. rows.Take(query.Limit).Select(SettledTransactionAnswer.From)],
            rows.Count > query.Limit ? rows[query.Limit - 1].Booked.TransactionNo : null);
    }
}
