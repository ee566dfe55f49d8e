using Microsoft.EntityFrameworkCore;
using Settlement.Api.Calls;
using Settlement.Domain.Encounters;
using Settlement.Domain.ManualReimbursements;
using Settlement.Persistence;
using Settlement.Persistence.ManualReimbursements;

namespace Settlement.Api.ManualReimbursements;

/// <summary>不予报销, 撤回: the claim ends without a payment and lets go of its encounter and its invoices.</summary>
internal sealed class EndManualClaim(SettlementDbContext db, ManualClaimSteps steps)
{
    /// <param name="step">Refusal or withdrawal.</param>
    internal Task<Outcome<ManualClaimAnswer>> RunAsync(ClaimKey key, ManualClaimStep step, EndManualClaimRequest request, Call call) =>
        steps.TakeAsync(key, new(step, Wire.Hash(request), request.Version, request.Reason), call, async claim =>
        {
            await db.FreeInvoicesAsync(claim, call.Cancellation);
            var encounter = await db.Encounters.SingleAsync(
                e => e.PersonId == claim.PersonId && e.EncounterId == claim.EncounterId, call.Cancellation);
            encounter.ManualClaimId = null;
            if (!claim.IsUploaded) // it was made for the claim and goes with it
            {
                encounter.State = EncounterState.Cancelled;
                (encounter.PaidInFullOn, encounter.PaidInFull, encounter.SelfPaymentReason) = (null, null, null);
            }
            claim.RefusalReason = request.Reason;
            return null;
        });
}
