using Settlement.Domain.Persons;

namespace Settlement.Domain.Policies;

/// <summary>All published policy versions. At most one is in force for a region and scheme on any day.</summary>
public sealed class PolicyBook
{
    private readonly ILookup<(RegionCode, InsuranceScheme), ReimbursementPolicy> versions;

    /// <exception cref="ArgumentException">Two versions for one region and scheme overlap.</exception>
    public PolicyBook(IEnumerable<ReimbursementPolicy> policies)
    {
        versions = policies.OrderBy(p => p.InForce.First).ToLookup(p => (p.InsuredRegion, p.Scheme));
        foreach (var line in versions)
            foreach (var (earlier, later) in line.Zip(line.Skip(1)))
                if (earlier.InForce.Overlaps(later.InForce))
                    throw new ArgumentException($"{earlier.Version} and {later.Version} overlap.", nameof(policies));
    }

    public IEnumerable<ReimbursementPolicy> Versions => versions.SelectMany(line => line);

    /// <summary>The version in force on <paramref name="day"/>, or null: a gap is never filled from a neighbour.</summary>
    public ReimbursementPolicy? InForceOn(RegionCode region, InsuranceScheme scheme, DateOnly day) =>
        versions[(region, scheme)].SingleOrDefault(p => p.InForce.Contains(day));
}
