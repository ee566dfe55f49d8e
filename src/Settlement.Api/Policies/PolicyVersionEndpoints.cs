using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain;

namespace Settlement.Api.Policies;

/// <summary>政策版本: an insured place's drafts and published versions, from the first word to the last day (R-PRI-02).</summary>
internal static class PolicyVersionEndpoints
{
    internal static void AddPolicies(this IServiceCollection services) => services
        .AddScoped<PolicyVersions>()
        .AddScoped<PolicyVersionSteps>()
        .AddScoped<PolicyReview>()
        .AddScoped<DraftPolicy>();

    internal static void MapPolicyVersions(this IEndpointRouteBuilder routes)
    {
        var versions = routes.MapGroup("/regions/{regionCode}/policy-versions").WithTags("Policies 参保地政策");
        versions.MapGet("/", List).WithName("ListPolicyVersions").ProducesProblem(400)
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Finance, Role.Auditor, Role.Administrator)
            .WithSummary("政策版本列表 · Drafts and published versions of an insured place, page by page");
        versions.MapGet("/{version}", Read).WithName("ReadPolicyVersion").ProducesProblem(404)
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Finance, Role.Auditor, Role.Administrator)
            .WithSummary("政策版本查询 · A version with its document and its history");
        versions.MapPut("/{version}", Draft).WithName("DraftPolicy")
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Administrator)
            .WithMetadata(new RequestSizeLimitAttribute(PolicyEndpoints.MostBytesOfADraft))
            .ProducesProblem(400).ProducesProblem(409).ProducesProblem(413).ProducesProblem(422)
            .WithSummary("起草政策 · Keeps a draft, or writes it anew until it is published; may be sent again");
        versions.MapPut("/{version}/discarding", Discard).WithName("DiscardPolicyDraft").Validate<DiscardPolicyRequest>()
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Administrator)
            .WithSummary("废弃草案 · Gives a draft up; its name is not used again").ProducesProblem(404).ProducesProblem(409);
        versions.MapGet("/{version}/proof", Prove).WithName("ProvePolicyVersion")
            .ProducesProblem(400).ProducesProblem(404).ProducesProblem(422)
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Finance, Role.Auditor, Role.Administrator)
            .WithSummary("发布前校验 · What a publication from a day on would find, and do to other versions");
        versions.MapGet("/{version}/comparison", Compare).WithName("ComparePolicyVersions").ProducesProblem(404).ProducesProblem(422)
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Finance, Role.Auditor, Role.Administrator)
            .WithSummary("逐项比较 · A version figure by figure beside the one in force on its first day, or another one");
        versions.MapPut("/{version}/publication", Publish).WithName("PublishPolicy").Validate<PublishPolicyRequest>()
            .AllowedTo(AccessScope.Region, Role.Reviewer, Role.Administrator)
            .WithSummary("发布政策 · Publishes a draft from a day on, by a person who wrote none of it")
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        versions.MapPut("/{version}/withdrawal", Withdraw).WithName("WithdrawPolicy").Validate<WithdrawPolicyRequest>()
            .AllowedTo(AccessScope.Region, Role.Reviewer, Role.Administrator)
            .WithSummary("撤回政策 · Takes a published version back before its first day; the versions before it get their days again")
            .ProducesProblem(404).ProducesProblem(409);
    }

    private static async Task<Answered<Page<PolicyVersionItem>>> List(
        string regionCode, [AsParameters] PolicyVersionsQuery query, PolicyVersions versions, Call call) =>
        await versions.ListAsync(RegionCode.Parse(regionCode), query, call);

    private static async Task<Answered<PolicyVersionAnswer>> Read(string regionCode, string version, PolicyVersions versions, Call call) =>
        await versions.ReadAsync(RegionCode.Parse(regionCode), version, call);

    /// <param name="revision">Revision that the writer looked at; left out, whichever there is.</param>
    private static async Task<Answered<PolicyVersionAnswer>> Draft(
        string regionCode, string version, JsonElement body, DraftPolicy draft, Call call, int? revision = null) =>
        await draft.RunAsync(RegionCode.Parse(regionCode), version, body, revision, call);

    private static async Task<Answered<PolicyVersionAnswer>> Discard(
        string regionCode, string version, DiscardPolicyRequest request, PolicyVersionSteps steps, Call call) =>
        await steps.DiscardAsync(RegionCode.Parse(regionCode), version, request, call);

    private static async Task<Answered<PolicyVersionAnswer>> Publish(
        string regionCode, string version, PublishPolicyRequest request, PolicyVersionSteps steps, Call call) =>
        await steps.PublishAsync(RegionCode.Parse(regionCode), version, request, call);

    private static async Task<Answered<PolicyVersionAnswer>> Withdraw(
        string regionCode, string version, WithdrawPolicyRequest request, PolicyVersionSteps steps, Call call) =>
        await steps.WithdrawAsync(RegionCode.Parse(regionCode), version, request, call);

    /// <param name="from">First day; that of the version where left out.</param>
    private static async Task<Answered<PolicyProofAnswer>> Prove(
        string regionCode, string version, PolicyReview review, Call call, DateOnly? from = null) =>
        await review.ProveAsync(RegionCode.Parse(regionCode), version, from, call);

    /// <param name="with">Another version of the insured place; left out, the one in force on the first day, or the last before it.</param>
    private static async Task<Answered<PolicyComparisonAnswer>> Compare(
        string regionCode, string version, PolicyReview review, Call call, string? with = null) =>
        await review.CompareAsync(RegionCode.Parse(regionCode), version, with, call);
}
