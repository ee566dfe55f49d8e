using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Settlement.Api.Calls;
using Settlement.Api.Encounters;
using Settlement.Api.Http;
using Settlement.Domain;
using Settlement.Domain.Encounters;
using Settlement.Domain.ManualReimbursements;
using Settlement.Persistence;
using Settlement.Persistence.Encounters;
using Settlement.Persistence.ManualReimbursements;

namespace Settlement.Api.ManualReimbursements;

/// <summary>What becomes of a claim while money is out that was paid on an approval that counts no more.</summary>
internal static class ManualClaimLatePayments
{
    /// <summary>
    /// 迟到支付: a transfer that had left the bank when the approval was taken back as unpaid. It goes to the last reversal without a payment, so that
    /// the person owes it.
    /// </summary>
    internal static async Task<ProblemHttpResult?> PayLateAsync(
        this ManualClaimRecord claim, SettlementDbContext db, PayManualClaimRequest request, DateOnly paidOn, string by, DateOnly today,
        CancellationToken cancellation)
    {
        if (await db.ReversalsOf(claim).ToRecover().AnyAsync(cancellation) // one at a time
            || await db.ReversalsOf(claim).Where(r => r.PaidOn == null && r.Amount > Money.Zero).OrderByDescending(r => r.ReversedAt)
                .AsTracking().FirstOrDefaultAsync(cancellation) is not { } reversal)
            return ManualClaimDesk.NotPossible(claim);
        var approvedAt = await db.Settlements.Where(s => s.PersonId == claim.PersonId && s.SettlementId == reversal.SettlementId)
            .Select(s => s.SettledAt).SingleAsync(cancellation);
        if (paidOn > today || paidOn < approvedAt.DayInChina())
            return ProblemKind.DateNotPossible.ToResult($"{paidOn:O}", "/paidOn");
        // Another account may have been confirmed since the bank paid.
        if (!await db.PayeeAccounts.AnyAsync(
            a => a.PersonId == claim.PersonId && a.ChangeNo == request.PayeeChangeNo
                && (a.State == PayeeAccountState.Confirmed || a.State == PayeeAccountState.Superseded && a.DecidedBy != null), cancellation))
            return ManualClaimProblems.PayeeNotConfirmed.ToResult(request.PayeeChangeNo, "/payeeChangeNo");

        (reversal.PayeeChangeNo, reversal.BankReference) = (request.PayeeChangeNo, request.BankReference);
        (reversal.PaidOn, reversal.PaidBy) = (paidOn, by);
        claim.Forget();
        if (claim.State.IsLive())
            await db.UsePrescriptionAsync(claim, cancellation);
        return null;
    }

    /// <summary>A bill that was paid and not recovered is held again, where it is free: else it was paid twice, and one payment is owed.</summary>
    internal static async Task<ProblemHttpResult?> HoldAgainAsync(
        this ManualClaimRecord claim, SettlementDbContext db, string by, DateTimeOffset at, CancellationToken cancellation)
    {
        var named = await db.Encounters.AsNoTracking().SingleAsync(e => e.PersonId == claim.PersonId && e.EncounterId == claim.EncounterId, cancellation);
        var encounter = (await db.LockEncounterAsync(named.FacilityCode, named.EncounterNo, cancellation))!;
        if (claim.IsUploaded) // what was entered for the claim is cancelled
        {
            if (encounter.ManualClaimId is not null)
                return EncounterProblems.EncounterUnderClaim.ToResult(encounter.EncounterNo);
            if (encounter.State != EncounterState.PaidInFull)
                return ManualClaimProblems.EncounterNotPaidInFull.ToResult(encounter.EncounterNo);
            encounter.ManualClaimId = claim.ClaimId;
        }
        var invoices = (await db.InvoicesOf(claim).ToListAsync(cancellation)).Select(i => new InvoiceKey(i.InvoiceCode, i.InvoiceNo));
        if (await db.TakeInvoicesAsync(invoices, claim.PersonId, settlement: null, claim.ClaimId, by, at, cancellation) is { } used)
            return ManualClaimProblems.InvoiceUsed.ToResult($"{used}");
        await db.UsePrescriptionAsync(claim, cancellation);
        return null;
    }

    /// <summary>特药: a prescription is used while money that was paid on it is out, unless something else uses it already.</summary>
    internal static Task UsePrescriptionAsync(this SettlementDbContext db, ManualClaimRecord claim, CancellationToken cancellation) =>
        db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO special_drug_use (person_id, prescription_id, encounter_id)
            SELECT person_id, prescription_id, encounter_id FROM encounter
            WHERE person_id = {claim.PersonId.Value} AND encounter_id = {claim.EncounterId.Value} AND prescription_id IS NOT NULL
            ON CONFLICT DO NOTHING
            """,
            cancellation);

    internal static Task FreePrescriptionAsync(this SettlementDbContext db, ManualClaimRecord claim, CancellationToken cancellation) =>
        db.SpecialDrugUses.Where(u => u.PersonId == claim.PersonId && u.EncounterId == claim.EncounterId).ExecuteDeleteAsync(cancellation);
}
