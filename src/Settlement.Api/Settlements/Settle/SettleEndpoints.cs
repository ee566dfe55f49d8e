using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain;

namespace Settlement.Api.Settlements.Settle;

/// <summary>预结算 and 结算.</summary>
internal static class SettleEndpoints
{
    internal static void MapSettle(this IEndpointRouteBuilder facility)
    {
        facility.MapPost("/encounters/{encounterNo}/preview", Preview).WithName("PreviewSettlement").Validate<PreviewRequest>()
            .AllowedTo(AccessScope.Facility, Role.Hospital, Role.Pharmacy)
            .WithSummary("预结算 · What a settlement made now would give; stores nothing")
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        facility.MapPut("/settlements/{transactionNo}", Settle).WithName("Settle").Validate<SettleRequest>()
            .AllowedTo(AccessScope.Facility, Role.Hospital, Role.Pharmacy)
            .WithSummary("结算 · Settles an encounter under the facility's own transaction number; a retry returns the first answer")
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
    }

    private static async Task<Answered<PreviewAnswer>> Preview(
        string facilityCode, string encounterNo, PreviewRequest request, PreviewSettlement preview, Call call) =>
        await preview.RunAsync(FacilityCode.Parse(facilityCode), encounterNo, request, call);

    private static async Task<Answered<SettlementAnswer>> Settle(
        string facilityCode, string transactionNo, SettleRequest request, SettleEncounter settle, Call call) =>
        await settle.RunAsync(FacilityCode.Parse(facilityCode), transactionNo, request, call);
}
