using Microsoft.EntityFrameworkCore;
using Settlement.Api.Calls;
using Settlement.Api.Chronic;
using Settlement.Api.SpecialDrugs;
using Settlement.Domain;
using Settlement.Domain.Encounters;
using Settlement.Domain.Facilities;
using Settlement.Persistence;
using Settlement.Persistence.Encounters;
using Settlement.Persistence.Snapshots;
using Settlement.Persistence.SpecialDrugs;
using Settlement.Persistence.Visits;

namespace Settlement.Api.Encounters;

/// <summary>就诊登记.</summary>
internal sealed class RegisterEncounter(SettlementDbContext db, NumberedCall numbered, ReferenceSnapshot reference)
{
    /// <summary>Scope of the facility's numbers of encounters.</summary>
    internal static string Scope(FacilityCode facility) => $"encounter/{facility}";

    internal Task<Outcome<EncounterAnswer>> RunAsync(EncounterKey key, RegisterEncounterRequest request, Call call) => numbered.OnceAsync(
        new(Scope(key.Facility), key.No, "encounterNo", Wire.Hash(request)),
        () => db.FindEncounterAsync(key.Facility, key.No, call.Cancellation),
        () => MakeAsync(key, request, call),
        async encounter => (await db.EncounterAnswerAsync(encounter, call.Cancellation)) with
        {
            Warnings = await db.DiagnosisWarningsAsync(
                encounter, RegionCode.Parse(request.InsuredRegion), [], reference, call.Cancellation),
        },
        call.Cancellation);

    private async Task<Outcome<EncounterRecord>> MakeAsync(EncounterKey key, RegisterEncounterRequest request, Call call)
    {
        if (reference.Facilities.Find(key.Facility) is null)
            return ProblemKind.NotFound.Refuse(key.Facility.Value);
        if (!key.Facility.Gives(request.Service))
            return EncounterProblems.ServiceNotOfFacility.Refuse($"{key.Facility}, {new Benefit(request.Service)}", "/service");
        if (await db.Persons.AsNoTracking().SingleOrDefaultAsync(p => p.PersonId == request.PersonId, call.Cancellation) is not { } person)
            return ProblemKind.PersonNotFound.Refuse($"{request.InsuredRegion}, {request.PersonNo}", "/personNo");

        var prescription = request.Prescription is { } named
            ? await db.FindPrescriptionAsync(FacilityCode.Parse(named.Hospital), named.PrescriptionNo, call.Cancellation)
            : null;
        if (request.Prescription is not null && prescription?.PersonId != person.PersonId)
            return SpecialDrugProblems.PrescriptionNotFound.Refuse(request.Prescription.PrescriptionNo, "/prescription");

        var encounter = RecordOf(key, request, call, prescription: prescription?.PrescriptionId);
        if (await db.DetailFaultAsync(encounter, request, call) is { } fault)
            return fault;
        if (await db.CredentialFaultAsync(encounter, person, request.Credential, call.Cancellation) is { } credentialFault)
            return credentialFault;
        db.Add(encounter);
        return encounter;
    }

    /// <param name="visit">The visit that it is a part of; null for an encounter by itself.</param>
    internal static EncounterRecord RecordOf(
        EncounterKey key, RegisterEncounterRequest request, Call call, VisitRecord? visit = null, Guid? prescription = null) => new()
        {
            PersonId = request.PersonId,
            EncounterId = EncounterId.New(),
            FacilityCode = key.Facility,
            EncounterNo = key.No,
            Service = request.Service,
            DiseaseCode = request.DiseaseCode,
            Trauma = request.Trauma,
            IsEmergency = request.IsEmergency,
            StartedOn = request.StartedOn,
            DiagnosisCode = request.DiagnosisCode,
            CredentialKind = request.Credential?.Kind,
            CredentialEnding = request.Credential?.Number[^4..],
            HolderId = request.Credential?.Holder?.PersonId,
            HolderRelation = request.Credential?.Holder?.Relation,
            VisitId = visit?.VisitId,
            PrescriptionId = prescription,
            State = EncounterState.Open,
            RequestHash = Wire.Hash(request),
            RegisteredBy = visit?.RegisteredBy ?? call.By,
            RegisteredAt = visit?.RegisteredAt ?? call.Now,
        };
}
