using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain;

namespace Settlement.Api.Settlements.Explain;

/// <summary>为什么没有多报销.</summary>
internal static class WhyNotMoreEndpoint
{
    internal static void MapWhyNotMore(this IEndpointRouteBuilder facility) =>
        facility.MapGet("/settlements/{transactionNo}/why-not-more", Read).WithName("ReadWhyNotMore")
            .ProducesProblem(404).ProducesProblem(409)
            .AllowedTo(AccessScope.Facility, Role.Hospital, Role.Pharmacy)
            .WithSummary("为什么没有多报销 · What the funds would have paid, had one thing been different; a reversal has no such answer");

    private static async Task<Answered<WhyNotMoreAnswer>> Read(string facilityCode, string transactionNo, ReadWhyNotMore read, Call call) =>
        await read.RunAsync(FacilityCode.Parse(facilityCode), transactionNo, call);
}
