using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Settlement.Api.Access;

/// <summary>Tokens for trying the product out. The key lives as long as the process; nothing like it exists outside Development.</summary>
internal sealed class DevelopmentTokens
{
    private const string Issuer = "settlement-development";

    private readonly SymmetricSecurityKey key = new(RandomNumberGenerator.GetBytes(32));
    private readonly TimeProvider clock;

    internal DevelopmentTokens(TimeProvider clock) => this.clock = clock;

    internal TokenValidationParameters Validation => new()
    {
        ValidIssuer = Issuer,
        ValidAudience = Issuer,
        IssuerSigningKey = key,
        RoleClaimType = Caller.RoleClaim,
        ClockSkew = TimeSpan.Zero,
    };

    /// <summary>A token that is good for twelve hours.</summary>
    /// <param name="facility">Facility it is bound to, for hospital and pharmacy.</param>
    /// <param name="region">Region it is bound to, for the other roles.</param>
    internal string Issue(string subject, Role role, string? facility = null, string? region = null)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var claims = new List<Claim> { new("sub", subject), new(Caller.RoleClaim, role.ToString().ToLowerInvariant()) };
        if (facility is not null)
            claims.Add(new(Caller.FacilityClaim, facility));
        if (region is not null)
            claims.Add(new(Caller.RegionClaim, region));
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = Issuer,
            Subject = new(claims),
            IssuedAt = now,
            NotBefore = now,
            Expires = now.AddHours(12),
            SigningCredentials = new(key, SecurityAlgorithms.HmacSha256),
        });
    }
}
