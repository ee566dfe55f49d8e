using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Api.Settlements.Explain;
using Settlement.Api.Settlements.Refund;
using Settlement.Api.Settlements.Reverse;
using Settlement.Api.Settlements.Settle;
using Settlement.Api.Settlements.Statement;
using Settlement.Domain;
using Settlement.Persistence.Settlements;

namespace Settlement.Api.Settlements;

/// <summary>结算: what the feature needs and where it is reached; and 结算查询.</summary>
internal static class SettlementEndpoints
{
    internal static void AddSettlements(this IServiceCollection services) => services
        .AddSingleton<SettlementStore>()
        .AddScoped<Settling>()
        .AddScoped<PreviewSettlement>()
        .AddScoped<SettleEncounter>()
        .AddScoped<Reversing>()
        .AddScoped<ReverseSettlement>()
        .AddScoped<ReverseSettlements>()
        .AddScoped<RefundPart>()
        .AddScoped<ReadSettlement>()
        .AddScoped<ReadWhyNotMore>()
        .AddScoped<ReadStatement>();

    internal static void MapSettlements(this IEndpointRouteBuilder routes)
    {
        var facility = routes.MapGroup("/facilities/{facilityCode}").WithTags("Settlements 结算");
        facility.MapSettle();
        facility.MapReversals();
        facility.MapRefunds();
        facility.MapGet("/settlements/{transactionNo}", Read).WithName("ReadSettlement").ProducesProblem(404)
            .AllowedTo(AccessScope.Facility, Role.Hospital, Role.Pharmacy)
            .WithSummary("结算查询 · What became of a transaction number, settlement or reversal, with its working");
        facility.MapGet("/settlements/{transactionNo}/lines", ReadLines).WithName("ReadSettlementLines").ProducesProblem(404)
            .AllowedTo(AccessScope.Facility, Role.Hospital, Role.Pharmacy)
            .WithSummary("结算明细 · The settled fee lines with their split");
        facility.MapWhyNotMore();
        facility.MapStatements();
        routes.MapGet("/regions/{regionCode}/settlements/{facilityCode}/{transactionNo}", ReadForRegion).WithTags("Settlements 结算")
            .WithName("ReadRegionSettlement").ProducesProblem(404)
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Finance, Role.Auditor)
            .WithSummary("参保地结算查询 · A settlement of a person insured here; the read is recorded");
        routes.MapRegionStatements();
    }

    private static async Task<Answered<SettlementAnswer>> Read(
        string facilityCode, string transactionNo, ReadSettlement read, Call call) =>
        await read.RunAsync(FacilityCode.Parse(facilityCode), transactionNo, call);

    private static async Task<Answered<SettledLinesAnswer>> ReadLines(
        string facilityCode, string transactionNo, ReadSettlement read, Call call) =>
        await read.LinesAsync(FacilityCode.Parse(facilityCode), transactionNo, call);

    /// <param name="facilityCode">定点医药机构编号 of the treatment place.</param>
    private static async Task<Answered<SettlementAnswer>> ReadForRegion(
        string regionCode, string facilityCode, string transactionNo, ReadSettlement read, Call call) =>
        await read.RunForRegionAsync(RegionCode.Parse(regionCode), facilityCode, transactionNo, call);
}
