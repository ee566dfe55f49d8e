using Settlement.Api.Calls;
using Settlement.Domain.ManualReimbursements;
using Settlement.Persistence;
using Settlement.Persistence.Settlements;

namespace Settlement.Api.ManualReimbursements.Approval;

/// <summary>核算: what the claim comes to, again where something has changed.</summary>
internal sealed class ComputeManualClaim(SettlementDbContext db, ManualClaimSteps steps, ClaimCalculation calculation)
{
    internal Task<Outcome<ManualClaimAnswer>> RunAsync(ClaimKey key, ComputeManualClaimRequest request, Call call) =>
        steps.TakeAsync(key, new(ManualClaimStep.Compute, Wire.Hash(request), request.Version), call, async claim =>
        {
            if ((await calculation.RunAsync(SettlementSession.Within(db), claim, call)).IsRefused(out var refusal, out var calculated))
                return refusal;
            claim.Computation = calculated.Computation.Write();
            claim.Working = calculated.Statement.Working().WithoutFeeLines();
            claim.ComputedBy = call.By;
            return null;
        });
}
