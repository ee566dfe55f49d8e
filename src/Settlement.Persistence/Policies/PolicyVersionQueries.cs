using Microsoft.EntityFrameworkCore;
using Settlement.Domain;
using Settlement.Domain.Persons;
using Settlement.Domain.Policies;
using Settlement.Domain.Policies.Documents;

namespace Settlement.Persistence.Policies;

public static class PolicyVersionQueries
{
    /// <summary>A version of the insured place; null where it has none of that name.</summary>
    public static Task<PolicyVersionRecord?> FindPolicyVersionAsync(
        this SettlementDbContext db, RegionCode region, string version, CancellationToken cancellation) =>
        db.PolicyVersions.SingleOrDefaultAsync(p => p.PolicyVersion == version && p.InsuredRegion == region, cancellation);

    /// <summary>The published versions of a region and scheme, tracked, without those of <paramref name="except"/>.</summary>
    public static Task<List<PolicyVersionRecord>> PublishedPoliciesAsync(
        this SettlementDbContext db, RegionCode region, InsuranceScheme scheme, string except, CancellationToken cancellation) =>
        db.PolicyVersions.Where(p => p.InsuredRegion == region && p.Scheme == scheme && p.State == PolicyState.Published && p.PolicyVersion != except)
            .OrderBy(p => p.ValidFrom).ToListAsync(cancellation);

    public static VersionDays VersionDays(this PolicyVersionRecord version) => new(version.PolicyVersion, version.Days);

    /// <summary>Whether two texts say the same policy, however they are written; an unreadable one is like no other.</summary>
    public static bool SaysTheSame(this PolicyVersionRecord version, PolicyDocument document)
    {
        try
        {
            return PolicyWriter.Write(PolicyReader.Parse(version.Document)) == PolicyWriter.Write(document);
        }
        catch (PolicyDocumentException)
        {
            return false;
        }
    }
}
