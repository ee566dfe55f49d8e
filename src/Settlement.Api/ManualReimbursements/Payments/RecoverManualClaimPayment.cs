using Microsoft.EntityFrameworkCore;
using Settlement.Api.Calls;
using Settlement.Domain.ManualReimbursements;
using Settlement.Persistence;

namespace Settlement.Api.ManualReimbursements.Payments;

/// <summary>追回: the person has paid back what was paid on an approval that was taken back.</summary>
internal sealed class RecoverManualClaimPayment(SettlementDbContext db, ManualClaimSteps steps)
{
    internal Task<Outcome<ManualClaimAnswer>> RunAsync(ClaimKey key, RecoverManualClaimRequest request, Call call)
    {
        var step = new StepRequest<ManualClaimStep>(ManualClaimStep.Recover, Wire.Hash(request), request.Version, request.BankReference);
        return steps.TakeAsync(key, step, call, async claim =>
        {
            if (await db.ReversalsOf(claim).ToRecover().AsTracking().SingleOrDefaultAsync(call.Cancellation) is not { } paid)
                return ManualClaimSteps.NotPossibleNow(claim);
            if (request.Amount != paid.Amount)
                return ManualClaimProblems.RecoveryAmount.Refuse($"{request.Amount}, {paid.Amount}", "/amount");
            var recoveredOn = request.RecoveredOn ?? call.Today;
            if (!MoneyDays.CanBe(recoveredOn, paid.PaidOn!.Value, call.Today))
                return ProblemKind.DateNotPossible.Refuse($"{recoveredOn:O}", "/recoveredOn");
            (paid.RecoveryReference, paid.RecoveredOn) = (request.BankReference, recoveredOn);
            (paid.RecoveredBy, paid.RecoveredAt) = (call.By, call.Now);
            if (claim.State.IsLive()) // else the encounter is nobody's, or another's
                await db.FreePrescriptionAsync(claim, call.Cancellation);
            return null;
        });
    }
}
