using Settlement.Api.Calls;
using Settlement.Api.Policies;
using Settlement.Domain;
using Settlement.Domain.Persons;
using Settlement.Domain.Policies;
using Settlement.Domain.Policies.Documents;
using Settlement.Domain.PolicyTrials;
using Settlement.Persistence;
using Settlement.Persistence.Policies;

namespace Settlement.Api.PolicyTrials;

/// <summary>算例试算: what a version makes of named cases, beside another one. Nothing is stored.</summary>
internal sealed class TryPolicyOnCases(SettlementDbContext db, PolicyVersions versions)
{
    /// <param name="with">Version to set beside it; left out, the one in force on its first day, or the last before it.</param>
    internal async Task<Outcome<CasesAnswer>> RunAsync(RegionCode region, string version, TryCasesRequest request, string? with, Call call)
    {
        if (await db.FindPolicyVersionAsync(region, version, call.Cancellation) is not { } policy)
            return ProblemKind.NotFound.Refuse(version);
        var other = await versions.BesideAsync(policy, with, call);
        if (with is not null && other?.Scheme != policy.Scheme)
            return ProblemKind.NotFound.Refuse(with);
        for (var i = 0; i < request.Cases.Count; i++)
            if (!PersonCategories.Of(policy.Scheme).Contains(request.Cases[i].Category))
                return ProblemKind.InvalidRequest.Refuse(ExactEnumConverter.Name(policy.Scheme), $"/cases/{i}/category");
        try
        {
            var tried = PolicyReader.Read(policy.Document);
            var beside = other is null ? null : PolicyReader.Read(other.Document);
            return new CasesAnswer(
                version, policy.Revision, other?.PolicyVersion,
                [.. request.Cases.Select(c => Try(c.Name, c.ToCase(region, policy.Scheme), tried, beside))]);
        }
        catch (PolicyDocumentException e) // published in a form that is no longer read
        {
            return PolicyCheck.Faulty(e);
        }
    }

    private static CaseAnswer Try(string name, TrialCase trial, ReimbursementPolicy policy, ReimbursementPolicy? other)
    {
        var under = CaseOutcome.From(trial.Under(policy));
        var beside = other is null ? null : CaseOutcome.From(trial.Under(other));
        return new(name, under, beside, beside is null ? null : under.FundTotal - beside.FundTotal);
    }
}
