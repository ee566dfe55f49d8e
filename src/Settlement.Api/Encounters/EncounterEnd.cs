using Microsoft.AspNetCore.Http.HttpResults;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain.Facilities;

namespace Settlement.Api.Encounters;

/// <summary>Whether an encounter can have ended on a day.</summary>
internal static class EncounterEnd
{
    /// <param name="dischargedOn">The registered discharge; null where there is none.</param>
    /// <returns>Null where it can.</returns>
    internal static ProblemHttpResult? Fault(CareService service, DateOnly startedOn, DateOnly? dischargedOn, DateOnly endedOn, DateOnly today)
    {
        string? fault = 0 switch
        {
            _ when endedOn < startedOn => $"{endedOn:O} < {startedOn:O}",
            _ when service != CareService.Inpatient && endedOn != startedOn => $"{endedOn:O} ≠ {startedOn:O}",
            _ when dischargedOn is { } discharged && endedOn != discharged => $"{endedOn:O} ≠ {discharged:O}",
            _ when endedOn > today => $"{endedOn:O} > {today:O}",
            _ => null,
        };
        return fault is null ? null : ProblemKind.DateNotPossible.ToResult(fault, "/endedOn");
    }
}
