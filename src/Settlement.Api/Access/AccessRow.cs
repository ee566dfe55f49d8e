using Microsoft.AspNetCore.Builder;
namespace Settlement.Api.Access;

/// <summary>What the path of an operation names, and the token must be bound to.</summary>
internal enum AccessScope
{
    /// <summary>For everybody, without a token, like the OpenAPI document.</summary>
    Open,

    /// <summary>Public reference data, for every role in the row.</summary>
    None,

    /// <summary><c>facilityCode</c> in the path is the facility of the token.</summary>
    Facility,

    /// <summary><c>regionCode</c> in the path is the region of the token or lies in it.</summary>
    Region,

    /// <summary>
    /// <c>facility</c> in the query is the facility of the token, or <c>insuredRegion</c> the region of the token or inside it: each side
    /// asks about its own.
    /// </summary>
    EitherSide,
}

/// <summary>Who may call an operation; declared where the operation is mapped. An operation without one is denied to everyone.</summary>
internal sealed record AccessRow(AccessScope Scope, params Role[] Roles);

/// <summary>What roles have in common.</summary>
internal static class Roles
{
    internal static readonly Role[] All = Enum.GetValues<Role>();
}

internal static class AccessDeclaration
{
    /// <summary>Lets these roles in, as far as the scope reaches; every other role is refused.</summary>
    internal static RouteHandlerBuilder AllowedTo(this RouteHandlerBuilder operation, AccessScope scope, params Role[] roles) =>
        operation.WithMetadata(new AccessRow(scope, roles));
}
