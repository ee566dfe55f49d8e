using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain.Encounters;
using Settlement.Persistence;
using Settlement.Persistence.Encounters;

namespace Settlement.Api.Encounters;

/// <summary>登记变更 and 登记撤销 of an open encounter.</summary>
internal static class ChangeEndpoints
{
    internal static void MapChanges(this IEndpointRouteBuilder encounter)
    {
        encounter.MapPut("/details", Change).WithName("ChangeEncounter").Validate<ChangeEncounterRequest>()
            .AllowedTo(AccessScope.Facility, Role.Hospital, Role.Pharmacy)
            .WithSummary("登记变更 · Replaces dates, diagnoses, flags and statements of an open encounter; may be sent again")
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        encounter.MapPut("/cancellation", Cancel).WithName("CancelEncounter").Validate<CancelEncounterRequest>()
            .AllowedTo(AccessScope.Facility, Role.Hospital, Role.Pharmacy)
            .WithSummary("登记撤销 · Cancels an encounter that was registered by mistake and has no fee lines; may be sent again")
            .ProducesProblem(404).ProducesProblem(409);
    }

    private static Task<Results<Ok<EncounterAnswer>, ProblemHttpResult>> Change(
        string facilityCode, string encounterNo, ChangeEncounterRequest request,
        EncounterStep step, SettlementDbContext db, TimeProvider clock, CancellationToken cancellation) =>
        step.TakeAsync(facilityCode, encounterNo, EncounterEventKind.Changed, request, note: null, async encounter =>
            EncounterStep.Closed(encounter.State, encounterNo)
            ?? await db.DetailFaultAsync(encounter, request, clock.Today(), cancellation), cancellation);

    private static Task<Results<Ok<EncounterAnswer>, ProblemHttpResult>> Cancel(
        string facilityCode, string encounterNo, CancelEncounterRequest request,
        EncounterStep step, SettlementDbContext db, CancellationToken cancellation) =>
        step.TakeAsync(facilityCode, encounterNo, EncounterEventKind.Cancelled, request, request.Reason, async encounter =>
        {
            if (EncounterStep.Closed(encounter.State, encounterNo) is { } closed)
                return closed;
            if (await db.FeeLines.AnyAsync(l => l.PersonId == encounter.PersonId && l.EncounterId == encounter.EncounterId, cancellation))
                return EncounterProblems.EncounterHasLines.ToResult(encounterNo);
            if (await db.Encounters.AnyAsync(
                e => e.PersonId == encounter.PersonId && e.ContinuesEncounterId == encounter.EncounterId && e.State != EncounterState.Cancelled, cancellation))
                return EncounterProblems.EncounterContinued.ToResult(encounterNo);
            encounter.State = EncounterState.Cancelled;
            return null;
        }, cancellation);
}
