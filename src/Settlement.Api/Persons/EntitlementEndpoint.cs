using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;

namespace Settlement.Api.Persons;

/// <summary>待遇查询: may this person be settled directly there on that day, and on what terms.</summary>
internal static class EntitlementEndpoint
{
    internal static void MapEntitlement(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/persons/{personNo}/entitlement", Read).WithName("ReadEntitlement").WithTags("Persons 参保人")
            .AllowedTo(AccessScope.EitherSide, Role.Hospital, Role.Pharmacy, Role.Clerk, Role.Reviewer, Role.Auditor)
            .ProducesProblem(400).ProducesProblem(404)
            .WithSummary("待遇查询 · Whether a person can be settled directly at a facility on a day: filing, reduction, what is left; if not, why and what to do. The read is recorded");

    private static async Task<Answered<EntitlementAnswer>> Read(
        string personNo, [AsParameters] EntitlementQuery query, ReadEntitlement read, Call call) =>
        await read.RunAsync(personNo, query, call);
}
