using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Api.Settlements;
using Settlement.Domain;
using Settlement.Domain.ManualReimbursements;
using Settlement.Persistence;
using Settlement.Persistence.Encounters;
using Settlement.Persistence.ManualReimbursements;
using Settlement.Persistence.Settlements;

namespace Settlement.Api.ManualReimbursements.Invoices;

/// <summary>票据登记.</summary>
/// <param name="InvoiceCode">票据代码; left out only for a fully digital invoice (数电票), whose number has 20 digits.</param>
internal sealed record ReportInvoiceRequest(string? InvoiceCode = null);

internal sealed class ReportInvoiceRequestValidator : AbstractValidator<ReportInvoiceRequest>
{
    public ReportInvoiceRequestValidator() => RuleFor(r => r.InvoiceCode).MaximumLength(20).IsStorable();
}

/// <summary>Invoices of a settlement.</summary>
internal sealed record SettlementInvoicesAnswer(string TransactionNo, IReadOnlyList<InvoiceNumber> Invoices);

/// <summary>
/// 票据 of direct settlements. The number in the path is that of the invoice, which says all there is to say: where it is reported already,
/// it was done before, and there is no other content to tell from it.
/// </summary>
internal sealed class SettlementInvoices(SettlementDbContext db)
{
    internal async Task<Outcome<SettlementInvoicesAnswer>> ReportAsync(FacilityCode facility, string transactionNo, InvoiceKey invoice, Call call)
    {
        if (!invoice.IsWellFormed)
            return ProblemKind.InvalidRequest.Refuse($"{invoice}", "/invoiceNo");
        if (await db.FindSettlementAsync(facility, transactionNo, call.Cancellation) is not var (settlement, encounterNo)
            || settlement.Reverses is not null)
            return ProblemKind.NotFound.Refuse(transactionNo);

        await using var transaction = await db.Database.BeginTransactionAsync(call.Cancellation);
        await db.LockEncounterAsync(facility, encounterNo, call.Cancellation); // against its reversal
        if (await db.IsReversedAsync(settlement, call.Cancellation))
            return SettlementProblems.AlreadyReversed.Refuse(transactionNo);
        if (await UsesOf(settlement, invoice).AnyAsync(call.Cancellation))
            return Outcome<SettlementInvoicesAnswer>.Before(await AnswerAsync(settlement, call));
        var user = new InvoiceUser(settlement.PersonId, settlement.SettlementId, Claim: null, call.By, call.Now);
        if (await db.TakeInvoicesAsync([invoice], user, call.Cancellation) is { } used)
            return ManualClaimProblems.InvoiceUsed.Refuse($"{used}", "/invoiceNo");
        await transaction.CommitAsync(call.Cancellation);
        return await AnswerAsync(settlement, call);
    }

    internal async Task<Outcome<SettlementInvoicesAnswer>> TakeBackAsync(FacilityCode facility, string transactionNo, InvoiceKey invoice, Call call)
    {
        if (!invoice.IsWellFormed)
            return ProblemKind.InvalidRequest.Refuse($"{invoice}", "/invoiceNo");
        if (await db.FindSettlementAsync(facility, transactionNo, call.Cancellation) is not var (settlement, _))
            return ProblemKind.NotFound.Refuse(transactionNo);
        var wasTakenBefore = await UsesOf(settlement, invoice).ExecuteDeleteAsync(call.Cancellation) == 0;
        var answer = await AnswerAsync(settlement, call);
        return wasTakenBefore ? Outcome<SettlementInvoicesAnswer>.Before(answer) : answer;
    }

    private IQueryable<InvoiceUseRecord> UsesOf(SettlementRecord settlement, InvoiceKey invoice) =>
        UsesOf(settlement).Where(u => u.InvoiceCode == invoice.Code && u.InvoiceNo == invoice.Number);

    private IQueryable<InvoiceUseRecord> UsesOf(SettlementRecord settlement) =>
        db.InvoiceUses.AsNoTracking().Where(u => u.UsedFor == settlement.PersonId && u.SettlementId == settlement.SettlementId);

    private async Task<SettlementInvoicesAnswer> AnswerAsync(SettlementRecord settlement, Call call)
    {
        var uses = await UsesOf(settlement).OrderBy(u => u.InvoiceCode).ThenBy(u => u.InvoiceNo).ToListAsync(call.Cancellation);
        return new(settlement.TransactionNo, [.. uses.Select(u => InvoiceNumber.Of(u.InvoiceCode, u.InvoiceNo))]);
    }
}
