using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain;
using Settlement.Domain.Persons;
using Settlement.Domain.Policies.Documents;
using Settlement.Persistence;
using Settlement.Persistence.Snapshots;

namespace Settlement.Api.Policies;

/// <summary>参保地政策: the published document in force on a day, figures and citations.</summary>
internal static class PolicyEndpoints
{
    /// <summary>Some thirty times the longest policy that ships.</summary>
    internal const int MostBytesOfADraft = 256 * 1024;

    internal static void MapPolicies(this IEndpointRouteBuilder routes)
    {
        var policies = routes.MapGroup("").WithTags("Policies 参保地政策");
        policies.MapGet("/regions/{regionCode}/policies/{scheme}", Read).WithName("ReadPolicy")
            .AllowedTo(AccessScope.None, Roles.All)
            .WithSummary("政策查询 · The policy of an insured place in force on a day").ProducesProblem(404);
        policies.MapGet("/policy-schema", () => TypedResults.Text(PolicySchema.Json, PolicySchema.MediaType)).WithName("ReadPolicySchema")
            .AllowedTo(AccessScope.Open, Roles.All)
            .WithSummary("政策文档结构 · JSON Schema of the policy document").Produces<JsonElement>(200, PolicySchema.MediaType).AllowAnonymous();
        policies.MapPost("/policies/check", PolicyCheck.Check).WithName("CheckPolicy")
            .AllowedTo(AccessScope.None, Role.Clerk, Role.Administrator)
            .WithSummary("政策草案校验 · Check a draft of a policy; nothing is stored").ProducesProblem(400)
            .WithMetadata(new RequestSizeLimitAttribute(MostBytesOfADraft)).ProducesProblem(413);
    }

    /// <param name="on">The day; today in China where left out.</param>
    private static async Task<Results<Ok<PolicyAnswer>, ProblemHttpResult>> Read(
        string regionCode, Word<InsuranceScheme> scheme,
        SettlementDbContext db, ReferenceSnapshot reference, TimeProvider clock, CancellationToken cancellation, DateOnly? on = null)
    {
        if (!RegionCode.TryParse(regionCode, out var region))
            return ProblemKind.InvalidRequest.ToResult(regionCode, "/regionCode");
        var day = on ?? clock.Today();
        var version = reference.Policies.InForceOn(region, scheme.Value, day)?.Version; // what settlements of that day use
        var policy = await db.PolicyVersions.AsNoTracking().SingleOrDefaultAsync(p => p.PolicyVersion == version, cancellation);
        return policy is null
            ? ProblemKind.NotFound.ToResult($"{region}, {scheme}, {day:O}")
            : TypedResults.Ok(new PolicyAnswer(policy.PolicyVersion, policy.ValidFrom, policy.ValidThrough, policy.PublishedAt!.Value.InChina(), JsonDocument.Parse(policy.Document).RootElement));
    }
}

/// <param name="ValidFrom">First day on which it is in force; decided at publication, whatever the document says.</param>
/// <param name="ValidThrough">Last day; null for no end. A version that was published later may have moved it.</param>
/// <param name="Document">The policy as the insured place published it; the unit stands in each key.</param>
internal sealed record PolicyAnswer(
    string PolicyVersion, DateOnly ValidFrom, DateOnly? ValidThrough, DateTimeOffset PublishedAt, JsonElement Document);
