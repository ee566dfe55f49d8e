using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Settlement.Api.Calls;
using Settlement.Api.Http;

namespace Settlement.Api.Access;

/// <summary>Denies by default: an endpoint is reached only by the roles of its <see cref="AccessRow"/>.</summary>
internal sealed class AccessRequirement : IAuthorizationRequirement;

internal sealed class AccessHandler(IHttpContextAccessor http) : AuthorizationHandler<AccessRequirement>
{
    /// <summary>Message of the failure where the role fits, but the path names what belongs to another.</summary>
    internal const string NotYours = "not-yours";

    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, AccessRequirement requirement)
    {
        var request = http.HttpContext!;
        if (request.GetEndpoint() is not RouteEndpoint endpoint) // nothing of ours: the answer will be 404, 405 or 415
            context.Succeed(requirement);
        else if (endpoint.Metadata.GetMetadata<AccessRow>() is { } row && Caller.Of(context.User) is { } caller && row.Roles.Contains(caller.Role))
        {
            if (caller.Reaches(row.Scope, request.Request.RouteValues, request.Request.Query))
                context.Succeed(requirement);
            else
                context.Fail(new(this, NotYours));
        }
        return Task.CompletedTask;
    }
}

/// <summary>Answers a denied request: 401 without a token, 404 for what is another's, 403 for a role that may not.</summary>
internal sealed class AccessAnswer : IAuthorizationMiddlewareResultHandler
{
    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Succeeded)
            return next(context);
        if (authorizeResult.Challenged)
            context.Response.Headers.WWWAuthenticate = "Bearer";
        var notYours = authorizeResult.AuthorizationFailure?.FailureReasons.Any(r => r.Message == AccessHandler.NotYours) == true;
        var kind = authorizeResult.Challenged ? ProblemKind.NotAuthenticated : notYours ? ProblemKind.NotFound : ProblemKind.NotPermitted;
        return kind.ToResult().ExecuteAsync(context);
    }
}
