using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Api.Settlements;
using Settlement.Domain;
using Settlement.Domain.ManualReimbursements;
using Settlement.Persistence;
using Settlement.Persistence.Encounters;
using Settlement.Persistence.ManualReimbursements;
using Settlement.Persistence.Settlements;

namespace Settlement.Api.ManualReimbursements;

/// <summary>票据登记: the facility reports the invoices of a settlement, so that nobody claims them again (R1.18.3). A reversal frees them.</summary>
internal static class InvoiceEndpoints
{
    internal static void MapInvoices(this IEndpointRouteBuilder invoices)
    {
        invoices.MapPut("/{invoiceNo}", Report).WithName("ReportSettlementInvoice").Validate<ReportInvoiceRequest>()
            .AllowedTo(AccessScope.Facility, Role.Hospital, Role.Pharmacy)
            .WithSummary("票据登记 · Reports an invoice of a settlement, which then can neither be claimed nor be reported again; may be sent again")
            .ProducesProblem(404).ProducesProblem(409);
        invoices.MapDelete("/{invoiceNo}", TakeBack).WithName("TakeBackSettlementInvoice").ProducesProblem(400).ProducesProblem(404)
            .AllowedTo(AccessScope.Facility, Role.Hospital, Role.Pharmacy)
            .WithSummary("票据登记撤销 · Takes back an invoice that was reported by mistake; may be sent again");
    }

    /// <param name="invoiceNo">票据号码.</param>
    private static async Task<Results<Ok<SettlementInvoicesAnswer>, ProblemHttpResult>> Report(
        string facilityCode, string transactionNo, string invoiceNo, ReportInvoiceRequest request, HttpContext context, SettlementDbContext db,
        TimeProvider clock, CancellationToken cancellation)
    {
        var invoice = new InvoiceKey(request.InvoiceCode ?? "", invoiceNo);
        if (!invoice.IsWellFormed)
            return ProblemKind.InvalidRequest.ToResult($"{invoice}", "/invoiceNo");
        var facility = FacilityCode.Parse(facilityCode);
        if (await db.FindSettlementAsync(facility, transactionNo, cancellation) is not var (settlement, encounterNo) || settlement.Reverses is not null)
            return ProblemKind.NotFound.ToResult(transactionNo);

        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await db.LockEncounterAsync(facility, encounterNo, cancellation); // against its reversal
        if (await db.IsReversedAsync(settlement, cancellation))
            return SettlementProblems.AlreadyReversed.ToResult(transactionNo);
        if (await db.UsesOf(settlement).AnyAsync(u => u.InvoiceCode == invoice.Code && u.InvoiceNo == invoice.Number, cancellation))
            context.MarkReplayed();
        else if (await db.TakeInvoicesAsync(
            [invoice], settlement.PersonId, settlement.SettlementId, claim: null, context.Caller().Subject, clock.Now(), cancellation) is { } used)
            return ManualClaimProblems.InvoiceUsed.ToResult($"{used}", "/invoiceNo");
        await transaction.CommitAsync(cancellation);
        return TypedResults.Ok(await AnswerAsync(db, settlement, cancellation));
    }

    /// <param name="invoiceNo">票据号码.</param>
    /// <param name="invoiceCode">票据代码; left out for an invoice that has none.</param>
    private static async Task<Results<Ok<SettlementInvoicesAnswer>, ProblemHttpResult>> TakeBack(
        string facilityCode, string transactionNo, string invoiceNo, HttpContext context, SettlementDbContext db, CancellationToken cancellation,
        string? invoiceCode = null)
    {
        var invoice = new InvoiceKey(invoiceCode ?? "", invoiceNo);
        if (!invoice.IsWellFormed)
            return ProblemKind.InvalidRequest.ToResult($"{invoice}", "/invoiceNo");
        if (await db.FindSettlementAsync(FacilityCode.Parse(facilityCode), transactionNo, cancellation) is not var (settlement, _))
            return ProblemKind.NotFound.ToResult(transactionNo);
        if (await db.UsesOf(settlement).Where(u => u.InvoiceCode == invoice.Code && u.InvoiceNo == invoice.Number).ExecuteDeleteAsync(cancellation) == 0)
            context.MarkReplayed();
        return TypedResults.Ok(await AnswerAsync(db, settlement, cancellation));
    }

    private static IQueryable<InvoiceUseRecord> UsesOf(this SettlementDbContext db, SettlementRecord settlement) =>
        db.InvoiceUses.AsNoTracking().Where(u => u.UsedFor == settlement.PersonId && u.SettlementId == settlement.SettlementId);

    private static async Task<SettlementInvoicesAnswer> AnswerAsync(SettlementDbContext db, SettlementRecord settlement, CancellationToken cancellation)
    {
        var uses = await db.UsesOf(settlement).OrderBy(u => u.InvoiceCode).ThenBy(u => u.InvoiceNo).ToListAsync(cancellation);
        return new(settlement.TransactionNo, [.. uses.Select(u => new InvoiceNumber(u.InvoiceNo, u.InvoiceCode.Length == 0 ? null : u.InvoiceCode))]);
    }
}

/// <summary>票据登记.</summary>
/// <param name="InvoiceCode">票据代码; left out only for a fully digital invoice (数电票), whose number has 20 digits.</param>
internal sealed record ReportInvoiceRequest(string? InvoiceCode = null);

internal sealed class ReportInvoiceRequestValidator : AbstractValidator<ReportInvoiceRequest>
{
    public ReportInvoiceRequestValidator() => RuleFor(r => r.InvoiceCode).MaximumLength(20).IsStorable();
}

/// <summary>Invoices of a settlement.</summary>
internal sealed record SettlementInvoicesAnswer(string TransactionNo, IReadOnlyList<InvoiceNumber> Invoices);
