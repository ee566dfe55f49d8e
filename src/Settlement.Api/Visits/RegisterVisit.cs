using Microsoft.EntityFrameworkCore;
using Settlement.Api.Calls;
using Settlement.Api.Chronic;
using Settlement.Api.Encounters;
using Settlement.Domain;
using Settlement.Persistence;
using Settlement.Persistence.Encounters;
using Settlement.Persistence.Numbers;
using Settlement.Persistence.Snapshots;
using Settlement.Persistence.Visits;

namespace Settlement.Api.Visits;

/// <summary>就诊登记（分病种）: a visit with its parts, and how it is read.</summary>
internal sealed class RegisterVisit(SettlementDbContext db, NumberedCall numbered, ReferenceSnapshot reference)
{
    internal Task<Outcome<VisitAnswer>> RunAsync(FacilityCode facility, string visitNo, RegisterVisitRequest request, Call call)
    {
        List<EncounterRecord> parts = [];
        return numbered.OnceAsync(
            new($"visit/{facility}", visitNo, "visitNo", Wire.Hash(request)),
            async () =>
            {
                if (await db.FindVisitAsync(facility, visitNo, call.Cancellation) is not var (earlier, registered))
                    return null;
                parts = registered;
                return earlier;
            },
            () => MakeAsync(facility, visitNo, request, parts, call),
            async visit => VisitAnswer.From(visit, await AnswersAsync(parts.InOrder(), RegionCode.Parse(request.InsuredRegion), call)),
            call.Cancellation);
    }

    internal async Task<Outcome<VisitAnswer>> ReadAsync(FacilityCode facility, string visitNo, Call call)
    {
        if (await db.FindVisitAsync(facility, visitNo, call.Cancellation) is not var (visit, parts))
            return VisitProblems.VisitNotFound.Refuse(visitNo);
        var answers = new List<EncounterAnswer>();
        foreach (var part in parts)
            answers.Add(await db.EncounterAnswerAsync(part, call.Cancellation));
        return VisitAnswer.From(visit, answers);
    }

    /// <param name="parts">Takes the parts that are made.</param>
    private async Task<Outcome<VisitRecord>> MakeAsync(
        FacilityCode facility, string visitNo, RegisterVisitRequest request, List<EncounterRecord> parts, Call call)
    {
        if (reference.Facilities.Find(facility) is null)
            return ProblemKind.NotFound.Refuse(facility.Value);
        var personId = PersonId.Of(RegionCode.Parse(request.InsuredRegion), new(request.PersonNo));
        if (await db.Persons.AsNoTracking().SingleOrDefaultAsync(p => p.PersonId == personId, call.Cancellation) is not { } person)
            return ProblemKind.PersonNotFound.Refuse($"{request.InsuredRegion}, {request.PersonNo}", "/personNo");
        await db.LockNumbersAsync(
            RegisterEncounter.Scope(facility), request.Parts.Select(p => p.EncounterNo).Order(StringComparer.Ordinal), call.Cancellation);

        var visit = RecordOf(facility, visitNo, personId, request, call);
        db.Add(visit);
        await db.SaveChangesAsync(call.Cancellation); // before the parts, which name it
        foreach (var (index, part) in request.Parts.Index())
        {
            if (await db.FindEncounterAsync(facility, part.EncounterNo, call.Cancellation) is not null)
                return ProblemKind.NumberReused.Refuse(part.EncounterNo, $"/parts/{index}/encounterNo");
            var registration = VisitParts.RegistrationOf(request, part, facility);
            var encounter = RegisterEncounter.RecordOf(new(facility, part.EncounterNo), registration, call, visit);
            if (await db.DetailFaultAsync(encounter, registration, call) is { } fault)
                return fault.OfPart(index, part.EncounterNo);
            parts.Add(encounter);
        }
        // One credential for the whole visit: a token is taken once.
        if (await db.CredentialFaultAsync(parts[0], person, request.Credential, call.Cancellation) is { } credentialFault)
            return credentialFault;
        db.AddRange(parts);
        return visit;
    }

    private static VisitRecord RecordOf(
        FacilityCode facility, string visitNo, PersonId person, RegisterVisitRequest request, Call call) => new()
        {
            PersonId = person,
            VisitId = VisitId.New(),
            FacilityCode = facility,
            VisitNo = visitNo,
            StartedOn = request.StartedOn,
            RequestHash = Wire.Hash(request),
            RegisteredBy = call.By,
            RegisteredAt = call.Now,
        };

    private async Task<List<EncounterAnswer>> AnswersAsync(List<EncounterRecord> parts, RegionCode insured, Call call)
    {
        var diseases = parts.Select(p => p.DiseaseCode).OfType<string>().ToList();
        var answers = new List<EncounterAnswer>();
        foreach (var part in parts)
            answers.Add((await db.EncounterAnswerAsync(part, call.Cancellation)) with
            {
                Warnings = await db.DiagnosisWarningsAsync(part, insured, diseases, reference, call.Cancellation),
            });
        return answers;
    }
}
