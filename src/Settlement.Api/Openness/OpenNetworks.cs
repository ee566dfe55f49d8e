using System.Collections.Concurrent;
using Settlement.Domain.Facilities;
using Settlement.Domain.Openness;
using Settlement.Persistence.Snapshots;

namespace Settlement.Api.Openness;

/// <summary>What was computed of the facilities, by day, until the facilities or the nation's lists change.</summary>
internal sealed class OpenNetworks
{
    private const int DaysAtMost = 64;

    private volatile Computed computed = new(new([]), null);

    /// <summary>The facilities that have something open on a day: one pass over all of them, once for each day that is asked for.</summary>
    internal OpenNetwork Of(ReferenceSnapshot snapshot, DateOnly day)
    {
        var known = computed;
        if (known.Facilities != snapshot.Facilities || known.National != snapshot.National || known.Networks.Count >= DaysAtMost)
            computed = known = new(snapshot.Facilities, snapshot.National); // two at once compute twice, and both rightly
        return known.Networks.GetOrAdd(day, _ => new(() => OpenNetwork.On(day, snapshot.Facilities.All, snapshot.ChronicDiseases))).Value;
    }

    private sealed record Computed(FacilityDirectory Facilities, NationalReference? National)
    {
        internal ConcurrentDictionary<DateOnly, Lazy<OpenNetwork>> Networks { get; } = [];
    }
}
