using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain;

namespace Settlement.Api.Reconciliations;

/// <summary>日对账与单边账 (R1.14.11, R1.14.12): a facility's books of a day beside what is stored here. It changes no settlement.</summary>
internal static class ReconciliationEndpoints
{
    internal static void AddReconciliations(this IServiceCollection services) => services
        .AddScoped<Reconcile>()
        .AddScoped<ReadReconciliations>()
        .AddScoped<ReadSettlementDay>();

    internal static void MapReconciliations(this IEndpointRouteBuilder routes)
    {
        var facility = routes.MapGroup("/facilities/{facilityCode}").WithTags("Reconciliations 对账");
        facility.MapPut("/reconciliations/{reconciliationNo}", Reconcile).WithName("Reconcile").Validate<ReconcileRequest>()
            .AllowedTo(AccessScope.Facility, Role.Hospital, Role.Pharmacy)
            .WithSummary("对账 · Compares a day with the facility's books, under the facility's own number; a retry returns the first answer")
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        facility.MapGet("/reconciliations/{reconciliationNo}", Read).WithName("ReadReconciliation").ProducesProblem(404)
            .AllowedTo(AccessScope.Facility, Role.Hospital, Role.Pharmacy)
            .WithSummary("对账结果查询 · One reconciliation, as it was when it was made");
        facility.MapGet("/reconciliations", List).WithName("ListReconciliations").ProducesProblem(400)
            .AllowedTo(AccessScope.Facility, Role.Hospital, Role.Pharmacy)
            .WithSummary("对账列表 · The facility's reconciliations, page by page");
        facility.MapGet("/settlement-days/{day}", ReadDay).WithName("ReadSettlementDay").ProducesProblem(400).ProducesProblem(422)
            .AllowedTo(AccessScope.Facility, Role.Hospital, Role.Pharmacy)
            .WithSummary("日结算清单 · What the facility settled and reversed on a day in China: totals, and the numbers page by page");
    }

    private static async Task<Answered<ReconciliationAnswer>> Reconcile(
        string facilityCode, string reconciliationNo, ReconcileRequest request, Reconcile reconcile, Call call) =>
        await reconcile.RunAsync(FacilityCode.Parse(facilityCode), reconciliationNo, request, call);

    private static async Task<Answered<ReconciliationAnswer>> Read(
        string facilityCode, string reconciliationNo, ReadReconciliations read, Call call) =>
        await read.OneAsync(FacilityCode.Parse(facilityCode), reconciliationNo, call);

    private static async Task<Answered<Page<ReconciliationSummary>>> List(
        string facilityCode, [AsParameters] ReconciliationListQuery query, ReadReconciliations read, Call call) =>
        await read.ListAsync(FacilityCode.Parse(facilityCode), query, call);

    /// <param name="day">Day in China, not after today.</param>
    private static async Task<Answered<SettlementDayAnswer>> ReadDay(
        string facilityCode, DateOnly day, [AsParameters] SettlementDayQuery query, ReadSettlementDay read, Call call) =>
        await read.RunAsync(FacilityCode.Parse(facilityCode), day, query, call);
}
