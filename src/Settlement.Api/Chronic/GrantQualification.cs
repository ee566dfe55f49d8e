using Settlement.Api.Calls;
using Settlement.Api.Persons;
using Settlement.Domain;
using Settlement.Domain.Chronic;
using Settlement.Persistence;
using Settlement.Persistence.Chronic;
using Settlement.Persistence.Filings;

namespace Settlement.Api.Chronic;

/// <summary>门诊慢特病资格认定 (R-CHR-01), under the insured place's own number.</summary>
internal sealed class GrantQualification(SettlementDbContext db, NumberedCall numbered, Qualifications qualifications)
{
    internal Task<Outcome<QualificationAnswer>> RunAsync(QualificationKey key, GrantQualificationRequest request, Call call)
    {
        var (person, isKnown) = (key.Person.Id, false);
        var number = new CallNumber($"qualification/{person.Value}", key.No, "qualificationNo", Wire.Hash(request))
        {
            Lock = () => db.LockPersonAsync(person, call.Cancellation),
        };
        return numbered.OnceAsync(
            number, FindAsync,
            async () => isKnown ? await GrantAsync(key, request, number.Hash, call) : ProblemKind.PersonNotFound.Refuse(key.Person.PersonNo, "/personNo"),
            q => Task.FromResult(QualificationAnswer.From(q, key.Person.PersonNo, call.Today)), call.Cancellation);

        async Task<ChronicQualificationRecord?> FindAsync()
        {
            isKnown = await db.LookAtAsync(call, person);
            return isKnown ? await qualifications.FindAsync(key, call.Cancellation) : null;
        }
    }

    private async Task<Outcome<ChronicQualificationRecord>> GrantAsync(QualificationKey key, GrantQualificationRequest request, byte[] hash, Call call)
    {
        if (request.Certificate.IssuedOn > call.Today)
            return ProblemKind.DateNotPossible.Refuse($"{request.Certificate.IssuedOn:O}", "/certificate/issuedOn");
        if (qualifications.FacilityFault(request.Facilities ?? []) is { } fault)
            return fault;
        var qualification = New(key, request, hash, call);
        db.Add(qualification);
        db.Add(QualificationSteps.Event(qualification, new(QualificationStep.Grant, hash), call));
        var overlap = await db.SaveUnlessAsync(constraint => Qualifications.OverlapOf(constraint, request.DiseaseCode), call.Cancellation);
        return overlap is null ? qualification : overlap;
    }

    internal static ChronicQualificationRecord New(QualificationKey key, GrantQualificationRequest request, byte[] hash, Call call) => new()
    {
        PersonId = key.Person.Id,
        QualificationNo = key.No,
        InsuredRegion = key.Person.InsuredRegion,
        DiseaseCode = request.DiseaseCode,
        ValidFrom = request.ValidFrom,
        ValidThrough = request.ValidThrough,
        Facilities = [.. (request.Facilities ?? []).Select(FacilityCode.Parse)],
        Doctor = request.Certificate.Doctor,
        CertifiedOn = request.Certificate.IssuedOn,
        CertifiedBy = request.Certificate.Issuer,
        RequestHash = hash,
        GrantedBy = call.By,
        RecordedAt = call.Now,
    };
}
