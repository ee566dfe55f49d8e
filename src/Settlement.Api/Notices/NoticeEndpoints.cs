using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain;

namespace Settlement.Api.Notices;

/// <summary>告知: what the insured place did that concerns encounters of a facility (R-FIL-11).</summary>
internal static class NoticeEndpoints
{
    internal static void AddNotices(this IServiceCollection services) => services.AddScoped<FacilityNoticeList>();

    internal static void MapNotices(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/facilities/{facilityCode}/notices", List).WithTags("Notices 告知").WithName("ListNotices").ProducesProblem(400)
            .AllowedTo(AccessScope.Facility, Role.Hospital, Role.Pharmacy)
            .WithSummary("参保状态及备案变化告知 · What happened to insured status and filings while an encounter was open, in order; read on from the last one");

    private static async Task<Answered<NoticePage>> List(
        string facilityCode, [AsParameters] NoticeQuery query, FacilityNoticeList notices, Call call) =>
        await notices.ListAsync(FacilityCode.Parse(facilityCode), query, call);
}
