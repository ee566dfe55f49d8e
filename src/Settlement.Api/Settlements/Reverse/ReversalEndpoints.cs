using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain;

namespace Settlement.Api.Settlements.Reverse;

/// <summary>结算撤销: one settlement, or several that stand on each other in one call.</summary>
internal static class ReversalEndpoints
{
    internal static void MapReversals(this IEndpointRouteBuilder facility)
    {
        facility.MapPut("/reversals/{transactionNo}", Reverse).WithName("ReverseSettlement").Validate<ReverseRequest>()
            .AllowedTo(AccessScope.Facility, Role.Hospital, Role.Pharmacy)
            .WithSummary("结算撤销 · Reverses a settlement whole under a number of its own; a retry returns the first answer")
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        facility.MapPost("/reversals", ReverseSeveral).WithName("ReverseSettlements").Validate<ReverseSeveralRequest>()
            .AllowedTo(AccessScope.Facility, Role.Hospital, Role.Pharmacy)
            .WithSummary("依次撤销 · Reverses settlements of one person in the order given, the latest first, all or none; may be sent again")
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
    }

    private static async Task<Answered<SettlementAnswer>> Reverse(
        string facilityCode, string transactionNo, ReverseRequest request, ReverseSettlement reverse, Call call) =>
        await reverse.RunAsync(FacilityCode.Parse(facilityCode), transactionNo, request, call);

    private static async Task<Answered<ReversalsAnswer>> ReverseSeveral(
        string facilityCode, ReverseSeveralRequest request, ReverseSettlements reverse, Call call) =>
        await reverse.RunAsync(FacilityCode.Parse(facilityCode), request, call);
}
