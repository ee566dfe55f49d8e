using Settlement.Api.Calls;
using Settlement.Api.Encounters;
using Settlement.Api.Settlements.Settle;
using Settlement.Domain;
using Settlement.Domain.Encounters;
using Settlement.Domain.Facilities;
using Settlement.Persistence.Visits;

namespace Settlement.Api.Visits;

/// <summary>The parts of a visit are encounters like those that are registered alone.</summary>
internal static class VisitParts
{
    /// <summary>The registration that says the same of the part alone, so that either form is a retry of the other.</summary>
    internal static RegisterEncounterRequest RegistrationOf(
        RegisterVisitRequest visit, RegisterVisitRequest.VisitPart part, FacilityCode facility) => new(
        visit.InsuredRegion, visit.PersonNo, part.DiseaseCode is null ? facility.OrdinaryService() : CareService.ChronicOutpatient,
        visit.StartedOn, part.DiagnosisCode, visit.IsEmergency, Trauma.None, part.DiseaseCode, part.OtherDiagnoses,
        Credential: visit.Credential);

    internal static EncounterToSettle ToSettle(this VisitRecord visit, string encounterNo, bool usesPersonalAccount) =>
        new(visit.FacilityCode, encounterNo, visit.StartedOn, usesPersonalAccount);

    /// <summary>The refusal of one part: says which, with its place in the body.</summary>
    internal static Refusal OfPart(this Refusal refusal, int index, string encounterNo) =>
        (refusal with { Pointer = $"/parts/{index}" }).With("encounterNo", encounterNo);
}
