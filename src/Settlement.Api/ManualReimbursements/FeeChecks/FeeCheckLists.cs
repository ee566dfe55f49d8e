using Microsoft.EntityFrameworkCore;
using Settlement.Api.Calls;
using Settlement.Api.Persons;
using Settlement.Domain;
using Settlement.Persistence;

namespace Settlement.Api.ManualReimbursements.FeeChecks;

/// <summary>发出的协查, 收到的协查.</summary>
internal sealed class FeeCheckLists(SettlementDbContext db)
{
    /// <summary>Those that the insured place has asked for.</summary>
    internal Task<Outcome<Page<FeeCheckAnswer>>> SentAsync(RegionCode region, FeeCheckQuery query, Call call) =>
        ListAsync(FeeCheckViews.All(db).Where(v => v.Check.InsuredRegion == region), query, call);

    /// <summary>Those that others ask of this treatment place.</summary>
    internal Task<Outcome<Page<FeeCheckAnswer>>> ReceivedAsync(RegionCode region, FeeCheckQuery query, Call call)
    {
        var last = region.Prefix.PadRight(6, '9');
        return ListAsync(
            FeeCheckViews.All(db).Where(v => string.Compare((string)(object)v.Check.TreatmentRegion, region.Value) >= 0
                && string.Compare((string)(object)v.Check.TreatmentRegion, last) <= 0),
            query, call);
    }

    private async Task<Outcome<Page<FeeCheckAnswer>>> ListAsync(IQueryable<FeeCheckView> views, FeeCheckQuery query, Call call)
    {
        if (Paging.LimitFault(query.Limit) is { } fault)
            return fault;
        var today = call.Today;
        if (query.Open || query.Overdue)
            views = views.Where(v => v.Check.AnsweredAt == null);
        if (query.Overdue)
            views = views.Where(v => v.Check.DueOn < today);
        if (query.After?.Split('/') is [var region, var number])
            views = views.Where(v => string.Compare((string)(object)v.Check.InsuredRegion, region) > 0
                || (string)(object)v.Check.InsuredRegion == region && string.Compare(v.Check.VerificationNo, number) > 0);
        else if (query.After is not null)
            return ProblemKind.InvalidRequest.Refuse(query.After, "/after");

        var rows = await views.OrderBy(v => v.Check.InsuredRegion).ThenBy(v => v.Check.VerificationNo).Take(query.Limit + 1)
            .ToListAsync(call.Cancellation);
        await db.RecordReadsAsync(call, rows.Take(query.Limit).Select(v => v.Check.PersonId));
        return Page<FeeCheckAnswer>.Of(
            rows, query.Limit, v => $"{v.Check.InsuredRegion}/{v.Check.VerificationNo}", v => v.ToAnswer(today));
    }
}
