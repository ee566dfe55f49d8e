using Settlement.Domain.Chronic;
using Settlement.Domain.Facilities;

namespace Settlement.Domain.Openness;

/// <summary>Facilities that have one benefit open.</summary>
public readonly record struct FacilityCounts(int Hospitals, int Pharmacies)
{
    public static FacilityCounts operator +(FacilityCounts left, FacilityCounts right) =>
        new(left.Hospitals + right.Hospitals, left.Pharmacies + right.Pharmacies);
}

/// <summary>
/// 联网定点: how many facilities had which benefit open on one day, by the region of the facilities (R-FAC-04, R-FAC-05). Chronic outpatient
/// care stands once for each disease and once without one, for facilities that have opened any.
/// </summary>
public sealed class OpenNetwork
{
    private readonly Dictionary<RegionCode, Dictionary<Benefit, FacilityCounts>> places = [];

    private OpenNetwork(DateOnly day) => Day = day;

    public DateOnly Day { get; }

    public IReadOnlyDictionary<RegionCode, Dictionary<Benefit, FacilityCounts>> Places => places;

    /// <summary>One pass over the facilities; what is open is said by <see cref="DesignatedFacility.IsOpenFor"/>.</summary>
    /// <param name="diseases">A disease that the nation does not support on the day is open nowhere (R-CHR-02).</param>
    public static OpenNetwork On(DateOnly day, IEnumerable<DesignatedFacility> facilities, ChronicDiseases diseases)
    {
        var network = new OpenNetwork(day);
        var open = new HashSet<Benefit>();
        foreach (var facility in facilities)
        {
            open.Clear();
            foreach (var (benefit, _) in facility.Openings)
                if (facility.IsOpenFor(benefit, day) && (benefit.Disease is null || diseases.IsSupported(benefit.Disease, day)))
                {
                    open.Add(benefit);
                    open.Add(benefit.Service);
                }
            if (open.Count > 0)
                network.Add(facility, open);
        }
        return network;
    }

    private void Add(DesignatedFacility facility, HashSet<Benefit> open)
    {
        if (!places.TryGetValue(facility.Region, out var counts))
            places[facility.Region] = counts = [];
        var one = facility.Code.IsPharmacy ? new FacilityCounts(0, 1) : new(1, 0);
        foreach (var benefit in open)
            counts[benefit] = counts.GetValueOrDefault(benefit) + one;
    }
}
