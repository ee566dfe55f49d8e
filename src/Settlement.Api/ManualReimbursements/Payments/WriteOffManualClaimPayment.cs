using Microsoft.EntityFrameworkCore;
using Settlement.Api.Calls;
using Settlement.Api.Encounters;
using Settlement.Domain.Encounters;
using Settlement.Domain.Lives;
using Settlement.Domain.ManualReimbursements;
using Settlement.Persistence;
using Settlement.Persistence.Encounters;
using Settlement.Persistence.ManualReimbursements;

namespace Settlement.Api.ManualReimbursements.Payments;

/// <summary>核销: a second reviewer gives up what was to be recovered; nothing is paid on the bill again.</summary>
internal sealed class WriteOffManualClaimPayment(SettlementDbContext db, ManualClaimSteps steps)
{
    private static readonly ProblemKind SecondReviewer = ProblemKind.SecondPerson with
    {
        NextStep = new("由未撤销该审核的复核人员核销", "Let a reviewer write it off who has not taken the approval back"),
    };

    internal Task<Outcome<ManualClaimAnswer>> RunAsync(ClaimKey key, WriteOffManualClaimRequest request, Call call)
    {
        var step = new StepRequest<ManualClaimStep>(ManualClaimStep.WriteOff, Wire.Hash(request), request.Version, request.Reason);
        return steps.TakeAsync(key, step, call, async claim =>
        {
            if (await db.ReversalsOf(claim).ToRecover().AsTracking().SingleOrDefaultAsync(call.Cancellation) is not { } paid)
                return ManualClaimSteps.NotPossibleNow(claim);
            if (SecondPerson.IsMissing(call.By, paid.ReversedBy))
                return SecondReviewer.Refuse(claim.ClaimNo);
            if (!claim.State.IsLive() && await HoldAgainAsync(claim, call) is { } taken)
                return taken;
            (paid.WriteOffReason, paid.WrittenOffBy, paid.WrittenOffAt) = (request.Reason, call.By, call.Now);
            claim.RefusalReason = request.Reason;
            return null;
        });
    }

    /// <summary>A bill that was paid and not recovered is held again, where it is free: else it was paid twice, and one payment is owed.</summary>
    private async Task<Refusal?> HoldAgainAsync(ManualClaimRecord claim, Call call)
    {
        var named = await db.Encounters.AsNoTracking()
            .SingleAsync(e => e.PersonId == claim.PersonId && e.EncounterId == claim.EncounterId, call.Cancellation);
        var encounter = (await db.LockEncounterAsync(named.FacilityCode, named.EncounterNo, call.Cancellation))!;
        if (claim.IsUploaded) // what was entered for the claim is cancelled
        {
            if (encounter.ManualClaimId is not null)
                return EncounterProblems.EncounterUnderClaim.Refuse(encounter.EncounterNo);
            if (encounter.State != EncounterState.PaidInFull)
                return ManualClaimProblems.EncounterNotPaidInFull.Refuse(encounter.EncounterNo);
            encounter.ManualClaimId = claim.ClaimId;
        }
        var invoices = (await db.InvoicesOf(claim).ToListAsync(call.Cancellation)).Select(i => new InvoiceKey(i.InvoiceCode, i.InvoiceNo));
        if (await db.TakeInvoicesAsync(invoices, ManualClaimQueries.UserOf(claim, call), call.Cancellation) is { } used)
            return ManualClaimProblems.InvoiceUsed.Refuse($"{used}");
        await db.UsePrescriptionAsync(claim, call.Cancellation);
        return null;
    }
}
