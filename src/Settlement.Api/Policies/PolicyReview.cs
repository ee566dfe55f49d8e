using Settlement.Api.Calls;
using Settlement.Domain;
using Settlement.Domain.Policies;
using Settlement.Domain.Policies.Documents;
using Settlement.Persistence;
using Settlement.Persistence.Policies;

namespace Settlement.Api.Policies;

/// <summary>发布前校验、逐项比较: what is looked at before a version is published.</summary>
internal sealed class PolicyReview(SettlementDbContext db, PolicyVersions versions)
{
    /// <param name="from">First day; that of the version where left out.</param>
    internal async Task<Outcome<PolicyProofAnswer>> ProveAsync(RegionCode region, string version, DateOnly? from, Call call)
    {
        if (await db.FindPolicyVersionAsync(region, version, call.Cancellation) is not { } policy)
            return ProblemKind.NotFound.Refuse(version);
        var first = from ?? policy.ValidFrom;
        if (!FieldForm.IsDay(first))
            return ProblemKind.InvalidRequest.Refuse($"{first:O}", "/from");
        if (policy.ValidThrough < first)
            return ProblemKind.DateNotPossible.Refuse($"{first:O} > {policy.ValidThrough:O}", "/from");
        var others = await db.PublishedPoliciesAsync(region, policy.Scheme, version, call.Cancellation);
        List<VersionDays> days = [.. others.Select(other => other.VersionDays())];
        try
        {
            var publication = PolicyPublication.Of(PolicyReader.Read(policy.Document) with { InForce = policy.Days }, first, days);
            return new PolicyProofAnswer(
                version, policy.Revision, first, policy.ValidThrough, PolicyPublication.MayBegin(first, call.Today, days),
                [.. publication.Findings.Select(PolicyCheck.Answer)], [.. publication.Changes.Select(PolicyChangeAnswer.From)]);
        }
        catch (PolicyDocumentException e) // published in a form that is no longer read
        {
            return PolicyCheck.Faulty(e);
        }
    }

    /// <param name="with">Another version of the insured place; left out, the one in force on the first day, or the last before it.</param>
    internal async Task<Outcome<PolicyComparisonAnswer>> CompareAsync(RegionCode region, string version, string? with, Call call)
    {
        if (await db.FindPolicyVersionAsync(region, version, call.Cancellation) is not { } policy)
            return ProblemKind.NotFound.Refuse(version);
        var other = await versions.BesideAsync(policy, with, call);
        if (other is null || other.Scheme != policy.Scheme)
            return ProblemKind.NotFound.Refuse(with ?? $"{region}, {policy.Scheme}, {policy.ValidFrom:O}");
        try
        {
            return new PolicyComparisonAnswer(
                version, policy.Revision, other.PolicyVersion, PolicyComparison.Of(other.Document, policy.Document));
        }
        catch (PolicyDocumentException e) // published in a form that is no longer read
        {
            return PolicyCheck.Faulty(e);
        }
    }
}
