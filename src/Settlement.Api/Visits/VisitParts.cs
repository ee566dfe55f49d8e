using Microsoft.AspNetCore.Http.HttpResults;
using Settlement.Api.Calls;
using Settlement.Api.Encounters;
using Settlement.Domain;
using Settlement.Domain.Encounters;
using Settlement.Domain.Facilities;
using Settlement.Persistence.Encounters;
using Settlement.Persistence.Visits;

namespace Settlement.Api.Visits;

/// <summary>The parts of a visit are encounters like those that are registered alone.</summary>
internal static class VisitParts
{
    /// <summary>The registration that says the same of the part alone, so that either form is a retry of the other.</summary>
    internal static RegisterEncounterRequest RegistrationOf(RegisterVisitRequest visit, RegisterVisitRequest.VisitPart part, FacilityCode facility) => new(
        visit.InsuredRegion, visit.PersonNo,
        part.DiseaseCode is not null ? CareService.ChronicOutpatient : facility.IsPharmacy ? CareService.Pharmacy : CareService.Outpatient,
        visit.StartedOn, part.DiagnosisCode, visit.IsEmergency, Trauma.None, part.DiseaseCode, part.OtherDiagnoses, Credential: visit.Credential);

    internal static EncounterRecord RecordOf(VisitRecord visit, string encounterNo, RegisterEncounterRequest registration) => new()
    {
        PersonId = visit.PersonId,
        EncounterId = EncounterId.New(),
        FacilityCode = visit.FacilityCode,
        EncounterNo = encounterNo,
        Service = registration.Service,
        DiseaseCode = registration.DiseaseCode,
        Trauma = registration.Trauma,
        IsEmergency = registration.IsEmergency,
        StartedOn = registration.StartedOn,
        DiagnosisCode = registration.DiagnosisCode,
        CredentialKind = registration.Credential?.Kind,
        CredentialEnding = registration.Credential?.Number[^4..],
        HolderId = registration.Credential?.Holder is { } holder ? PersonId.Of(RegionCode.Parse(holder.InsuredRegion), new(holder.PersonNo)) : null,
        HolderRelation = registration.Credential?.Holder?.Relation,
        VisitId = visit.VisitId,
        State = EncounterState.Open,
        RequestHash = Wire.Hash(registration),
        RegisteredBy = visit.RegisteredBy,
        RegisteredAt = visit.RegisteredAt,
    };

    /// <summary>The problem of one part: says which, with its place in the body.</summary>
    internal static ProblemHttpResult Named(ProblemHttpResult problem, int index, string encounterNo)
    {
        var details = problem.ProblemDetails;
        details.Extensions["encounterNo"] = encounterNo;
        details.Extensions["pointer"] = $"/parts/{index}";
        return TypedResults.Problem(details);
    }
}
