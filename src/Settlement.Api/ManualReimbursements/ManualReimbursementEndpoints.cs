using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Settlement.Api.ManualReimbursements.Approval;
using Settlement.Api.ManualReimbursements.FeeChecks;
using Settlement.Api.ManualReimbursements.Invoices;
using Settlement.Api.ManualReimbursements.Opening;
using Settlement.Api.ManualReimbursements.Payments;


namespace Settlement.Api.ManualReimbursements;

/// <summary>手工（零星）报销 (R-MAN-01, R-MAN-02): what the feature needs and where it is reached.</summary>
internal static class ManualReimbursementEndpoints
{
    internal static void AddManualReimbursements(this IServiceCollection services) => services
        .AddScoped<ManualClaims>().AddScoped<ListManualClaims>().AddScoped<ManualClaimSteps>().AddScoped<SupplyManualClaim>().AddScoped<EndManualClaim>()
        .AddScoped<OpenManualClaim>().AddScoped<UploadedBills>().AddScoped<PaperBills>()
        .AddScoped<ClaimCalculation>().AddScoped<ComputeManualClaim>().AddScoped<ApproveManualClaim>().AddScoped<ReverseManualClaimApproval>()
        .AddScoped<PayManualClaim>().AddScoped<RecoverManualClaimPayment>().AddScoped<WriteOffManualClaimPayment>()
        .AddScoped<ProposePayeeAccount>().AddScoped<PayeeAccountSteps>().AddScoped<ListPayeeAccounts>()
        .AddScoped<RequestFeeCheck>().AddScoped<AnswerFeeCheck>().AddScoped<FeeCheckLists>()
        .AddScoped<SettlementInvoices>();

    internal static void MapManualReimbursements(this IEndpointRouteBuilder routes)
    {
        var region = routes.MapGroup("/regions/{regionCode}").WithTags("Manual reimbursement 手工报销");
        var claims = region.MapGroup("/manual-reimbursements");
        claims.MapManualClaimSteps();
        claims.MapApproval();
        claims.MapPayments();
        claims.MapManualClaimReads();
        claims.MapManualClaimDocuments();
        region.MapFeeChecks();
        region.MapPayeeAccounts();
        region.MapManualRules();
        routes.MapGroup("/facilities/{facilityCode}/settlements/{transactionNo}/invoices").WithTags("Settlements 结算").MapInvoices();
    }
}
