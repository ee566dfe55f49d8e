using Microsoft.EntityFrameworkCore;
using Settlement.Api.Calls;
using Settlement.Domain;
using Settlement.Domain.ManualReimbursements;
using Settlement.Persistence;
using Settlement.Persistence.ManualReimbursements;
using Settlement.Persistence.RulesVersions;

namespace Settlement.Api.ManualReimbursements;

/// <summary>A claim by its name: the insured place and the agency's own number.</summary>
internal readonly record struct ClaimKey(RegionCode Region, string No);

/// <summary>What belongs to a claim.</summary>
internal static class ManualClaimQueries
{
    /// <summary>The claim of this number, to be changed; null where there is none.</summary>
    internal static Task<ManualClaimRecord?> FindClaimAsync(this SettlementDbContext db, ClaimKey key, CancellationToken cancellation) =>
        db.ManualClaims.SingleOrDefaultAsync(c => c.InsuredRegion == key.Region && c.ClaimNo == key.No, cancellation);

    /// <summary>Whoever changes claims, filings, accounts or the status of a person holds this to the end of the transaction.</summary>
    internal static Task LockPersonOfClaimAsync(this SettlementDbContext db, ClaimKey key, CancellationToken cancellation) =>
        db.Database.ExecuteSqlAsync(
            $"""
            SELECT FROM person p JOIN manual_claim c USING (person_id)
            WHERE c.insured_region = {key.Region.Value} AND c.claim_no = {key.No} FOR NO KEY UPDATE OF p
            """,
            cancellation);

    internal static IQueryable<ManualClaimInvoiceRecord> InvoicesOf(this SettlementDbContext db, ManualClaimRecord claim) =>
        db.ManualClaimInvoices.AsNoTracking().Where(i => i.PersonId == claim.PersonId && i.ClaimId == claim.ClaimId);

    internal static IQueryable<ManualClaimDocumentRecord> DocumentsOf(this SettlementDbContext db, ManualClaimRecord claim) =>
        db.ManualClaimDocuments.AsNoTracking().Where(d => d.PersonId == claim.PersonId && d.ClaimId == claim.ClaimId);

    /// <summary>协查 that wait for an answer.</summary>
    internal static IQueryable<FeeCheckRecord> OpenFeeChecksOf(this SettlementDbContext db, ManualClaimRecord claim) =>
        db.FeeChecks.AsNoTracking().Where(v => v.PersonId == claim.PersonId && v.ClaimId == claim.ClaimId && v.AnsweredAt == null);

    internal static IQueryable<ManualClaimReversalRecord> ReversalsOf(this SettlementDbContext db, ManualClaimRecord claim) =>
        db.ManualClaimReversals.AsNoTracking().Where(r => r.PersonId == claim.PersonId && r.ClaimId == claim.ClaimId);

    /// <summary>Payments that the persons still owe back: one of a claim at most. See <see cref="ReversedPaymentState.Owed"/>.</summary>
    internal static IQueryable<ManualClaimReversalRecord> ToRecover(this IQueryable<ManualClaimReversalRecord> reversals) =>
        reversals.Where(r => r.PaidOn != null && r.RecoveredOn == null && r.WrittenOffAt == null && r.Amount > Money.Zero);

    /// <summary>Rules under which a claim was received.</summary>
    internal static async Task<ManualReimbursementRules> RulesOfAsync(
        this SettlementDbContext db, ManualClaimRecord claim, CancellationToken cancellation) =>
        (await db.RulesOfAsync<ManualReimbursementRules>(claim.InsuredRegion, cancellation)).Of(claim);

    /// <summary>Documents that are still asked for; of invoices those that are added within the step under way count too.</summary>
    internal static async Task<IReadOnlyList<ClaimDocumentKind>> MissingAsync(
        this SettlementDbContext db, ManualClaimRecord claim, CancellationToken cancellation)
    {
        var rules = await db.RulesOfAsync(claim, cancellation);
        var hasInvoice = db.ManualClaimInvoices.Local.Any(i => i.ClaimId == claim.ClaimId)
            || await db.InvoicesOf(claim).AnyAsync(cancellation);
        return rules.Missing(claim.Service, claim.IsUploaded, claim.Shown, hasInvoice);
    }

    /// <summary>Adds the invoices that are not on the claim yet.</summary>
    /// <returns>Null unless one of them is used.</returns>
    internal static async Task<Refusal?> AddInvoicesAsync(
        this SettlementDbContext db, ManualClaimRecord claim, IReadOnlyList<InvoiceNumber>? invoices, Call call)
    {
        var known = (await db.InvoicesOf(claim).ToListAsync(call.Cancellation))
            .Select(i => new InvoiceKey(i.InvoiceCode, i.InvoiceNo)).ToHashSet();
        var added = (invoices ?? []).Select(i => i.ToKey()).Where(i => !known.Contains(i)).ToList();
        if (await db.TakeInvoicesAsync(added, UserOf(claim, call), call.Cancellation) is { } used)
            return ManualClaimProblems.InvoiceUsed.Refuse($"{used}", "/invoices");
        db.AddRange(added.Select(i => new ManualClaimInvoiceRecord
        {
            PersonId = claim.PersonId,
            ClaimId = claim.ClaimId,
            InvoiceCode = i.Code,
            InvoiceNo = i.Number,
        }));
        return null;
    }

    internal static InvoiceUser UserOf(ManualClaimRecord claim, Call call) => new(claim.PersonId, null, claim.ClaimId, call.By, call.Now);
}
