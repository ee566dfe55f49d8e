using FluentValidation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain;

namespace Settlement.Api.Access;

/// <summary>What a development token shall say.</summary>
/// <param name="Facility">For hospital and pharmacy: the facility it is bound to.</param>
/// <param name="Region">For the other roles: the region it is bound to.</param>
/// <param name="Subject">Who it is, where a second person is needed; left out, one person for each role.</param>
internal sealed record DevelopmentTokenRequest(Role Role, string? Facility = null, string? Region = null, string? Subject = null);

internal sealed class DevelopmentTokenRequestValidator : AbstractValidator<DevelopmentTokenRequest>
{
    public DevelopmentTokenRequestValidator()
    {
        RuleFor(r => r.Facility).Must(text => FacilityCode.TryParse(text, out _)).When(r => IsFacilityRole(r.Role))
            .WithMessage(_ => new Text("该角色须绑定机构", "This role is bound to a facility").ToString());
        RuleFor(r => r.Region).Must(text => RegionCode.TryParse(text, out _)).When(r => !IsFacilityRole(r.Role))
            .WithMessage(_ => new Text("该角色须绑定地区", "This role is bound to a region").ToString());
        RuleFor(r => r.Subject!).IsNumber().When(r => r.Subject is not null);
    }

    private static bool IsFacilityRole(Role role) => role is Role.Hospital or Role.Pharmacy;
}

internal sealed record DevelopmentTokenAnswer(string Token);

/// <summary>Exists only in Development without an OIDC issuer; open to whoever reaches the process.</summary>
internal static class DevelopmentTokenEndpoint
{
    internal static void MapDevelopmentTokens(this WebApplication app)
    {
        if (app.Services.GetService<DevelopmentTokens>() is not null)
        {
            app.MapPost("/development/tokens", Issue).WithTags("Development").WithName("IssueDevelopmentToken").AllowAnonymous()
                .Validate<DevelopmentTokenRequest>()
                .WithSummary("演示令牌 · A token for trying the product out; only in Development");
        }
    }

    private static Ok<DevelopmentTokenAnswer> Issue(DevelopmentTokenRequest request, DevelopmentTokens tokens) =>
        TypedResults.Ok(new DevelopmentTokenAnswer(tokens.Issue(
            request.Subject ?? $"development-{request.Role}".ToLowerInvariant(), request.Role, request.Facility, request.Region)));
}
