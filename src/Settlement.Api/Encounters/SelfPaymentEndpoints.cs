using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Api.Settlements;
using Settlement.Domain;
using Settlement.Domain.Encounters;
using Settlement.Domain.Settlements;
using Settlement.Persistence;
using Settlement.Persistence.Encounters;
using Settlement.Persistence.Settlements;

namespace Settlement.Api.Encounters;

/// <summary>全额自费: what cannot be settled now is paid by the person, and all lines stay for manual reimbursement (R-MAN-02, R1.14.14).</summary>
internal static class SelfPaymentEndpoints
{
    internal static void MapSelfPayment(this IEndpointRouteBuilder encounter)
    {
        encounter.MapPut("/self-payment", Pay).WithName("PayInFull").Validate<PayInFullRequest>()
            .AllowedTo(AccessScope.Facility, Role.Hospital, Role.Pharmacy)
            .WithSummary("全额自费 · Closes an encounter as paid in full by the person, its lines kept for manual reimbursement; may be sent again")
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        encounter.MapDelete("/self-payment", Cancel).WithName("CancelSelfPayment")
            .AllowedTo(AccessScope.Facility, Role.Hospital, Role.Pharmacy)
            .WithSummary("全额自费撤销 · The money is given back and the encounter is open again; may be sent again")
            .ProducesProblem(404).ProducesProblem(409);
    }

    private static Task<Results<Ok<EncounterAnswer>, ProblemHttpResult>> Pay(
        string facilityCode, string encounterNo, PayInFullRequest request,
        EncounterStep step, SettlementDbContext db, TimeProvider clock, CancellationToken cancellation) =>
        step.TakeAsync(facilityCode, encounterNo, EncounterEventKind.PaidInFull, request, request.Note, async encounter =>
        {
            if (EncounterStep.Closed(encounter.State, encounterNo) is { } closed)
                return closed;
            if (EncounterEnd.Fault(encounter.Service, encounter.StartedOn, encounter.DischargedOn, request.EndedOn, clock.Today()) is { } fault)
                return fault;
            var amounts = await db.FeeLines.Where(l => l.PersonId == encounter.PersonId && l.EncounterId == encounter.EncounterId)
                .Select(l => l.Amount).ToListAsync(cancellation);
            if (amounts.Count == 0)
                return SettlementProblems.OfRefusal[RefusalCode.NoLines].ToResult();

            encounter.State = EncounterState.PaidInFull;
            encounter.PaidInFullOn = request.EndedOn;
            encounter.PaidInFull = amounts.Aggregate(Money.Zero, (sum, amount) => sum + amount);
            encounter.SelfPaymentReason = request.Reason;
            return null;
        }, cancellation);

    private static Task<Results<Ok<EncounterAnswer>, ProblemHttpResult>> Cancel(
        string facilityCode, string encounterNo, EncounterStep step, SettlementDbContext db, CancellationToken cancellation) =>
        step.TakeAsync(facilityCode, encounterNo, EncounterEventKind.SelfPaymentCancelled, "", note: null, async encounter =>
        {
            if (encounter.State != EncounterState.PaidInFull)
                return EncounterStep.Closed(encounter.State, encounterNo);
            if (encounter.ManualClaimId is not null)
                return EncounterProblems.EncounterUnderClaim.ToResult(encounterNo);
            // What continues it paid a deductible as if this encounter had none, and would have to pay another one.
            if (await db.IsContinuedBySettledAsync(encounter.PersonId, encounter.EncounterId, cancellation))
                return EncounterProblems.EncounterContinued.ToResult(encounterNo);
            encounter.State = EncounterState.Open;
            (encounter.PaidInFullOn, encounter.PaidInFull, encounter.SelfPaymentReason) = (null, null, null);
            return null;
        }, cancellation);
}
