using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain;

namespace Settlement.Api.ManualReimbursements.Payments;

/// <summary>支付、追回、核销: what was paid, and how what was paid wrongly comes back or is given up. Each may be sent again.</summary>
internal static class PaymentEndpoints
{
    internal static void MapPayments(this IEndpointRouteBuilder claims)
    {
        claims.MapPut("/{claimNo}/payment", Pay).WithName("PayManualClaim").Validate<PayManualClaimRequest>()
            .AllowedTo(AccessScope.Region, Role.Finance)
            .WithSummary(
                "支付 · Records the payment of an approved claim to the person's confirmed account; or a late one of an approval that was taken back")
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        claims.MapPut("/{claimNo}/recovery", Recover).WithName("RecoverManualClaimPayment").Validate<RecoverManualClaimRequest>()
            .AllowedTo(AccessScope.Region, Role.Finance)
            .WithSummary("追回 · Records that the person paid back what was paid on an approval that was taken back").ProducesProblem(404)
            .ProducesProblem(409).ProducesProblem(422);
        claims.MapPut("/{claimNo}/write-off", WriteOff).WithName("WriteOffManualClaimPayment").Validate<WriteOffManualClaimRequest>()
            .AllowedTo(AccessScope.Region, Role.Reviewer)
            .WithSummary("核销 · A second reviewer gives up what was to be recovered; nothing is paid on the bill again").ProducesProblem(404)
            .ProducesProblem(409).ProducesProblem(422);
    }

    private static async Task<Answered<ManualClaimAnswer>> Pay(
        string regionCode, string claimNo, PayManualClaimRequest request, PayManualClaim pay, Call call) =>
        await pay.RunAsync(new(RegionCode.Parse(regionCode), claimNo), request, call);

    private static async Task<Answered<ManualClaimAnswer>> Recover(
        string regionCode, string claimNo, RecoverManualClaimRequest request, RecoverManualClaimPayment recover, Call call) =>
        await recover.RunAsync(new(RegionCode.Parse(regionCode), claimNo), request, call);

    private static async Task<Answered<ManualClaimAnswer>> WriteOff(
        string regionCode, string claimNo, WriteOffManualClaimRequest request, WriteOffManualClaimPayment writeOff, Call call) =>
        await writeOff.RunAsync(new(RegionCode.Parse(regionCode), claimNo), request, call);
}
