using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain.Facilities;
using Settlement.Persistence;
using Settlement.Persistence.Encounters;

namespace Settlement.Api.Encounters;

/// <summary>出院办理 and 出院撤销 of a stay that is not settled.</summary>
internal static class DischargeEndpoints
{
    internal static void MapDischarge(this IEndpointRouteBuilder encounter)
    {
        encounter.MapPut("/discharge", Discharge).WithName("Discharge").Validate<DischargeRequest>()
            .AllowedTo(AccessScope.Facility, Role.Hospital, Role.Pharmacy)
            .WithSummary("出院办理 · Ends a stay, with the diagnoses of the discharge; may be sent again")
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        encounter.MapDelete("/discharge", CancelDischarge).WithName("CancelDischarge")
            .AllowedTo(AccessScope.Facility, Role.Hospital, Role.Pharmacy)
            .WithSummary("出院撤销 · The stay goes on; may be sent again")
            .ProducesProblem(404).ProducesProblem(409);
    }

    private static Task<Results<Ok<EncounterAnswer>, ProblemHttpResult>> Discharge(
        string facilityCode, string encounterNo, DischargeRequest request, HttpContext context,
        EncounterStep step, SettlementDbContext db, TimeProvider clock, CancellationToken cancellation) =>
        step.TakeAsync(facilityCode, encounterNo, EncounterEventKind.Discharged, request, note: null, async encounter =>
        {
            if (await db.IsDischargedByAsync(encounter, request, cancellation))
            {
                context.MarkReplayed();
                return null;
            }
            if (EncounterStep.Closed(encounter.State, encounterNo) is { } closed)
                return closed;
            if (encounter.Service != CareService.Inpatient)
                return EncounterProblems.ServiceNotOfFacility.ToResult($"{new Benefit(encounter.Service)}");
            if (encounter.DischargedOn is { } earlier)
                return EncounterProblems.EncounterDischarged.ToResult($"{earlier:O}");
            if (request.DischargedOn < encounter.StartedOn)
                return ProblemKind.DateNotPossible.ToResult($"{request.DischargedOn:O} < {encounter.StartedOn:O}", "/dischargedOn");
            if (request.DischargedOn > clock.Today())
                return ProblemKind.DateNotPossible.ToResult($"{request.DischargedOn:O} > {clock.Today():O}", "/dischargedOn");
            if (await db.DiagnosisFaultAsync(request.DiagnosisCode, request.OtherDiagnoses, cancellation) is { } unknown)
                return unknown;

            (encounter.DischargedOn, encounter.DischargeManner) = (request.DischargedOn, request.Manner);
            encounter.DiagnosisCode = request.DiagnosisCode ?? encounter.DiagnosisCode;
            encounter.OtherDiagnoses = request.OtherDiagnoses is { } others ? [.. others] : encounter.OtherDiagnoses;
            return null;
        }, cancellation);

    /// <summary>Whether the discharge that stands was asked for in these words, whatever was done to the encounter since.</summary>
    private static async Task<bool> IsDischargedByAsync(
        this SettlementDbContext db, EncounterRecord encounter, DischargeRequest request, CancellationToken cancellation)
    {
        var hash = Wire.Hash(request);
        return encounter.DischargedOn == request.DischargedOn && encounter.DischargeManner == request.Manner
            && await db.EncounterEvents.AnyAsync(
                e => e.PersonId == encounter.PersonId && e.EncounterId == encounter.EncounterId
                    && e.Kind == EncounterEventKind.Discharged && e.RequestHash == hash, cancellation);
    }

    private static Task<Results<Ok<EncounterAnswer>, ProblemHttpResult>> CancelDischarge(
        string facilityCode, string encounterNo, EncounterStep step, CancellationToken cancellation) =>
        step.TakeAsync(facilityCode, encounterNo, EncounterEventKind.DischargeCancelled, "", note: null, encounter =>
        {
            (encounter.DischargedOn, encounter.DischargeManner) = (null, null);
            return Task.FromResult(EncounterStep.Closed(encounter.State, encounterNo));
        }, cancellation);
}
