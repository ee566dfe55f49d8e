using Settlement.Domain.Facilities;

namespace Settlement.Domain.Encounters;

/// <summary>When an encounter can have ended (R1.12.3).</summary>
public static class EncounterEnds
{
    /// <param name="dischargedOn">The registered discharge; null where there is none.</param>
    /// <returns>The two days that contradict each other; null where it can have ended on <paramref name="endedOn"/>.</returns>
    public static string? Contradiction(CareService service, DateOnly startedOn, DateOnly? dischargedOn, DateOnly endedOn, DateOnly today)
    {
        if (endedOn < startedOn)
            return $"{endedOn:O} < {startedOn:O}";
        if (service != CareService.Inpatient && endedOn != startedOn)
            return $"{endedOn:O} ≠ {startedOn:O}";
        if (dischargedOn is { } discharged && endedOn != discharged)
            return $"{endedOn:O} ≠ {discharged:O}";
        return endedOn > today ? $"{endedOn:O} > {today:O}" : null;
    }
}
