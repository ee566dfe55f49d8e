using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Settlement.Api.Hosting;

namespace Settlement.Api.Access;

/// <summary>JWT bearer tokens of any OIDC issuer; without one, and only in Development, tokens of our own.</summary>
internal static class Authentication
{
    internal static void AddAccessControl(this WebApplicationBuilder builder)
    {
        var authority = builder.Configuration.Text("Authentication:Authority");
        var audience = builder.Configuration.Text("Authentication:Audience");
        if (authority is null && !builder.Environment.IsDevelopment())
            throw new StartupException("Set Authentication__Authority (and Authentication__Audience) to your OIDC issuer: "
                + "development tokens are issued only with ASPNETCORE_ENVIRONMENT=Development.");
        if (authority is not null && !(Uri.TryCreate(authority, UriKind.Absolute, out var issuer)
                && (issuer.Scheme == Uri.UriSchemeHttps || (issuer.Scheme == Uri.UriSchemeHttp && builder.Environment.IsDevelopment()))))
            throw new StartupException($"Authentication__Authority is '{authority}': set it to the https address of your OIDC issuer.");
        if (authority is not null && audience is null)
            throw new StartupException("Set Authentication__Audience to the audience that your OIDC issuer writes into tokens for this API.");
        var developmentTokens = authority is null ? new DevelopmentTokens(TimeProvider.System) : null;
        if (developmentTokens is not null)
            builder.Services.AddSingleton(developmentTokens);

        builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(options =>
        {
            options.MapInboundClaims = false;
            options.RequireHttpsMetadata = !builder.Environment.IsDevelopment();
            options.TokenValidationParameters.RoleClaimType = Caller.RoleClaim;
            if (developmentTokens is not null)
            {
                options.TokenValidationParameters = developmentTokens.Validation;
                return;
            }
            options.Authority = authority;
            options.Audience = audience;
        });
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddSingleton<IAuthorizationHandler, AccessHandler>();
        builder.Services.AddSingleton<IAuthorizationMiddlewareResultHandler, AccessAnswer>();
        builder.Services.AddAuthorizationBuilder().SetFallbackPolicy(
            new AuthorizationPolicyBuilder().RequireAuthenticatedUser().AddRequirements(new AccessRequirement()).Build());
    }
}
