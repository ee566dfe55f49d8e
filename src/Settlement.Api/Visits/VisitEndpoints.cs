using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Encounters;
using Settlement.Api.Http;
using Settlement.Domain;

namespace Settlement.Api.Visits;

/// <summary>一次就诊、多笔结算 (R-CHR-03): each disease alone, then the rest.</summary>
internal static class VisitEndpoints
{
    internal static void AddVisits(this IServiceCollection services) => services
        .AddScoped<RegisterVisit>()
        .AddScoped<UploadVisitLines>()
        .AddScoped<PreviewVisit>()
        .AddScoped<SettleVisit>();

    internal static void MapVisits(this IEndpointRouteBuilder routes)
    {
        var visit = routes.MapGroup("/facilities/{facilityCode}/visits/{visitNo}").WithTags("Visits 一次就诊多笔结算");
        visit.MapPut("/", Register).WithName("RegisterVisit").Validate<RegisterVisitRequest>()
            .AllowedTo(AccessScope.Facility, Role.Hospital, Role.Pharmacy)
            .WithSummary(
                "就诊登记（分病种） · Registers a visit in parts, one for each chronic disease and one for everything else; may be sent again")
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        visit.MapGet("/", Read).WithName("ReadVisit").ProducesProblem(404)
            .AllowedTo(AccessScope.Facility, Role.Hospital, Role.Pharmacy)
            .WithSummary("就诊查询（分病种） · A visit with its parts, in the order in which they are settled");
        visit.MapPut("/lines", Upload).WithName("UploadVisitLines").Validate<UploadFeeLinesRequest>()
            .AllowedTo(AccessScope.Facility, Role.Hospital, Role.Pharmacy)
            .WithSummary(
                "费用明细上传（分病种） · Adds or replaces up to 1,000 lines of a visit, each under its disease, all or none; may be sent again")
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        visit.MapPost("/preview", Preview).WithName("PreviewVisit")
            .AllowedTo(AccessScope.Facility, Role.Hospital, Role.Pharmacy)
            .WithSummary("预结算（分病种） · What settling all open parts now would give, each after those before it; stores nothing")
            .ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        visit.MapPut("/settlement", Settle).WithName("SettleVisit").Validate<SettleVisitRequest>()
            .AllowedTo(AccessScope.Facility, Role.Hospital, Role.Pharmacy)
            .WithSummary(
                "结算（分病种） · Settles every open part of a visit under a number of its own, all or none; a retry returns the first answer")
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
    }

    private static async Task<Answered<VisitAnswer>> Register(
        string facilityCode, string visitNo, RegisterVisitRequest request, RegisterVisit register, Call call) =>
        await register.RunAsync(FacilityCode.Parse(facilityCode), visitNo, request, call);

    private static async Task<Answered<VisitAnswer>> Read(string facilityCode, string visitNo, RegisterVisit visits, Call call) =>
        await visits.ReadAsync(FacilityCode.Parse(facilityCode), visitNo, call);

    private static async Task<Answered<VisitLinesAnswer>> Upload(
        string facilityCode, string visitNo, UploadFeeLinesRequest request, UploadVisitLines upload, Call call) =>
        await upload.RunAsync(FacilityCode.Parse(facilityCode), visitNo, request, call);

    private static async Task<Answered<VisitPreviewAnswer>> Preview(
        string facilityCode, string visitNo, PreviewVisitRequest request, PreviewVisit preview, Call call) =>
        await preview.RunAsync(FacilityCode.Parse(facilityCode), visitNo, request, call);

    private static async Task<Answered<VisitSettlementAnswer>> Settle(
        string facilityCode, string visitNo, SettleVisitRequest request, SettleVisit settle, Call call) =>
        await settle.RunAsync(FacilityCode.Parse(facilityCode), visitNo, request, call);
}
