using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Settlement.Api.Http;
using Settlement.Domain;

namespace Settlement.Api.Access;

/// <summary>Who calls, as the token says: subject, role and what the token is bound to.</summary>
/// <param name="Facility">Null unless bound to a facility.</param>
/// <param name="Region">Null unless bound to a region.</param>
internal sealed record Caller(string Subject, Role Role, FacilityCode? Facility, RegionCode? Region)
{
    internal const string RoleClaim = "role";
    internal const string FacilityClaim = "facility";
    internal const string RegionClaim = "region";

    /// <summary>Null where the token lacks a subject or a role that is known here.</summary>
    internal static Caller? Of(ClaimsPrincipal user) =>
        user.FindFirstValue("sub") is { Length: > 0 and <= 100 } subject
        && user.FindAll(RoleClaim).ToList() is [var claim] && Word<Role>.TryParse(claim.Value, null, out var role)
            ? new(subject, role.Value,
                FacilityCode.TryParse(user.FindFirstValue(FacilityClaim), out var facility) ? facility : null,
                RegionCode.TryParse(user.FindFirstValue(RegionClaim), out var region) ? region : null)
            : null;

    internal bool Reaches(AccessScope scope, RouteValueDictionary route, IQueryCollection query) => scope switch
    {
        AccessScope.None => true,
        AccessScope.Facility => Facility is { } own && FacilityCode.TryParse(route["facilityCode"] as string, out var named) && named == own,
        AccessScope.Region => Region is { } own && RegionCode.TryParse(route["regionCode"] as string, out var named) && own.Contains(named),
        // What names nothing is refused as malformed, which tells the caller more.
        AccessScope.EitherSide when Role is Role.Hospital or Role.Pharmacy =>
            Facility is { } own && (!FacilityCode.TryParse(query["facility"], out var named) || named == own),
        AccessScope.EitherSide => Region is { } own && (!RegionCode.TryParse(query["insuredRegion"], out var named) || own.Contains(named)),
        _ => false,
    };
}

/// <summary>The caller of the request under way.</summary>
internal static class CallerOfRequest
{
    /// <exception cref="InvalidOperationException">The operation is open to the anonymous: a mistake of ours.</exception>
    internal static Caller Caller(this HttpContext context) =>
        Access.Caller.Of(context.User) ?? throw new InvalidOperationException("The operation needs an access row.");
}
