using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Settlement.Api.ManualReimbursements;

/// <summary>手工（零星）报销 (R-MAN-01, R-MAN-02): what the feature needs and where it is reached.</summary>
internal static class ManualReimbursementEndpoints
{
    internal static void AddManualReimbursements(this IServiceCollection services) => services
        .AddScoped<ManualClaimDesk>().AddScoped<ManualClaimOpening>().AddScoped<ManualClaimComputing>().AddScoped<ManualClaimReversing>();

    internal static void MapManualReimbursements(this IEndpointRouteBuilder routes)
    {
        var region = routes.MapGroup("/regions/{regionCode}").WithTags("Manual reimbursement 手工报销");
        var claims = region.MapGroup("/manual-reimbursements");
        claims.MapManualClaimSteps();
        claims.MapManualClaimReversals();
        claims.MapManualClaimReads();
        claims.MapManualClaimDocuments();
        region.MapFeeVerifications();
        region.MapPayeeAccounts();
        region.MapManualRules();
        routes.MapGroup("/facilities/{facilityCode}/settlements/{transactionNo}/invoices").WithTags("Settlements 结算").MapInvoices();
    }
}
