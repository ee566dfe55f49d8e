using Microsoft.EntityFrameworkCore;
using Settlement.Api.Calls;
using Settlement.Domain.ManualReimbursements;
using Settlement.Persistence;
using Settlement.Persistence.ManualReimbursements;
using Settlement.Persistence.Snapshots;

namespace Settlement.Api.ManualReimbursements.FeeChecks;

/// <summary>发起协查: a question about the bill of a claim that is not decided, which waits for the answer.</summary>
internal sealed class RequestFeeCheck(SettlementDbContext db, NumberedCall numbered, ManualClaims claims, ReferenceSnapshot reference)
{
    internal async Task<Outcome<FeeCheckAnswer>> RunAsync(ClaimKey key, string verificationNo, RequestFeeCheckRequest request, Call call)
    {
        ManualClaimRecord? claim = null;
        var number = new CallNumber($"verification/{key.Region}", verificationNo, "verificationNo", Wire.Hash(new { claimNo = key.No, request }));
        return await numbered.OnceAsync(
            number,
            async () =>
            {
                claim = await claims.LockAsync(key, call); // against its approval
                return claim is null ? null : await FindAsync(key, verificationNo, call);
            },
            () => AskAsync(claim, key, number, request, call),
            async _ => (await FeeCheckViews.FindAsync(db, new(key.Region, verificationNo), call.Cancellation))!.ToAnswer(call.Today),
            call.Cancellation);
    }

    private Task<FeeCheckRecord?> FindAsync(ClaimKey key, string verificationNo, Call call) =>
        db.FeeChecks.AsNoTracking().SingleOrDefaultAsync(
            v => v.InsuredRegion == key.Region && v.VerificationNo == verificationNo, call.Cancellation);

    private async Task<Outcome<FeeCheckRecord>> AskAsync(
        ManualClaimRecord? claim, ClaimKey key, CallNumber number, RequestFeeCheckRequest request, Call call)
    {
        if (claim is null)
            return ProblemKind.NotFound.Refuse(key.No);
        if (!claim.State.IsUndecided())
            return ManualClaimSteps.NotPossibleNow(claim);
        var rules = await db.RulesOfAsync(claim, call.Cancellation);
        var check = new FeeCheckRecord
        {
            PersonId = claim.PersonId,
            ClaimId = claim.ClaimId,
            InsuredRegion = key.Region,
            VerificationNo = number.No,
            TreatmentRegion = claim.FacilityRegion,
            Question = request.Question,
            DueOn = ClaimDue.DayAfter(call.Today, rules.FeeCheck.WorkingDays, reference.Calendar),
            RequestHash = number.Hash,
            RequestedBy = call.By,
            RequestedAt = call.Now,
        };
        db.Add(check);
        return check;
    }
}
