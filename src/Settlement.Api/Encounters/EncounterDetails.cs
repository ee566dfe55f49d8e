using System.Text;
using Microsoft.EntityFrameworkCore;
using Settlement.Api.Calls;
using Settlement.Domain;
using Settlement.Domain.Encounters;
using Settlement.Domain.Facilities;
using Settlement.Persistence;
using Settlement.Persistence.Encounters;
using Settlement.Persistence.Persons;
using SHA256 = System.Security.Cryptography.SHA256;

namespace Settlement.Api.Encounters;

/// <summary>
/// Checks what registration and change say against diagnoses, persons and earlier encounters, and writes it into the record.
/// </summary>
internal static class EncounterDetails
{
    /// <returns>Null where the details will do; the record then has them.</returns>
    internal static async Task<Refusal?> DetailFaultAsync(
        this SettlementDbContext db, EncounterRecord encounter, IEncounterDetails details, Call call)
    {
        var (today, cancellation) = (call.Today, call.Cancellation);
        if (details.StartedOn > today)
            return ProblemKind.DateNotPossible.Refuse($"{details.StartedOn:O} > {today:O}", "/startedOn");
        if (details.StartedOn > encounter.DischargedOn)
            return ProblemKind.DateNotPossible.Refuse($"{details.StartedOn:O} > {encounter.DischargedOn:O}", "/startedOn");
        if (encounter.VisitId is not null && details.StartedOn != encounter.StartedOn) // all parts of a visit are of one day
            return ProblemKind.DateNotPossible.Refuse($"{details.StartedOn:O} ≠ {encounter.StartedOn:O}", "/startedOn");
        if (details.TraumaStatement?.SignedOn > today)
            return ProblemKind.DateNotPossible.Refuse($"{details.TraumaStatement.SignedOn:O} > {today:O}", "/traumaStatement/signedOn");
        if (await db.DiagnosisFaultAsync(details.DiagnosisCode, details.OtherDiagnoses, cancellation) is { } unknown)
            return unknown;
        if (details.DiagnosisCode is null && encounter.Service is not (CareService.Pharmacy or CareService.SpecialDrug))
            return ProblemKind.InvalidRequest.Refuse(pointer: "/diagnosisCode");

        EncounterRecord? continued = null;
        if (details.Continues is { } continues)
        {
            continued = await db.HoldContinuedAsync(encounter, continues, cancellation);
            var later = encounter.ToCoursePart() with { StartedOn = details.StartedOn };
            if (continued is null || !later.CanContinue(continued.ToCoursePart(), continues.Kind))
                return EncounterProblems.ContinuedNotPossible.Refuse($"{continues.FacilityCode}, {continues.EncounterNo}", "/continues");
        }

        encounter.StartedOn = details.StartedOn;
        encounter.DiagnosisCode = details.DiagnosisCode;
        encounter.OtherDiagnoses = [.. details.OtherDiagnoses ?? []];
        encounter.IsEmergency = details.IsEmergency;
        encounter.Trauma = details.Trauma;
        (encounter.TraumaStatementOn, encounter.TraumaStatement) = (details.TraumaStatement?.SignedOn, details.TraumaStatement?.Course);
        (encounter.Continuation, encounter.ContinuesEncounterId) = (details.Continues?.Kind, continued?.EncounterId);
        return null;
    }

    internal static async Task<Refusal?> DiagnosisFaultAsync(
        this SettlementDbContext db, string? main, IReadOnlyList<string>? others, CancellationToken cancellation)
    {
        string[] codes = [.. main is null ? [] : new[] { main }, .. others ?? []];
        return codes.Length > 0 && await db.UnknownDiagnosisAsync(codes, cancellation) is { } unknown
            ? EncounterProblems.DiagnosisUnknown.Refuse(unknown, unknown == main ? "/diagnosisCode" : "/otherDiagnoses")
            : null;
    }

    /// <summary>What was presented belongs to the person, or to the holder of the family account; a token belongs to one visit.</summary>
    internal static async Task<Refusal?> CredentialFaultAsync(
        this SettlementDbContext db, EncounterRecord encounter, PersonRecord person, CredentialPart? credential,
        CancellationToken cancellation)
    {
        if (credential is null)
            return null;
        var owner = encounter.HolderId is not { } holder
            ? person
            : await db.Persons.AsNoTracking().SingleOrDefaultAsync(p => p.PersonId == holder, cancellation);
        if (owner is null || encounter.HolderId == encounter.PersonId)
            return EncounterProblems.CredentialNotOfPerson.Refuse(credential.Holder!.PersonNo, "/credential/holder");
        if (credential.Kind == CredentialKind.IdentityCard && credential.Number != owner.IdentityNumber.Value)
            return EncounterProblems.CredentialNotOfPerson.Refuse($"…{encounter.CredentialEnding}", "/credential/number");
        if (credential.Kind != CredentialKind.EVoucher)
            return null;
        var token = SHA256.HashData(Encoding.UTF8.GetBytes(credential.Number));
        return await db.TakeTokenAsync(token, encounter.FacilityCode, encounter.EncounterNo, encounter.RegisteredAt, cancellation)
            ? null
            : EncounterProblems.CredentialUsed.Refuse($"…{encounter.CredentialEnding}", "/credential/number");
    }

    /// <summary>
    /// The encounter that is to be continued, locked until the transaction ends; null where there is none, or where it continues this one.
    /// </summary>
    private static async Task<EncounterRecord?> HoldContinuedAsync(
        this SettlementDbContext db, EncounterRecord encounter, ContinuesPart continues, CancellationToken cancellation)
    {
        var facility = FacilityCode.Parse(continues.FacilityCode);
        if (await db.FindEncounterAsync(facility, continues.EncounterNo, cancellation) is not { } continued)
            return null;
        // Asked before the lock, which is thus always taken from the later encounter to the earlier one.
        var isNew = db.Entry(encounter).State == EntityState.Detached;
        if (!isNew && (await db.ContinuingAsync(encounter.PersonId, encounter.EncounterId, cancellation)).Contains(continued.EncounterId))
            return null;
        return await db.HoldEncounterAsync(continued, cancellation);
    }
}
