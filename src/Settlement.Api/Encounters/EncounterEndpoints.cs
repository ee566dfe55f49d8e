using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain;
using Settlement.Persistence.Encounters;

namespace Settlement.Api.Encounters;

/// <summary>就诊: what the feature needs and where it is reached; 就诊登记 and 就诊查询.</summary>
internal static class EncounterEndpoints
{
    internal static void AddEncounters(this IServiceCollection services) => services
        .AddSingleton<FeeLineStore>()
        .AddScoped<RegisterEncounter>()
        .AddScoped<ReadEncounters>()
        .AddScoped<EncounterSteps>()
        .AddScoped<UploadFeeLines>()
        .AddScoped<DeleteFeeLines>()
        .AddScoped<ReadFeeLines>();

    internal static void MapEncounters(this IEndpointRouteBuilder routes)
    {
        var encounters = routes.MapGroup("/facilities/{facilityCode}/encounters").WithTags("Encounters 就诊");
        encounters.MapGet("/", List).WithName("ListEncounters").ProducesProblem(400)
            .AllowedTo(AccessScope.Facility, Role.Hospital, Role.Pharmacy)
            .WithSummary("就诊列表 · Encounters of the facility by state and first day, page by page");
        var encounter = encounters.MapGroup("/{encounterNo}");
        encounter.MapGet("/", Read).WithName("ReadEncounter").ProducesProblem(404)
            .AllowedTo(AccessScope.Facility, Role.Hospital, Role.Pharmacy)
            .WithSummary("就诊查询 · One encounter of the facility");
        encounter.MapGet("/history", ReadHistory).WithName("ReadEncounterHistory").ProducesProblem(404)
            .AllowedTo(AccessScope.Facility, Role.Hospital, Role.Pharmacy)
            .WithSummary("就诊经过 · What happened to an encounter, by whom and when, with its settlements and reversals");
        encounter.MapPut("/", Register).WithName("RegisterEncounter").Validate<RegisterEncounterRequest>()
            .AllowedTo(AccessScope.Facility, Role.Hospital, Role.Pharmacy)
            .WithSummary("就诊登记 · Registers a visit or admission under the facility's own number; may be sent again")
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        encounter.MapEncounterSteps();
        encounter.MapFeeLines();
    }

    private static async Task<Answered<Page<ListedEncounterAnswer>>> List(
        string facilityCode, [AsParameters] EncounterListQuery query, ReadEncounters read, Call call) =>
        await read.ListAsync(FacilityCode.Parse(facilityCode), query, call);

    private static async Task<Answered<EncounterAnswer>> Read(string facilityCode, string encounterNo, ReadEncounters read, Call call) =>
        await read.OneAsync(new(FacilityCode.Parse(facilityCode), encounterNo), call);

    private static async Task<Answered<EncounterHistoryAnswer>> ReadHistory(
        string facilityCode, string encounterNo, ReadEncounters read, Call call) =>
        await read.HistoryAsync(new(FacilityCode.Parse(facilityCode), encounterNo), call);

    private static async Task<Answered<EncounterAnswer>> Register(
        string facilityCode, string encounterNo, RegisterEncounterRequest request, RegisterEncounter register, Call call) =>
        await register.RunAsync(new(FacilityCode.Parse(facilityCode), encounterNo), request, call);
}
