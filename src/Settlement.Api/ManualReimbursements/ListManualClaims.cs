using Microsoft.EntityFrameworkCore;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Api.Persons;
using Settlement.Domain;
using Settlement.Domain.ManualReimbursements;
using Settlement.Persistence;
using Settlement.Persistence.ManualReimbursements;
using Settlement.Persistence.Snapshots;

namespace Settlement.Api.ManualReimbursements;

/// <summary>Which claims are asked for.</summary>
/// <param name="State"><c>toRecover</c>: whatever is to be recovered, also of claims that were refused or withdrawn.</param>
/// <param name="Overdue"><c>true</c>: only those that wait although the due date (办结期限) has passed, or may have where it is not known.</param>
/// <param name="DueThrough">Last day of the due date, or of <c>dueOnByWeekdays</c> where it is not known, included; only those that wait.</param>
/// <param name="PersonNo">人员编号 at the insured place.</param>
/// <param name="VerificationProposed"><c>true</c>: only those of whose bill a 协查 is proposed.</param>
/// <param name="After">The <c>next</c> of the page before.</param>
/// <param name="Limit">1 to 200.</param>
internal sealed record ManualClaimQuery(
    Word<ManualClaimState>? State = null, bool Overdue = false, DateOnly? DueThrough = null, string? PersonNo = null,
    bool VerificationProposed = false, string? After = null, int Limit = Paging.Default);

/// <summary>手工报销列表.</summary>
internal sealed class ListManualClaims(SettlementDbContext db, ReferenceSnapshot reference)
{
    private static readonly ManualClaimState[] Waiting = [.. Enum.GetValues<ManualClaimState>().Where(state => state.IsWaiting())];

    internal async Task<Outcome<Page<ManualClaimRow>>> RunAsync(RegionCode region, ManualClaimQuery query, Call call)
    {
        if (Paging.LimitFault(query.Limit) is { } fault)
            return fault;
        if (query.DueThrough is { } day && !FieldForm.IsDay(day))
            return ProblemKind.InvalidRequest.Refuse($"{day:O}", "/dueThrough");
        var named =
            from claim in Wanted(region, query, call.Today)
            join person in db.Persons on claim.PersonId equals person.PersonId
            orderby claim.ClaimNo
            select new { claim, person.PersonNo };

        var rows = await named.Take(query.Limit + 1).ToListAsync(call.Cancellation);
        var shown = rows.Take(query.Limit).Select(row => row.claim).ToList();
        await db.RecordReadsAsync(call, shown.Select(claim => claim.PersonId));
        var toRecover = await ToRecoverAsync(shown, call);
        return Page<ManualClaimRow>.Of(rows, query.Limit, row => row.claim.ClaimNo, row => ManualClaimRow.From(
            row.claim, row.PersonNo.Value, toRecover.TryGetValue(row.claim.ClaimId, out var amount) ? amount : null,
            DueAnswer.Of(row.claim, reference.Calendar, call.Today)));
    }

    private IQueryable<ManualClaimRecord> Wanted(RegionCode region, ManualClaimQuery query, DateOnly today)
    {
        var claims = db.ManualClaims.AsNoTracking().Where(c => c.InsuredRegion == region);
        if (query.State is { Value: ManualClaimState.ToRecover }) // also of claims that have ended
        {
            var owed = db.ManualClaimReversals.ToRecover();
            claims = claims.Where(c => owed.Any(r => r.PersonId == c.PersonId && r.ClaimId == c.ClaimId));
        }
        else if (query.State is { Value: var wanted })
            claims = claims.Where(c => c.State == wanted);
        if (ClaimDue.LastListed(query.Overdue, query.DueThrough, today) is { } last)
            claims = claims.Where(c => Waiting.Contains(c.State) && c.DueOnByWeekdays <= last);
        if (query.VerificationProposed)
            claims = claims.Where(c => c.VerificationProposed);
        if (query.PersonNo is not null)
        {
            var person = PersonId.Of(region, new(query.PersonNo));
            claims = claims.Where(c => c.PersonId == person);
        }
        return query.After is null ? claims : claims.Where(c => string.Compare(c.ClaimNo, query.After) > 0);
    }

    private async Task<Dictionary<ManualClaimId, Money>> ToRecoverAsync(IReadOnlyList<ManualClaimRecord> claims, Call call)
    {
        var owing = claims.Where(c => !c.State.IsLive() || c.State == ManualClaimState.ToRecover).ToList();
        if (owing.Count == 0)
            return [];
        var (persons, ids) = (owing.Select(c => c.PersonId).Distinct().ToArray(), owing.Select(c => c.ClaimId).ToArray());
        return await db.ManualClaimReversals.AsNoTracking().Where(r => persons.Contains(r.PersonId) && ids.Contains(r.ClaimId)).ToRecover()
            .ToDictionaryAsync(r => r.ClaimId, r => r.Amount, call.Cancellation);
    }
}
