using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Api.Settlements;
using Settlement.Domain;
using Settlement.Domain.ManualReimbursements;
using Settlement.Domain.Settlements;
using Settlement.Persistence;
using Settlement.Persistence.ManualReimbursements;
using Settlement.Persistence.Settlements;
using Settlement.Persistence.Snapshots;

namespace Settlement.Api.ManualReimbursements;

/// <summary>
/// 审核撤销 (R1.14.7, R1.14.9): the settlement of a claim is reversed like a direct one, by a record of its own with negative amounts, under the
/// same locks and after what stands on it. Encounter and invoices stay with the claim, which is computed again, refused or withdrawn.
/// </summary>
internal sealed class ManualClaimReversing(
    SettlementStore store, ManualClaimDesk desk, ReferenceSnapshot reference, TimeProvider clock, IHttpContextAccessor http, ILogger<SettlementStore> log)
{
    private static readonly Text NextStep = new(
        "请医疗机构先撤销 detail 所列的直接结算；其中的手工报销，先撤销其审核",
        "Let the facilities reverse the direct settlements named in detail first; of the claims among them take back the approval");

    private static readonly ProblemKind SecondReviewer = ManualClaimProblems.ClaimSecondPerson with
    {
        NextStep = new("由未复核通过该申请的复核人员撤销审核", "Let a reviewer take it back who has not approved it"),
    };

    internal async Task<Results<Ok<ManualClaimAnswer>, ProblemHttpResult>> ReverseAsync(
        string regionCode, string claimNo, ReverseManualClaimRequest request, CancellationToken cancellation)
    {
        await using var session = await store.BeginAsync(cancellation);
        await using var db = await session.TablesAsync(cancellation);
        SettlementRecord? reversal = null;
        var answer = await desk.TakeAsync(db, regionCode, claimNo, ManualClaimStep.Reverse, request, request.Version, request.Reason, async claim =>
        {
            var by = http.HttpContext!.Caller().Subject;
            if (by == claim.ApprovedBy)
                return SecondReviewer.ToResult(claimNo);
            var original = await db.Settlements.AsNoTracking().Include(s => s.EarlierYears.OrderBy(y => y.AccountYear))
                .SingleAsync(s => s.PersonId == claim.PersonId && s.SettlementId == claim.SettlementId, cancellation);
            var numbered = new NumberedRequest(
                original.FacilityCode, claim.ReversalNo(await db.ReversalsOf(claim).CountAsync(cancellation)), Wire.Hash(request), by);
            var reads = await LockAsync(session, db, original, numbered, cancellation);
            if (await db.StandingOnAsync(original, reference, cancellation) is { Count: > 0 } later)
                return OutOfOrder(await NamesAsync(db, later, cancellation));

            reversal = original.Reversed(numbered, reads, request.Reason, clock.Now());
            await session.WriteAsync(new(reversal, []), cancellation);
            var taken = ManualClaimReversalRecord.TakeFrom(claim, original, reversal);
            db.Add(taken);
            if (taken.PaidOn is not null && taken.Amount > Money.Zero) // what is paid is out
                await db.UsePrescriptionAsync(claim, cancellation);
            claim.Forget();
            return null;
        }, cancellation);
        if (answer.Result is not Ok<ManualClaimAnswer>)
            return answer;
        await session.CommitAsync(cancellation);
        if (reversal is not null)
            log.Kept(reversal);
        return answer;
    }

    /// <summary>Locks number, encounter, what it continues, and accounts, in the order of every settlement.</summary>
    private static async Task<EncounterReads> LockAsync(
        SettlementSession session, SettlementDbContext db, SettlementRecord original, NumberedRequest numbered, CancellationToken cancellation)
    {
        // A bill on paper has its encounter under another code than its facility's.
        var encounter = await db.Encounters.AsNoTracking()
            .SingleAsync(e => e.PersonId == original.PersonId && e.EncounterId == original.EncounterId, cancellation);
        var reads = await session.ReadAsync(
            new(encounter.FacilityCode, encounter.EncounterNo, new(original.AccountYear, original.Scheme))
            {
                TransactionNo = numbered.No,
                WithClaim = false,
            },
            cancellation);
        return reads.Found!;
    }

    private static ProblemHttpResult OutOfOrder(string later)
    {
        var result = SettlementProblems.ReversalOutOfOrder.ToResult(later);
        result.ProblemDetails.Extensions["nextStep"] = NextStep.ToString();
        return result;
    }

    /// <summary>The insured place learns them all: direct settlements by facility and number, its own claims by their number.</summary>
    private static async Task<string> NamesAsync(SettlementDbContext db, IReadOnlyList<SettlementRecord> later, CancellationToken cancellation)
    {
        var person = later[0].PersonId;
        var settlements = later.Where(s => s.Channel == SettlementChannel.Manual).Select(s => s.SettlementId).ToList();
        var claims = await db.ManualClaims.AsNoTracking().Where(c => c.PersonId == person && c.SettlementId != null && settlements.Contains(c.SettlementId.Value))
            .ToDictionaryAsync(c => c.SettlementId!.Value, c => c.ClaimNo, cancellation);
        return string.Join(", ", later.Select(s => claims.TryGetValue(s.SettlementId, out var claimNo)
            ? new Text($"手工报销 {claimNo}", $"claim {claimNo}").ToString()
            : $"{s.FacilityCode}/{s.TransactionNo}"));
    }
}
