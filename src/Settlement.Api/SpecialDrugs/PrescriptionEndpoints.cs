using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain;

namespace Settlement.Api.SpecialDrugs;

/// <summary>特药处方 (R-DRG-01): recorded by the hospital of the approval, used up by one settlement there or at the pharmacy.</summary>
internal static class PrescriptionEndpoints
{
    internal static void MapPrescriptions(this IEndpointRouteBuilder routes)
    {
        var prescriptions = routes.MapGroup("/facilities/{facilityCode}/special-drug-prescriptions");
        prescriptions.MapPut("/{prescriptionNo}", Prescribe).WithName("PrescribeSpecialDrug").Validate<PrescribeSpecialDrugRequest>()
            .AllowedTo(AccessScope.Facility, Role.Hospital)
            .WithSummary("特药处方 · Records a prescription of the approval's doctor under the hospital's own number; may be sent again")
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        prescriptions.MapPut("/{prescriptionNo}/cancellation", Cancel).WithName("CancelSpecialDrugPrescription").Validate<CancelPrescriptionRequest>()
            .AllowedTo(AccessScope.Facility, Role.Hospital)
            .WithSummary("撤销特药处方 · Takes back a prescription that no settlement has used; may be sent again")
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        prescriptions.MapGet("/{prescriptionNo}", Read).WithName("ReadSpecialDrugPrescription").ProducesProblem(404)
            .AllowedTo(AccessScope.Facility, Role.Hospital)
            .WithSummary("查询特药处方 · One prescription, and whether it is used up");
    }

    private static async Task<Answered<PrescriptionAnswer>> Prescribe(
        string facilityCode, string prescriptionNo, PrescribeSpecialDrugRequest request, PrescribeSpecialDrug prescribe, Call call) =>
        await prescribe.RunAsync(FacilityCode.Parse(facilityCode), prescriptionNo, request, call);

    private static async Task<Answered<PrescriptionAnswer>> Cancel(
        string facilityCode, string prescriptionNo, CancelPrescriptionRequest request, PrescriptionSteps steps, Call call) =>
        await steps.CancelAsync(FacilityCode.Parse(facilityCode), prescriptionNo, request, call);

    private static async Task<Answered<PrescriptionAnswer>> Read(string facilityCode, string prescriptionNo, Prescriptions prescriptions, Call call) =>
        await prescriptions.ReadAsync(FacilityCode.Parse(facilityCode), prescriptionNo, call);
}
