using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Api.Persons;
using Settlement.Domain;
using Settlement.Domain.Facilities;

namespace Settlement.Api.Facilities;

/// <summary>定点医药机构: which facilities settle what directly, where, and since when (R-FAC-01, R-FAC-02), and what is done to one of them.</summary>
internal static class FacilityEndpoints
{
    internal static void AddFacilities(this IServiceCollection services) => services
        .AddScoped<SearchFacilities>().AddScoped<ListUsableFacilities>().AddScoped<FacilityReads>().AddScoped<ChangeFacility>();

    internal static void MapFacilities(this IEndpointRouteBuilder routes)
    {
        var facilities = routes.MapGroup("/facilities").WithTags("Facilities 定点医药机构");
        facilities.MapGet("/", Search).WithName("SearchFacilities").ProducesProblem(400)
            .AllowedTo(AccessScope.None, Roles.All)
            .WithSummary("定点查询 · Facilities by region, name, kind, level, service and disease open on a day, nearest to a point; with counts");
        facilities.MapGet("/{facilityCode}", Read).WithName("ReadFacility").ProducesProblem(400).ProducesProblem(404)
            .AllowedTo(AccessScope.None, Roles.All)
            .WithSummary("机构详情 · One facility with its openings and suspensions; with a service, whether it was open for it on a day");
        facilities.MapGet("/{facilityCode}/history", History).WithName("ReadFacilityHistory").ProducesProblem(404)
            .AllowedTo(AccessScope.None, Role.Clerk, Role.Reviewer, Role.Auditor, Role.Administrator)
            .WithSummary("机构变更记录 · Who changed what of a facility, and when");
        var region = routes.MapGroup("/regions/{regionCode}").WithTags("Facilities 定点医药机构");
        region.MapPut("/facilities/{facilityCode}/changes/{changeNo}", Change).WithName("ChangeFacility").Validate<ChangeFacilityRequest>()
            .AllowedTo(AccessScope.Region, Role.Administrator)
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422)
            .WithSummary("机构维护 · Suspends or resumes a facility, ends its agreement, opens or closes a service, from a day on; encounters begun before go on; may be sent again");
        region.MapGet("/persons/{personNo}/facilities", Usable).WithName("ListUsableFacilities")
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Auditor)
            .ProducesProblem(400).ProducesProblem(404)
            .WithSummary("可就医机构 · Facilities at which a person can be settled directly for a service on a day: filings, chosen facilities and openings applied. The read is recorded");
    }

    /// <param name="service">Only facilities that have opened it on the day asked for. Neither service, disease nor day: all; a day alone: those open for anything on it.</param>
    private static async Task<Answered<FacilitySearchPage>> Search(
        [AsParameters] FacilityFilters filters, SearchFacilities search, Call call, Word<CareService>? service = null) =>
        await search.RunAsync(filters, service?.Value, call);

    private static async Task<Answered<FacilityAnswer>> Read(string facilityCode, [AsParameters] OpenForQuery query, FacilityReads reads, Call call) =>
        await reads.ReadAsync(facilityCode, query, call);

    private static async Task<Answered<FacilityHistory>> History(string facilityCode, FacilityReads reads, Call call) =>
        await reads.HistoryAsync(facilityCode, call);

    private static async Task<Answered<FacilityAnswer>> Change(
        string regionCode, string facilityCode, string changeNo, ChangeFacilityRequest request, ChangeFacility change, Call call) =>
        await change.RunAsync(RegionCode.Parse(regionCode), facilityCode, changeNo, request, call);

    /// <param name="regionCode">参保统筹区, six digits.</param>
    /// <param name="service">What the person comes for.</param>
    /// <param name="emergency">Whether it is an emergency, which deems an unfiled person filed (R1.6.1).</param>
    private static async Task<Answered<UsableFacilitiesPage>> Usable(
        string regionCode, string personNo, Word<CareService> service, [AsParameters] FacilityFilters filters, ListUsableFacilities list, Call call,
        bool emergency = false) =>
        await list.RunAsync(PersonKey.Of(regionCode, personNo), service.Value, emergency, filters, call);
}
