using Microsoft.EntityFrameworkCore;
using Settlement.Api.Calls;
using Settlement.Api.ManualReimbursements.Payments;
using Settlement.Api.Settlements;
using Settlement.Domain.Lives;
using Settlement.Domain.ManualReimbursements;
using Settlement.Domain.Settlements;
using Settlement.Persistence;
using Settlement.Persistence.ManualReimbursements;
using Settlement.Persistence.Settlements;
using Settlement.Persistence.Snapshots;

namespace Settlement.Api.ManualReimbursements.Approval;

/// <summary>
/// 审核撤销 (R1.14.7, R1.14.9): the settlement of a claim is reversed like a direct one, by a record of its own with negative amounts, under
/// the same locks and after what stands on it. Encounter and invoices stay with the claim, which is computed again, refused or withdrawn.
/// </summary>
internal sealed class ReverseManualClaimApproval(
    SettlementDbContext db, ManualClaimSteps steps, ReferenceSnapshot reference, ILogger<SettlementStore> log)
{
    private static readonly ProblemKind SecondReviewer = ProblemKind.SecondPerson with
    {
        NextStep = new("由未复核通过该申请的复核人员撤销审核", "Let a reviewer take it back who has not approved it"),
    };

    private static readonly ProblemKind OutOfOrder = SettlementProblems.ReversalOutOfOrder with
    {
        NextStep = new(
            "请医疗机构先撤销 detail 所列的直接结算；其中的手工报销，先撤销其审核",
            "Let the facilities reverse the direct settlements named in detail first; of the claims among them take back the approval"),
    };

    internal async Task<Outcome<ManualClaimAnswer>> RunAsync(ClaimKey key, ReverseManualClaimRequest request, Call call)
    {
        SettlementRecord? booked = null;
        var step = new StepRequest<ManualClaimStep>(ManualClaimStep.Reverse, Wire.Hash(request), request.Version, request.Reason);
        var outcome = await steps.TakeAsync(key, step, call, async claim =>
        {
            if (SecondPerson.IsMissing(call.By, claim.ApprovedBy))
                return SecondReviewer.Refuse(claim.ClaimNo);
            var original = await db.Settlements.AsNoTracking().Include(s => s.EarlierYears.OrderBy(y => y.AccountYear))
                .SingleAsync(s => s.PersonId == claim.PersonId && s.SettlementId == claim.SettlementId, call.Cancellation);
            var number = claim.ReversalNo(await db.ReversalsOf(claim).CountAsync(call.Cancellation));
            var session = SettlementSession.Within(db);
            var reads = await LockAsync(session, original, number, call);
            if (await db.StandingOnAsync(original, reference, call.Cancellation) is { Count: > 0 } later)
                return OutOfOrder.Refuse(await NamesAsync(later, call));

            var numbered = new NumberedRequest(original.FacilityCode, number, step.Hash, call.By);
            var reversal = original.Reversed(numbered, reads, request.Reason, call.Now);
            await session.WriteAsync(new(reversal, []), call.Cancellation);
            var taken = ManualClaimReversalRecord.TakeFrom(claim, original, reversal);
            db.Add(taken);
            if (taken.PaymentState == ReversedPaymentState.Owed) // what is paid is out
                await db.UsePrescriptionAsync(claim, call.Cancellation);
            claim.Forget();
            booked = reversal;
            return null;
        });
        if (outcome.Refusal is null && booked is not null)
            log.Kept(booked);
        return outcome;
    }

    /// <summary>Locks number, encounter, what it continues, and accounts, in the order of every settlement.</summary>
    private async Task<EncounterReads> LockAsync(SettlementSession session, SettlementRecord original, string number, Call call)
    {
        // A bill on paper has its encounter under another code than its facility's.
        var encounter = await db.Encounters.AsNoTracking()
            .SingleAsync(e => e.PersonId == original.PersonId && e.EncounterId == original.EncounterId, call.Cancellation);
        var query = new SettlementQuery(encounter.FacilityCode, encounter.EncounterNo, new(original.AccountYear, original.Scheme))
        {
            TransactionNo = number,
            WithClaim = false,
        };
        return (await session.ReadAsync(query, call.Cancellation)).Found!;
    }

    /// <summary>The insured place learns them all: direct settlements by facility and number, its own claims by their number.</summary>
    private async Task<Text> NamesAsync(IReadOnlyList<SettlementRecord> later, Call call)
    {
        var person = later[0].PersonId;
        var settlements = later.Where(s => s.Channel == SettlementChannel.Manual).Select(s => s.SettlementId).ToList();
        var claims = await db.ManualClaims.AsNoTracking()
            .Where(c => c.PersonId == person && c.SettlementId != null && settlements.Contains(c.SettlementId.Value))
            .ToDictionaryAsync(c => c.SettlementId!.Value, c => c.ClaimNo, call.Cancellation);
        var names = later.Select(s => claims.TryGetValue(s.SettlementId, out var claimNo)
            ? new Text($"手工报销 {claimNo}", $"claim {claimNo}")
            : $"{s.FacilityCode}/{s.TransactionNo}").ToList();
        return new(string.Join(", ", names.Select(name => name.Chinese)), string.Join(", ", names.Select(name => name.English)));
    }
}
