using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain;

namespace Settlement.Api.ManualReimbursements.Invoices;

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
    private static async Task<Answered<SettlementInvoicesAnswer>> Report(
        string facilityCode, string transactionNo, string invoiceNo, ReportInvoiceRequest request, SettlementInvoices invoices, Call call) =>
        await invoices.ReportAsync(FacilityCode.Parse(facilityCode), transactionNo, new(request.InvoiceCode ?? "", invoiceNo), call);

    /// <param name="invoiceNo">票据号码.</param>
    /// <param name="invoiceCode">票据代码; left out for an invoice that has none.</param>
    private static async Task<Answered<SettlementInvoicesAnswer>> TakeBack(
        string facilityCode, string transactionNo, string invoiceNo, SettlementInvoices invoices, Call call, string? invoiceCode = null) =>
        await invoices.TakeBackAsync(FacilityCode.Parse(facilityCode), transactionNo, new(invoiceCode ?? "", invoiceNo), call);
}
