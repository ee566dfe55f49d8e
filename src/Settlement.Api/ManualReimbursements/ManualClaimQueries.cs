using Microsoft.EntityFrameworkCore;
using Settlement.Domain;
using Settlement.Domain.ManualReimbursements;
using Settlement.Domain.Persons;
using Settlement.Persistence;
using Settlement.Persistence.ManualReimbursements;

namespace Settlement.Api.ManualReimbursements;

internal static class ManualClaimQueries
{
    /// <summary>The claim of this number, to be changed; null where there is none.</summary>
    internal static Task<ManualClaimRecord?> FindClaimAsync(
        this SettlementDbContext db, RegionCode region, string claimNo, CancellationToken cancellation) =>
        db.ManualClaims.SingleOrDefaultAsync(c => c.InsuredRegion == region && c.ClaimNo == claimNo, cancellation);

    /// <summary>Whoever changes claims, filings, accounts or the status of a person holds this to the end of the transaction.</summary>
    internal static Task LockPersonOfClaimAsync(this SettlementDbContext db, RegionCode region, string claimNo, CancellationToken cancellation) =>
        db.Database.ExecuteSqlAsync(
            $"""
            SELECT FROM person p JOIN manual_claim c USING (person_id)
            WHERE c.insured_region = {region.Value} AND c.claim_no = {claimNo} FOR NO KEY UPDATE OF p
            """,
            cancellation);

    internal static IQueryable<ManualClaimInvoiceRecord> InvoicesOf(this SettlementDbContext db, ManualClaimRecord claim) =>
        db.ManualClaimInvoices.AsNoTracking().Where(i => i.PersonId == claim.PersonId && i.ClaimId == claim.ClaimId);

    internal static IQueryable<FeeVerificationRecord> OpenVerificationsOf(this SettlementDbContext db, ManualClaimRecord claim) =>
        db.FeeVerifications.AsNoTracking().Where(v => v.PersonId == claim.PersonId && v.ClaimId == claim.ClaimId && v.AnsweredAt == null);

    internal static IQueryable<ManualClaimReversalRecord> ReversalsOf(this SettlementDbContext db, ManualClaimRecord claim) =>
        db.ManualClaimReversals.AsNoTracking().Where(r => r.PersonId == claim.PersonId && r.ClaimId == claim.ClaimId);

    /// <summary>Payments that the persons still owe back: one of a claim at most.</summary>
    internal static IQueryable<ManualClaimReversalRecord> ToRecover(this IQueryable<ManualClaimReversalRecord> reversals) =>
        reversals.Where(r => r.PaidOn != null && r.RecoveredOn == null && r.WrittenOffAt == null && r.Amount > Money.Zero);

    internal static async Task<IReadOnlyList<ClaimDocumentKind>> MissingAsync(
        this SettlementDbContext db, ManualClaimRecord claim, CancellationToken cancellation)
    {
        var rules = (await ManualRulesBook.LoadAsync(db, claim.InsuredRegion, cancellation)).Of(claim);
        return rules.Missing(claim.Service, claim.IsUploaded, claim.Shown, await db.InvoicesOf(claim).AnyAsync(cancellation));
    }

    /// <summary>
    /// 参保状态 on a day: that of the latest change by then. Before the first change that was reported a person was insured; where none was
    /// reported the present status has always been.
    /// </summary>
    internal static async Task<InsuredStatus> StatusOnAsync(
        this SettlementDbContext db, InsuredPerson person, DateOnly day, CancellationToken cancellation)
    {
        var changes = await db.InsuredStatusChanges.AsNoTracking().Where(c => c.PersonId == person.Id).ToListAsync(cancellation);
        if (changes.Count == 0)
            return person.Status;
        return changes.Where(c => c.EffectiveOn <= day).OrderBy(c => c.EffectiveOn).ThenBy(c => c.ReportedAt).LastOrDefault()?.Status ?? InsuredStatus.Normal;
    }
}
