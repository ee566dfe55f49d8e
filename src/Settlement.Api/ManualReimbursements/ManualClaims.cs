using Microsoft.EntityFrameworkCore;
using Settlement.Api.Calls;
using Settlement.Api.Documents;
using Settlement.Api.Persons;
using Settlement.Domain.ManualReimbursements;
using Settlement.Persistence;
using Settlement.Persistence.Facilities;
using Settlement.Persistence.ManualReimbursements;
using Settlement.Persistence.Snapshots;

namespace Settlement.Api.ManualReimbursements;

/// <summary>手工报销申请 as they are found and answered; every look at one is recorded.</summary>
internal sealed class ManualClaims(SettlementDbContext db, ReferenceSnapshot reference)
{
    internal async Task<Outcome<ManualClaimAnswer>> ReadAsync(ClaimKey key, Call call) =>
        await LookAsync(key, call) is { } claim ? await AnswerAsync(claim, call) : ProblemKind.NotFound.Refuse(key.No);

    internal async Task<Outcome<ManualClaimHistory>> ReadHistoryAsync(ClaimKey key, Call call)
    {
        if (await LookAsync(key, call) is not { } claim)
            return ProblemKind.NotFound.Refuse(key.No);
        var steps = await db.ManualClaimEvents.AsNoTracking()
            .Where(e => e.PersonId == claim.PersonId && e.ClaimId == claim.ClaimId).OrderBy(e => e.Version).ToListAsync(call.Cancellation);
        return new ManualClaimHistory(key.No, [.. steps.Select(ManualClaimEventAnswer.From)]);
    }

    internal async Task<Outcome<ManualClaimDocuments>> ReadDocumentsAsync(ClaimKey key, Call call)
    {
        if (await LookAsync(key, call) is not { } claim)
            return ProblemKind.NotFound.Refuse(key.No);
        var documents = await db.DocumentsOf(claim).OrderBy(d => d.SuppliedAt).ThenBy(d => d.Kind).ToListAsync(call.Cancellation);
        return new ManualClaimDocuments(key.No, [.. documents.Select(DocumentAnswer<ClaimDocumentKind>.From)]);
    }

    /// <summary>The claim, while nobody else works on claims and accounts of the person; null where there is none.</summary>
    internal async Task<ManualClaimRecord?> LockAsync(ClaimKey key, Call call)
    {
        await db.LockPersonOfClaimAsync(key, call.Cancellation);
        return await LookAsync(key, call);
    }

    internal async Task<ManualClaimAnswer> AnswerAsync(ManualClaimRecord claim, Call call)
    {
        var personNo = await db.Persons.Where(p => p.PersonId == claim.PersonId).Select(p => p.PersonNo).SingleAsync(call.Cancellation);
        var invoices = await db.InvoicesOf(claim).OrderBy(i => i.InvoiceCode).ThenBy(i => i.InvoiceNo).ToListAsync(call.Cancellation);
        var missing = await db.MissingAsync(claim, call.Cancellation);
        var open = await db.OpenFeeChecksOf(claim).Select(v => v.VerificationNo).OrderBy(no => no).ToListAsync(call.Cancellation);
        var reversals = await db.ReversalsOf(claim).OrderBy(r => r.ReversedAt).ToListAsync(call.Cancellation);
        var accounts = await MaskedAccountsAsync(claim, reversals, call);
        var due = DueAnswer.Of(claim, reference.Calendar, call.Today);
        return new(
            claim.ClaimNo, personNo.Value, claim.State, claim.Version, claim.IsUploaded,
            claim.FacilityCode == FacilityRecord.EnteredByAgency ? null : claim.FacilityCode.Value, claim.FacilityName, claim.FacilityRegion.Value,
            claim.Service, claim.EndedOn, claim.Total, [.. invoices.Select(i => InvoiceNumber.Of(i.InvoiceCode, i.InvoiceNo))], claim.Shown,
            claim.State.IsLive() ? missing : [], claim.RulesVersion, claim.CatalogSide, claim.ReceivedOn, claim.DueOn, due.ByWeekdays, due.Note,
            due.IsOverdue, due.MayBeOverdue, claim.VerificationProposed, open, ManualComputationAnswer.From(claim), claim.ComputedBy,
            claim.ApprovedBy, claim.SettlementId?.Value, claim.RefusalReason,
            PaymentAnswer.From(claim.PaidOn, claim.BankReference, claim.PayeeChangeNo, claim.PaidBy, accounts),
            [.. reversals.Select(r => ApprovalReversalAnswer.From(r, accounts))]);
    }

    private async Task<ManualClaimRecord?> LookAsync(ClaimKey key, Call call)
    {
        if (await db.FindClaimAsync(key, call.Cancellation) is not { } claim)
            return null;
        await db.RecordReadsAsync(call, [claim.PersonId]);
        return claim;
    }

    /// <summary>Accounts that the claim was paid to, by the number of their change.</summary>
    private async Task<IReadOnlyDictionary<string, string>> MaskedAccountsAsync(
        ManualClaimRecord claim, IReadOnlyList<ManualClaimReversalRecord> reversals, Call call)
    {
        var paidTo = reversals.Select(r => r.PayeeChangeNo).Append(claim.PayeeChangeNo).OfType<string>().ToList();
        return await db.PayeeAccounts.AsNoTracking().Where(a => a.PersonId == claim.PersonId && paidTo.Contains(a.ChangeNo))
            .ToDictionaryAsync(a => a.ChangeNo, a => MaskedAccount.Of(a.AccountNumber), call.Cancellation);
    }
}
