using Microsoft.EntityFrameworkCore;
using Settlement.Api.Calls;
using Settlement.Api.Persons;
using Settlement.Domain;
using Settlement.Persistence;
using Settlement.Persistence.Numbers;

namespace Settlement.Api.ManualReimbursements.FeeChecks;

/// <summary>
/// 答复协查: by the treatment place, once. The only step there is: its content stands in the question's own record, by which a repeat is known
/// for ever, so that there are no versions and no history to keep.
/// </summary>
internal sealed class AnswerFeeCheck(SettlementDbContext db)
{
    internal async Task<Outcome<FeeCheckAnswer>> RunAsync(RegionCode region, FeeCheckKey key, AnswerFeeCheckRequest request, Call call)
    {
        var hash = Wire.Hash(request);
        await using var transaction = await db.LockNumberAsync($"verification/{key.InsuredRegion}", key.No, call.Cancellation);
        if (await FeeCheckViews.FindAsync(db, key, call.Cancellation) is not { } view || !region.Contains(view.Check.TreatmentRegion))
            return ProblemKind.NotFound.Refuse(key.No);
        await db.RecordReadsAsync(call, [view.Check.PersonId]);
        if (view.Check.AnswerHash is { } answered)
        {
            if (!answered.AsSpan().SequenceEqual(hash))
                return ManualClaimProblems.FeeCheckAnswered.Refuse(key.No);
            await transaction.CommitAsync(call.Cancellation); // that the person was looked at stays recorded
            return Outcome<FeeCheckAnswer>.Before(view.ToAnswer(call.Today));
        }

        var check = await db.FeeChecks.SingleAsync(
            v => v.PersonId == view.Check.PersonId && v.ClaimId == view.Check.ClaimId && v.VerificationNo == key.No, call.Cancellation);
        (check.Finding, check.Answer, check.AnswerHash) = (request.Finding, request.Answer, hash);
        (check.AnsweredBy, check.AnsweredAt) = (call.By, call.Now);
        await db.SaveChangesAsync(call.Cancellation);
        await transaction.CommitAsync(call.Cancellation);
        return (view with { Check = check }).ToAnswer(call.Today);
    }
}
