using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain;

namespace Settlement.Api.Encounters;

/// <summary>费用明细 of an encounter.</summary>
internal static class FeeLineEndpoints
{
    internal static void MapFeeLines(this IEndpointRouteBuilder encounter)
    {
        encounter.MapPut("/lines", Upload).WithName("UploadFeeLines").Validate<UploadFeeLinesRequest>()
            .AllowedTo(AccessScope.Facility, Role.Hospital, Role.Pharmacy)
            .WithSummary("费用明细上传 · Adds or replaces up to 1,000 lines, all or none, and answers the split of each; may be sent again")
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        encounter.MapPost("/lines/deletions", Delete).WithName("DeleteFeeLines").Validate<DeleteFeeLinesRequest>()
            .AllowedTo(AccessScope.Facility, Role.Hospital, Role.Pharmacy)
            .WithSummary("费用明细删除 · Deletes up to 1,000 lines before the settlement, all or none; may be sent again")
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        encounter.MapGet("/lines", Read).WithName("ReadFeeLines").ProducesProblem(404)
            .AllowedTo(AccessScope.Facility, Role.Hospital, Role.Pharmacy)
            .WithSummary(
                "费用明细查询 · The lines uploaded so far, split by the catalogue of today's snapshot, and their totals by fee category");
    }

    private static async Task<Answered<FeeLinesAnswer>> Upload(
        string facilityCode, string encounterNo, UploadFeeLinesRequest request, UploadFeeLines upload, Call call) =>
        await upload.RunAsync(new(FacilityCode.Parse(facilityCode), encounterNo), request, call);

    private static async Task<Answered<RemainingFeeLinesAnswer>> Delete(
        string facilityCode, string encounterNo, DeleteFeeLinesRequest request, DeleteFeeLines delete, Call call) =>
        await delete.RunAsync(new(FacilityCode.Parse(facilityCode), encounterNo), request, call);

    private static async Task<Answered<FeeLinesAnswer>> Read(string facilityCode, string encounterNo, ReadFeeLines read, Call call) =>
        await read.RunAsync(new(FacilityCode.Parse(facilityCode), encounterNo), call);
}
