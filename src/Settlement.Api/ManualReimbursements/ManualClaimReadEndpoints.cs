using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Api.Persons;
using Settlement.Domain;
using Settlement.Domain.ManualReimbursements;
using Settlement.Persistence;
using Settlement.Persistence.ManualReimbursements;
using Settlement.Persistence.Snapshots;

namespace Settlement.Api.ManualReimbursements;

/// <summary>手工报销查询.</summary>
internal static class ManualClaimReadEndpoints
{
    private static readonly ManualClaimState[] Waiting = [.. Enum.GetValues<ManualClaimState>().Where(state => state.IsWaiting())];

    internal static void MapManualClaimReads(this IEndpointRouteBuilder claims)
    {
        claims.MapGet("/", List).WithName("ListManualClaims").ProducesProblem(400)
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Finance, Role.Auditor)
            .WithSummary("手工报销列表 · Claims of the insured place by what is known of them, the overdue among them, page by page");
        claims.MapGet("/{claimNo}", Read).WithName("ReadManualClaim").ProducesProblem(404)
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Finance, Role.Auditor)
            .WithSummary("手工报销查询 · One claim with what is missing and what it came to; the read is recorded");
        claims.MapGet("/{claimNo}/history", History).WithName("ReadManualClaimHistory").ProducesProblem(404)
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Finance, Role.Auditor)
            .WithSummary("手工报销办理记录 · Who did what with a claim, and when");
    }

    /// <param name="state"><c>toRecover</c>: whatever is to be recovered, also of claims that were refused or withdrawn.</param>
    /// <param name="overdue"><c>true</c>: only those that wait although the due date (办结期限) has passed, or may have where it is not known.</param>
    /// <param name="dueThrough">Last day of the due date, or of <c>dueOnByWeekdays</c> where it is not known, included; only those that wait.</param>
    /// <param name="verificationProposed"><c>true</c>: only those whose bill is proposed for verification.</param>
    /// <param name="after">The <c>next</c> of the page before.</param>
    /// <param name="limit">1 to 200.</param>
    private static async Task<Results<Ok<ManualClaimPage>, ProblemHttpResult>> List(
        string regionCode, HttpContext context, SettlementDbContext db, ReferenceSnapshot reference, TimeProvider clock, CancellationToken cancellation,
        Word<ManualClaimState>? state = null, bool overdue = false, DateOnly? dueThrough = null, string? personNo = null,
        bool verificationProposed = false, string? after = null, int limit = 50)
    {
        if (limit is < 1 or > 200)
            return ProblemKind.InvalidRequest.ToResult($"{limit}", "/limit");
        if (dueThrough is { } day && !FieldForm.IsDay(day))
            return ProblemKind.InvalidRequest.ToResult($"{day:O}", "/dueThrough");
        var (region, today) = (RegionCode.Parse(regionCode), clock.Today());
        var claims = db.ManualClaims.AsNoTracking().Where(c => c.InsuredRegion == region);
        if (state is { Value: ManualClaimState.ToRecover }) // also of claims that have ended
        {
            var owed = db.ManualClaimReversals.ToRecover();
            claims = claims.Where(c => owed.Any(r => r.PersonId == c.PersonId && r.ClaimId == c.ClaimId));
        }
        else if (state is { Value: var wanted })
            claims = claims.Where(c => c.State == wanted);
        if (overdue || dueThrough is not null)
        {
            var last = overdue && !(dueThrough < today) ? today.AddDays(-1) : dueThrough!.Value;
            claims = claims.Where(c => Waiting.Contains(c.State) && c.DueOnByWeekdays <= last);
        }
        if (verificationProposed)
            claims = claims.Where(c => c.VerificationProposed);
        if (personNo is not null)
        {
            var person = PersonId.Of(region, new(personNo));
            claims = claims.Where(c => c.PersonId == person);
        }
        if (after is not null)
            claims = claims.Where(c => string.Compare(c.ClaimNo, after) > 0);
        var query =
            from claim in claims
            join person in db.Persons on claim.PersonId equals person.PersonId
            orderby claim.ClaimNo
            select new { claim, person.PersonNo };

        var rows = await query.Take(limit + 1).ToListAsync(cancellation);
        var page = rows.Take(limit).ToList();
        await db.RecordReadsAsync(context, page.Select(c => c.claim.PersonId), clock, cancellation);
        var toRecover = await ToRecoverAsync(db, [.. page.Select(c => c.claim)], cancellation);
        return TypedResults.Ok(new ManualClaimPage(
            [
                .. page.Select(c => ManualClaimRow.From(
                    c.claim, c.PersonNo.Value, toRecover.TryGetValue(c.claim.ClaimId, out var amount) ? amount : null,
                    DueAnswer.Of(c.claim, reference.Calendar, today))),
            ],
            rows.Count > limit ? page[^1].claim.ClaimNo : null));
    }

    private static async Task<Dictionary<ManualClaimId, Money>> ToRecoverAsync(
        SettlementDbContext db, IReadOnlyList<ManualClaimRecord> claims, CancellationToken cancellation)
    {
        var owing = claims.Where(c => !c.State.IsLive() || c.State == ManualClaimState.ToRecover).ToList();
        if (owing.Count == 0)
            return [];
        var (persons, ids) = (owing.Select(c => c.PersonId).Distinct().ToArray(), owing.Select(c => c.ClaimId).ToArray());
        return await db.ManualClaimReversals.AsNoTracking().Where(r => persons.Contains(r.PersonId) && ids.Contains(r.ClaimId)).ToRecover()
            .ToDictionaryAsync(r => r.ClaimId, r => r.Amount, cancellation);
    }

    private static async Task<Results<Ok<ManualClaimAnswer>, ProblemHttpResult>> Read(
        string regionCode, string claimNo, HttpContext context, SettlementDbContext db, ManualClaimDesk desk, TimeProvider clock,
        CancellationToken cancellation)
    {
        if (await db.FindClaimAsync(RegionCode.Parse(regionCode), claimNo, cancellation) is not { } claim)
            return ProblemKind.NotFound.ToResult(claimNo);
        await db.RecordReadsAsync(context, [claim.PersonId], clock, cancellation);
        return TypedResults.Ok(await desk.AnswerAsync(db, claim, cancellation));
    }

    private static async Task<Results<Ok<ManualClaimHistory>, ProblemHttpResult>> History(
        string regionCode, string claimNo, HttpContext context, SettlementDbContext db, TimeProvider clock, CancellationToken cancellation)
    {
        if (await db.FindClaimAsync(RegionCode.Parse(regionCode), claimNo, cancellation) is not { } claim)
            return ProblemKind.NotFound.ToResult(claimNo);
        await db.RecordReadsAsync(context, [claim.PersonId], clock, cancellation);
        var steps = await db.ManualClaimEvents.AsNoTracking()
            .Where(e => e.PersonId == claim.PersonId && e.ClaimId == claim.ClaimId).OrderBy(e => e.Version).ToListAsync(cancellation);
        return TypedResults.Ok(new ManualClaimHistory(claimNo, [.. steps.Select(ManualClaimEventAnswer.From)]));
    }
}
