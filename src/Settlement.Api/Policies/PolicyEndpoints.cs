using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain.Persons;
using Settlement.Domain.Policies.Documents;
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
            .WithSummary("政策文档结构 · JSON Schema of the policy document")
            .Produces<JsonElement>(200, PolicySchema.MediaType).AllowAnonymous();
        policies.MapPost("/policies/check", Check).WithName("CheckPolicy")
            .AllowedTo(AccessScope.None, Role.Clerk, Role.Administrator)
            .WithSummary("政策草案校验 · Check a draft of a policy; nothing is stored").ProducesProblem(400)
            .WithMetadata(new RequestSizeLimitAttribute(MostBytesOfADraft)).ProducesProblem(413);
    }

    /// <param name="on">The day; today in China where left out.</param>
    private static async Task<Answered<PolicyAnswer>> Read(
        string regionCode, Word<InsuranceScheme> scheme, PolicyVersions versions, Call call, DateOnly? on = null) =>
        await versions.InForceAsync(regionCode, scheme.Value, on, call);

    private static Answered<PolicyCheckAnswer> Check(JsonElement document, ReferenceSnapshot reference) =>
        PolicyCheck.Of(document, reference);
}
