using Settlement.Domain.Chronic;
using Settlement.Domain.Facilities;
using Settlement.Domain.Persons;
using Settlement.Domain.Policies;

namespace Settlement.Domain.Openness;

/// <summary>What a scheme of an insured place settles between provinces on a day.</summary>
/// <param name="PolicyVersion">The policy of that day.</param>
public sealed record SchemeOpenness(InsuranceScheme Scheme, string PolicyVersion, IReadOnlySet<Benefit> Benefits);

/// <summary>开通情况: what a pooling region has open on a day, as insured place and as treatment place (R-FAC-05).</summary>
/// <param name="Insured">One for each scheme with a policy of that day.</param>
/// <param name="Treatment">Benefits that at least one facility in it has open; null where it is no place of treatment.</param>
public sealed record RegionOpenness(PoolingRegion Region, IReadOnlyList<SchemeOpenness> Insured, IReadOnlyDictionary<Benefit, FacilityCounts>? Treatment)
{
    /// <summary>Of every pooling region, in the order of their codes.</summary>
    public static IReadOnlyList<RegionOpenness> Of(OpenNetwork network, Territories territories, PolicyBook policies, ChronicDiseases diseases)
    {
        var treatment = new Dictionary<RegionCode, Dictionary<Benefit, FacilityCounts>>();
        foreach (var (place, open) in network.Places)
            if (territories.PoolingRegionOf(place) is { } inRegion)
                foreach (var (benefit, facilities) in open)
                {
                    var counts = treatment.TryGetValue(inRegion.Code, out var known) ? known : treatment[inRegion.Code] = [];
                    counts[benefit] = counts.GetValueOrDefault(benefit) + facilities;
                }
        return [.. territories.PoolingRegions.OrderBy(region => region.Code.Value, StringComparer.Ordinal).Select(region => new RegionOpenness(
            region, SchemesOf(region.Code, network.Day, policies, diseases),
            region.HasTerritory ? treatment.GetValueOrDefault(region.Code, []) : null))];
    }

    /// <summary>What the policies of an insured place pay on a day; a disease only where the nation supports it then (R-CHR-02).</summary>
    public static IReadOnlyList<SchemeOpenness> SchemesOf(RegionCode insuredPlace, DateOnly day, PolicyBook policies, ChronicDiseases diseases) =>
    [
        .. from scheme in Enum.GetValues<InsuranceScheme>()
           let policy = policies.InForceOn(insuredPlace, scheme, day)
           where policy is not null
           select new SchemeOpenness(scheme, policy.Version, policy.Benefits.Keys
               .Where(benefit => benefit.Disease is null || diseases.IsSupported(benefit.Disease, day)).ToHashSet()),
    ];
}
