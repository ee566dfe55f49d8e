using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain;
using Settlement.Domain.Persons;
using Settlement.Domain.Policies;
using Settlement.Persistence;
using Settlement.Persistence.Policies;
using Settlement.Persistence.Snapshots;

namespace Settlement.Api.Policies;

/// <summary>Which versions of an insured place are listed.</summary>
/// <param name="Scheme">险种; all where left out.</param>
/// <param name="State">All where left out.</param>
/// <param name="After">The <c>next</c> of the page before.</param>
/// <param name="Limit">1 to 200.</param>
internal sealed record PolicyVersionsQuery(
    Word<InsuranceScheme>? Scheme = null, Word<PolicyState>? State = null, string After = "", int Limit = Paging.Default);

/// <summary>政策版本 as they are found and answered.</summary>
internal sealed class PolicyVersions(SettlementDbContext db, ReferenceSnapshot reference)
{
    /// <summary>The policy that settlements of a day use.</summary>
    internal async Task<Outcome<PolicyAnswer>> InForceAsync(string regionCode, InsuranceScheme scheme, DateOnly? on, Call call)
    {
        if (!RegionCode.TryParse(regionCode, out var region))
            return ProblemKind.InvalidRequest.Refuse(regionCode, "/regionCode");
        var day = on ?? call.Today;
        var version = reference.Policies.InForceOn(region, scheme, day)?.Version;
        var policy = await db.PolicyVersions.AsNoTracking().SingleOrDefaultAsync(p => p.PolicyVersion == version, call.Cancellation);
        return policy is null
            ? ProblemKind.NotFound.Refuse($"{region}, {ExactEnumConverter.Name(scheme)}, {day:O}")
            : PolicyAnswer.From(policy);
    }

    internal async Task<Outcome<Page<PolicyVersionItem>>> ListAsync(RegionCode region, PolicyVersionsQuery query, Call call)
    {
        if (Paging.LimitFault(query.Limit) is { } fault)
            return fault;
        var versions = db.PolicyVersions.AsNoTracking().Where(p => p.InsuredRegion == region && p.PolicyVersion.CompareTo(query.After) > 0);
        if (query.Scheme?.Value is { } scheme)
            versions = versions.Where(p => p.Scheme == scheme);
        if (query.State?.Value is { } state)
            versions = versions.Where(p => p.State == state);
        var rows = await versions.OrderBy(p => p.PolicyVersion).Take(query.Limit + 1).ToListAsync(call.Cancellation);
        return Page<PolicyVersionItem>.Of(rows, query.Limit, policy => policy.PolicyVersion, PolicyVersionItem.From);
    }

    internal async Task<Outcome<PolicyVersionAnswer>> ReadAsync(RegionCode region, string version, Call call) =>
        await db.FindPolicyVersionAsync(region, version, call.Cancellation) is { } policy
            ? await AnswerAsync(policy, call)
            : ProblemKind.NotFound.Refuse(version);

    internal async Task<PolicyVersionAnswer> AnswerAsync(PolicyVersionRecord policy, Call call)
    {
        var steps = await db.PolicyVersionEvents.AsNoTracking().Where(e => e.PolicyVersion == policy.PolicyVersion)
            .OrderBy(e => e.Version).ToListAsync(call.Cancellation);
        var changes = await db.PolicyVersionChanges.AsNoTracking().Where(c => c.PolicyVersion == policy.PolicyVersion)
            .OrderBy(c => c.ChangedVersion).ToListAsync(call.Cancellation);
        return new(
            PolicyVersionItem.From(policy),
            [.. steps.Select(e => new PolicyStepAnswer(e.Version, e.Step, e.DoneBy, e.DoneAt.InChina(), e.Note, e.Acknowledged))],
            [.. changes.Select(c => PolicyChangeAnswer.From(c, policy.ValidFrom))],
            JsonSerializer.Deserialize<JsonElement>(policy.Document));
    }

    /// <summary>What a version is set beside: another one by its name, or the one that it follows.</summary>
    /// <param name="with">Name of the other; null for the published version in force on the first day, else the last before it.</param>
    internal async Task<PolicyVersionRecord?> BesideAsync(PolicyVersionRecord policy, string? with, Call call)
    {
        if (with is not null)
            return await db.FindPolicyVersionAsync(policy.InsuredRegion, with, call.Cancellation);
        var others = await db.PublishedPoliciesAsync(policy.InsuredRegion, policy.Scheme, policy.PolicyVersion, call.Cancellation);
        return others.Find(other => other.Days.Contains(policy.ValidFrom)) ?? others.FindLast(other => other.ValidFrom < policy.ValidFrom);
    }
}
