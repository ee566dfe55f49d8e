using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain;

namespace Settlement.Api.Settlements.Refund;

/// <summary>部分退费.</summary>
internal static class RefundEndpoint
{
    internal static void MapRefunds(this IEndpointRouteBuilder facility) =>
        facility.MapPut("/refunds/{transactionNo}", Refund).WithName("RefundPart").Validate<RefundRequest>()
            .AllowedTo(AccessScope.Facility, Role.Hospital, Role.Pharmacy)
            .WithSummary(
                "部分退费 · Reverses a settlement, adds refund lines and settles what remains under the number; "
                + "a retry returns the first answer")
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);

    private static async Task<Answered<RefundAnswer>> Refund(
        string facilityCode, string transactionNo, RefundRequest request, RefundPart refund, Call call) =>
        await refund.RunAsync(FacilityCode.Parse(facilityCode), transactionNo, request, call);
}
