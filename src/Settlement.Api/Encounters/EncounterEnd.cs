using Settlement.Api.Calls;
using Settlement.Domain.Encounters;
using Settlement.Domain.Facilities;

namespace Settlement.Api.Encounters;

/// <summary>Refuses a day on which an encounter cannot have ended.</summary>
internal static class EncounterEnd
{
    /// <param name="dischargedOn">The registered discharge; null where there is none.</param>
    /// <returns>Null where it can have ended on <paramref name="endedOn"/>.</returns>
    internal static Refusal? Fault(CareService service, DateOnly startedOn, DateOnly? dischargedOn, DateOnly endedOn, DateOnly today) =>
        EncounterEnds.Contradiction(service, startedOn, dischargedOn, endedOn, today) is { } days
            ? ProblemKind.DateNotPossible.Refuse(days, "/endedOn")
            : null;
}
