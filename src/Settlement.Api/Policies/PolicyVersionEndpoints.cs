using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain;
using Settlement.Domain.Persons;
using Settlement.Domain.Policies;
using Settlement.Domain.Policies.Documents;
using Settlement.Persistence;
using Settlement.Persistence.Policies;

namespace Settlement.Api.Policies;

/// <summary>政策版本: an insured place's drafts and published versions, from the first word to the last day (R-PRI-02).</summary>
internal static class PolicyVersionEndpoints
{
    internal static void AddPolicies(this IServiceCollection services) => services
        .AddScoped<PolicyDesk>();

    internal static void MapPolicyVersions(this IEndpointRouteBuilder routes)
    {
        var versions = routes.MapGroup("/regions/{regionCode}/policy-versions").WithTags("Policies 参保地政策");
        versions.MapGet("/", List).WithName("ListPolicyVersions").ProducesProblem(400)
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Finance, Role.Auditor, Role.Administrator)
            .WithSummary("政策版本列表 · Drafts and published versions of an insured place, page by page");
        versions.MapGet("/{version}", Read).WithName("ReadPolicyVersion").ProducesProblem(404)
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Finance, Role.Auditor, Role.Administrator)
            .WithSummary("政策版本查询 · A version with its document and its history");
        versions.MapPut("/{version}", PolicyDrafting.Draft).WithName("DraftPolicy")
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Administrator)
            .WithMetadata(new RequestSizeLimitAttribute(PolicyEndpoints.MostBytesOfADraft)).ProducesProblem(400).ProducesProblem(409).ProducesProblem(413)
            .ProducesProblem(422).WithSummary("起草政策 · Keeps a draft, or writes it anew until it is published; may be sent again");
        versions.MapPut("/{version}/discarding", PolicyPublishing.Discard).WithName("DiscardPolicyDraft").Validate<DiscardPolicyRequest>()
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Administrator)
            .WithSummary("废弃草案 · Gives a draft up; its name is not used again").ProducesProblem(404).ProducesProblem(409);
        versions.MapGet("/{version}/proof", Prove).WithName("ProvePolicyVersion").ProducesProblem(400).ProducesProblem(404).ProducesProblem(422)
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Finance, Role.Auditor, Role.Administrator)
            .WithSummary("发布前校验 · What a publication from a day on would find, and do to other versions");
        versions.MapGet("/{version}/comparison", Compare).WithName("ComparePolicyVersions").ProducesProblem(404).ProducesProblem(422)
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Finance, Role.Auditor, Role.Administrator)
            .WithSummary("逐项比较 · A version figure by figure beside the one in force on its first day, or another one");
        versions.MapPut("/{version}/publication", PolicyPublishing.Publish).WithName("PublishPolicy").Validate<PublishPolicyRequest>()
            .AllowedTo(AccessScope.Region, Role.Reviewer, Role.Administrator)
            .WithSummary("发布政策 · Publishes a draft from a day on, by a person who wrote none of it").ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        versions.MapPut("/{version}/withdrawal", PolicyPublishing.Withdraw).WithName("WithdrawPolicy").Validate<WithdrawPolicyRequest>()
            .AllowedTo(AccessScope.Region, Role.Reviewer, Role.Administrator)
            .WithSummary("撤回政策 · Takes a published version back before its first day; the versions before it get their days again")
            .ProducesProblem(404).ProducesProblem(409);
    }

    /// <param name="scheme">险种; all where left out.</param>
    /// <param name="state">All where left out.</param>
    /// <param name="after">The <c>next</c> of the page before.</param>
    /// <param name="limit">1 to 200.</param>
    private static async Task<Results<Ok<PolicyVersionPage>, ProblemHttpResult>> List(
        string regionCode, SettlementDbContext db, CancellationToken cancellation,
        Word<InsuranceScheme>? scheme = null, Word<PolicyState>? state = null, string after = "", int limit = 50)
    {
        if (limit is < 1 or > 200)
            return ProblemKind.InvalidRequest.ToResult($"{limit}", "/limit");
        var region = RegionCode.Parse(regionCode);
        var versions = db.PolicyVersions.AsNoTracking().Where(p => p.InsuredRegion == region && p.PolicyVersion.CompareTo(after) > 0);
        if (scheme?.Value is { } ofScheme)
            versions = versions.Where(p => p.Scheme == ofScheme);
        if (state?.Value is { } inState)
            versions = versions.Where(p => p.State == inState);
        var rows = await versions.OrderBy(p => p.PolicyVersion).Take(limit + 1).ToListAsync(cancellation);
        var page = rows.Take(limit).Select(PolicyVersionItem.From).ToList();
        return TypedResults.Ok(new PolicyVersionPage(page, rows.Count > limit ? page[^1].Version : null));
    }

    private static async Task<Results<Ok<PolicyVersionAnswer>, ProblemHttpResult>> Read(
        string regionCode, string version, SettlementDbContext db, PolicyDesk desk, CancellationToken cancellation) =>
        await db.FindPolicyVersionAsync(RegionCode.Parse(regionCode), version, cancellation) is { } policy
            ? TypedResults.Ok(await desk.AnswerAsync(policy, cancellation))
            : ProblemKind.NotFound.ToResult(version);

    /// <param name="from">First day; that of the version where left out.</param>
    private static async Task<Results<Ok<PolicyProofAnswer>, ProblemHttpResult>> Prove(
        string regionCode, string version, SettlementDbContext db, TimeProvider clock, CancellationToken cancellation, DateOnly? from = null)
    {
        var region = RegionCode.Parse(regionCode);
        if (await db.FindPolicyVersionAsync(region, version, cancellation) is not { } policy)
            return ProblemKind.NotFound.ToResult(version);
        var first = from ?? policy.ValidFrom;
        if (!FieldForm.IsDay(first))
            return ProblemKind.InvalidRequest.ToResult($"{first:O}", "/from");
        if (policy.ValidThrough < first)
            return ProblemKind.DateNotPossible.ToResult($"{first:O} > {policy.ValidThrough:O}", "/from");
        var others = await db.PublishedPoliciesAsync(region, policy.Scheme, version, cancellation);
        List<VersionDays> days = [.. others.Select(other => other.VersionDays())];
        try
        {
            var publication = PolicyPublication.Of(PolicyReader.Read(policy.Document) with { InForce = policy.Days }, first, days);
            return TypedResults.Ok(new PolicyProofAnswer(
                version, policy.Revision, first, policy.ValidThrough, PolicyPublication.MayBegin(first, clock.Today(), days),
                [.. publication.Findings.Select(PolicyCheck.Answer)], [.. publication.Changes.Select(PolicyChangeAnswer.From)]));
        }
        catch (PolicyDocumentException e) // published in a form that is no longer read
        {
            return PolicyCheck.Faulty(e);
        }
    }

    /// <param name="with">Another version of the insured place; left out, the one in force on the first day, or the last before it.</param>
    private static async Task<Results<Ok<PolicyComparisonAnswer>, ProblemHttpResult>> Compare(
        string regionCode, string version, SettlementDbContext db, CancellationToken cancellation, string? with = null)
    {
        var region = RegionCode.Parse(regionCode);
        if (await db.FindPolicyVersionAsync(region, version, cancellation) is not { } policy)
            return ProblemKind.NotFound.ToResult(version);
        var other = with is null
            ? await BeforeAsync(db, policy, cancellation)
            : await db.FindPolicyVersionAsync(region, with, cancellation);
        if (other is null || other.Scheme != policy.Scheme)
            return ProblemKind.NotFound.ToResult(with ?? $"{region}, {policy.Scheme}, {policy.ValidFrom:O}");
        try
        {
            return TypedResults.Ok(new PolicyComparisonAnswer(
                version, policy.Revision, other.PolicyVersion, PolicyComparison.Of(other.Document, policy.Document)));
        }
        catch (PolicyDocumentException e) // published in a form that is no longer read
        {
            return PolicyCheck.Faulty(e);
        }
    }

    /// <summary>The published version in force on the first day of a version; where there is none, the last that began before.</summary>
    internal static async Task<PolicyVersionRecord?> BeforeAsync(SettlementDbContext db, PolicyVersionRecord policy, CancellationToken cancellation)
    {
        var others = await db.PublishedPoliciesAsync(policy.InsuredRegion, policy.Scheme, policy.PolicyVersion, cancellation);
        return others.Find(other => other.Days.Contains(policy.ValidFrom)) ?? others.FindLast(other => other.ValidFrom < policy.ValidFrom);
    }
}
