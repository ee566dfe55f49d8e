using Microsoft.EntityFrameworkCore;
using Settlement.Api.Calls;
using Settlement.Domain.ManualReimbursements;
using Settlement.Persistence;
using Settlement.Persistence.ManualReimbursements;

namespace Settlement.Api.ManualReimbursements.Payments;

/// <summary>支付 of an approved claim to the person's confirmed account; or a late one of an approval that was taken back.</summary>
internal sealed class PayManualClaim(SettlementDbContext db, ManualClaimSteps steps)
{
    internal Task<Outcome<ManualClaimAnswer>> RunAsync(ClaimKey key, PayManualClaimRequest request, Call call)
    {
        var step = new StepRequest<ManualClaimStep>(ManualClaimStep.Pay, Wire.Hash(request), request.Version, request.BankReference);
        return steps.TakeAsync(key, step, call, claim =>
            claim.State == ManualClaimState.Approved ? PayAsync(claim, request, call) : PayLateAsync(claim, request, call));
    }

    private async Task<Refusal?> PayAsync(ManualClaimRecord claim, PayManualClaimRequest request, Call call)
    {
        var paidOn = request.PaidOn ?? call.Today;
        var approvedAt = await db.ManualClaimEvents
            .Where(e => e.PersonId == claim.PersonId && e.ClaimId == claim.ClaimId && e.Step == ManualClaimStep.Approve)
            .MaxAsync(e => e.DoneAt, call.Cancellation);
        if (!MoneyDays.CanBe(paidOn, approvedAt.DayInChina(), call.Today))
            return ProblemKind.DateNotPossible.Refuse($"{paidOn:O}", "/paidOn");
        if (await db.PayeeAccounts.SingleOrDefaultAsync(
            a => a.PersonId == claim.PersonId && a.State == PayeeAccountState.Confirmed, call.Cancellation) is not { } account)
            return ManualClaimProblems.PayeeNotConfirmed.Refuse(claim.ClaimNo);
        if (account.ChangeNo != request.PayeeChangeNo)
            return ManualClaimProblems.PayeeChanged.Refuse($"{request.PayeeChangeNo}, {account.ChangeNo}", "/payeeChangeNo");
        (claim.PayeeChangeNo, claim.BankReference) = (account.ChangeNo, request.BankReference);
        (claim.PaidOn, claim.PaidBy) = (paidOn, call.By);
        return null;
    }

    /// <summary>
    /// 迟到支付: a transfer that had left the bank when the approval was taken back as unpaid. It goes to the last reversal without a payment,
    /// so that the person owes it.
    /// </summary>
    private async Task<Refusal?> PayLateAsync(ManualClaimRecord claim, PayManualClaimRequest request, Call call)
    {
        var paidOn = request.PaidOn ?? call.Today;
        var reversals = await db.ReversalsOf(claim).OrderByDescending(r => r.ReversedAt).AsTracking().ToListAsync(call.Cancellation);
        if (reversals.Exists(r => r.PaymentState == ReversedPaymentState.Owed) // one at a time
            || reversals.Find(r => r.PaymentState.After(ReversedPaymentStep.PayLate) is not null) is not { } reversal)
            return ManualClaimSteps.NotPossibleNow(claim);
        var approvedAt = await db.Settlements.Where(s => s.PersonId == claim.PersonId && s.SettlementId == reversal.SettlementId)
            .Select(s => s.SettledAt).SingleAsync(call.Cancellation);
        if (!MoneyDays.CanBe(paidOn, approvedAt.DayInChina(), call.Today))
            return ProblemKind.DateNotPossible.Refuse($"{paidOn:O}", "/paidOn");
        // Another account may have been confirmed since the bank paid.
        if (!await db.PayeeAccounts.AnyAsync(
            a => a.PersonId == claim.PersonId && a.ChangeNo == request.PayeeChangeNo
                && (a.State == PayeeAccountState.Confirmed || a.State == PayeeAccountState.Superseded && a.DecidedBy != null), call.Cancellation))
            return ManualClaimProblems.PayeeNotConfirmed.Refuse(request.PayeeChangeNo, "/payeeChangeNo");

        (reversal.PayeeChangeNo, reversal.BankReference) = (request.PayeeChangeNo, request.BankReference);
        (reversal.PaidOn, reversal.PaidBy) = (paidOn, call.By);
        claim.Forget();
        if (claim.State.IsLive())
            await db.UsePrescriptionAsync(claim, call.Cancellation);
        return null;
    }
}
