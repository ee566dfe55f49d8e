using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain;

namespace Settlement.Api.Encounters;

/// <summary>登记变更、登记撤销、出院、全额自费: the steps of an encounter that is not settled.</summary>
internal static class EncounterStepEndpoints
{
    internal static void MapEncounterSteps(this IEndpointRouteBuilder encounter)
    {
        encounter.MapPut("/details", Change).WithName("ChangeEncounter").Validate<ChangeEncounterRequest>()
            .AllowedTo(AccessScope.Facility, Role.Hospital, Role.Pharmacy)
            .WithSummary("登记变更 · Replaces dates, diagnoses, flags and statements of an open encounter; may be sent again")
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        encounter.MapPut("/cancellation", Cancel).WithName("CancelEncounter").Validate<CancelEncounterRequest>()
            .AllowedTo(AccessScope.Facility, Role.Hospital, Role.Pharmacy)
            .WithSummary("登记撤销 · Cancels an encounter that was registered by mistake and has no fee lines; may be sent again")
            .ProducesProblem(404).ProducesProblem(409);
        encounter.MapPut("/discharge", Discharge).WithName("Discharge").Validate<DischargeRequest>()
            .AllowedTo(AccessScope.Facility, Role.Hospital, Role.Pharmacy)
            .WithSummary("出院办理 · Ends a stay, with the diagnoses of the discharge; may be sent again")
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        encounter.MapDelete("/discharge", CancelDischarge).WithName("CancelDischarge")
            .AllowedTo(AccessScope.Facility, Role.Hospital, Role.Pharmacy)
            .WithSummary("出院撤销 · The stay goes on; may be sent again")
            .ProducesProblem(404).ProducesProblem(409);
        encounter.MapPut("/self-payment", PayInFull).WithName("PayInFull").Validate<PayInFullRequest>()
            .AllowedTo(AccessScope.Facility, Role.Hospital, Role.Pharmacy)
            .WithSummary(
                "全额自费 · Closes an encounter as paid in full by the person, its lines kept for manual reimbursement; may be sent again")
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        encounter.MapDelete("/self-payment", CancelSelfPayment).WithName("CancelSelfPayment")
            .AllowedTo(AccessScope.Facility, Role.Hospital, Role.Pharmacy)
            .WithSummary("全额自费撤销 · The money is given back and the encounter is open again; may be sent again")
            .ProducesProblem(404).ProducesProblem(409);
    }

    private static async Task<Answered<EncounterAnswer>> Change(
        string facilityCode, string encounterNo, ChangeEncounterRequest request, EncounterSteps steps, Call call) =>
        await steps.ChangeAsync(new(FacilityCode.Parse(facilityCode), encounterNo), request, call);

    private static async Task<Answered<EncounterAnswer>> Cancel(
        string facilityCode, string encounterNo, CancelEncounterRequest request, EncounterSteps steps, Call call) =>
        await steps.CancelAsync(new(FacilityCode.Parse(facilityCode), encounterNo), request, call);

    private static async Task<Answered<EncounterAnswer>> Discharge(
        string facilityCode, string encounterNo, DischargeRequest request, EncounterSteps steps, Call call) =>
        await steps.DischargeAsync(new(FacilityCode.Parse(facilityCode), encounterNo), request, call);

    private static async Task<Answered<EncounterAnswer>> CancelDischarge(
        string facilityCode, string encounterNo, EncounterSteps steps, Call call) =>
        await steps.CancelDischargeAsync(new(FacilityCode.Parse(facilityCode), encounterNo), call);

    private static async Task<Answered<EncounterAnswer>> PayInFull(
        string facilityCode, string encounterNo, PayInFullRequest request, EncounterSteps steps, Call call) =>
        await steps.PayInFullAsync(new(FacilityCode.Parse(facilityCode), encounterNo), request, call);

    private static async Task<Answered<EncounterAnswer>> CancelSelfPayment(
        string facilityCode, string encounterNo, EncounterSteps steps, Call call) =>
        await steps.CancelSelfPaymentAsync(new(FacilityCode.Parse(facilityCode), encounterNo), call);
}
