using Microsoft.EntityFrameworkCore;
using Npgsql;
using Settlement.Api.Calls;
using Settlement.Api.Settlements;
using Settlement.Domain.Lives;
using Settlement.Domain.ManualReimbursements;
using Settlement.Domain.Settlements;
using Settlement.Persistence;
using Settlement.Persistence.ManualReimbursements;
using Settlement.Persistence.Settlements;
using Settlement.Persistence.SpecialDrugs;
using static Settlement.Domain.Settlements.SettlementOutcome;

namespace Settlement.Api.ManualReimbursements.Approval;

/// <summary>复核: a second person approves what was computed, and it counts into the benefit account (R1.18.4).</summary>
internal sealed class ApproveManualClaim(
    SettlementDbContext db, ManualClaimSteps steps, ClaimCalculation calculation, ILogger<SettlementStore> log)
{
    internal async Task<Outcome<ManualClaimAnswer>> RunAsync(ClaimKey key, ApproveManualClaimRequest request, Call call)
    {
        SettlementRecord? booked = null;
        var step = new StepRequest<ManualClaimStep>(ManualClaimStep.Approve, Wire.Hash(request), request.Version, request.Note);
        var outcome = await steps.TakeAsync(key, step, call, async claim =>
        {
            if (SecondPerson.IsMissing(call.By, claim.ComputedBy, claim.OpenedBy))
                return ProblemKind.SecondPerson.Refuse(claim.ClaimNo);
            if (await db.OpenFeeChecksOf(claim).Select(v => v.VerificationNo).FirstOrDefaultAsync(call.Cancellation) is { } open)
                return ManualClaimProblems.FeeCheckOpen.Refuse(open);
            var session = SettlementSession.Within(db);
            if ((await calculation.RunAsync(session, claim, call)).IsRefused(out var refusal, out var calculated))
                return refusal;
            if (calculated.Computation != ClaimComputation.Read(claim.Computation))
                return ManualClaimProblems.ComputationOutdated.Refuse(claim.ClaimNo);

            var record = RecordOf(claim, calculated, call);
            if (await BookAsync(session, record, calculated, claim, call) is { } used)
                return used;
            (claim.SettlementId, claim.ApprovedBy) = (record.SettlementId, call.By);
            booked = record;
            return null;
        });
        if (outcome.Refusal is null && booked is not null)
            log.Kept(booked);
        return outcome;
    }

    private static SettlementRecord RecordOf(ManualClaimRecord claim, CalculatedClaim calculated, Call call)
    {
        var numbered = new NumberedRequest(claim.FacilityCode, calculated.Number, claim.RequestHash, call.By);
        return SettlementRecord.Of(numbered, calculated.Reads, calculated.Claim, calculated.Statement, call.Now);
    }

    /// <returns>Null unless somebody else used the prescription meanwhile.</returns>
    private static async Task<Refusal?> BookAsync(
        SettlementSession session, SettlementRecord record, CalculatedClaim calculated, ManualClaimRecord claim, Call call)
    {
        try
        {
            await session.WriteAsync(new(record, calculated.Statement.Lines), call.Cancellation);
            return null;
        }
        catch (PostgresException e) when (e.ConstraintName == SpecialDrugUseRecord.KeyName)
        {
            return new Refused(RefusalCode.PrescriptionUsed, claim.ClaimNo).ToManualRefusal();
        }
    }
}
