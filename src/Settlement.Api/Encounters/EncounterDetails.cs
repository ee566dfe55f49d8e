using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain;
using Settlement.Domain.Encounters;
using Settlement.Domain.Facilities;
using Settlement.Persistence;
using Settlement.Persistence.Encounters;
using Settlement.Persistence.Persons;
using SHA256 = System.Security.Cryptography.SHA256;

namespace Settlement.Api.Encounters;

/// <summary>Checks what registration and change say against diagnoses, persons and earlier encounters, and writes it into the record.</summary>
internal static class EncounterDetails
{
    /// <returns>Null where the details will do; the record then has them.</returns>
    internal static async Task<ProblemHttpResult?> DetailFaultAsync(
        this SettlementDbContext db, EncounterRecord encounter, IEncounterDetails details, DateOnly today, CancellationToken cancellation)
    {
        if (details.StartedOn > today)
            return ProblemKind.DateNotPossible.ToResult($"{details.StartedOn:O} > {today:O}", "/startedOn");
        if (details.StartedOn > encounter.DischargedOn)
            return ProblemKind.DateNotPossible.ToResult($"{details.StartedOn:O} > {encounter.DischargedOn:O}", "/startedOn");
        if (encounter.VisitId is not null && details.StartedOn != encounter.StartedOn)
            return ProblemKind.DateNotPossible.ToResult($"{details.StartedOn:O} ≠ {encounter.StartedOn:O}", "/startedOn"); // all parts of a visit are of one day
        if (details.TraumaStatement?.SignedOn > today)
            return ProblemKind.DateNotPossible.ToResult($"{details.TraumaStatement.SignedOn:O} > {today:O}", "/traumaStatement/signedOn");
        if (await db.DiagnosisFaultAsync(details.DiagnosisCode, details.OtherDiagnoses, cancellation) is { } unknown)
            return unknown;
        if (details.DiagnosisCode is null && encounter.Service is not (CareService.Pharmacy or CareService.SpecialDrug))
            return ProblemKind.InvalidRequest.ToResult(null, "/diagnosisCode");

        EncounterRecord? continued = null;
        if (details.Continues is { } continues)
        {
            continued = await db.HoldContinuedAsync(encounter, continues, cancellation);
            if (continued is null || !CanContinue(encounter, details, continued))
                return EncounterProblems.ContinuedNotPossible.ToResult($"{continues.FacilityCode}, {continues.EncounterNo}", "/continues");
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

    internal static async Task<ProblemHttpResult?> DiagnosisFaultAsync(
        this SettlementDbContext db, string? main, IReadOnlyList<string>? others, CancellationToken cancellation)
    {
        string[] codes = [.. main is null ? [] : new[] { main }, .. others ?? []];
        return codes.Length > 0 && await db.UnknownDiagnosisAsync(codes, cancellation) is { } unknown
            ? EncounterProblems.DiagnosisUnknown.ToResult(unknown, unknown == main ? "/diagnosisCode" : "/otherDiagnoses")
            : null;
    }

    /// <summary>What was presented belongs to the person, or to the holder of the family account; a token belongs to one visit.</summary>
    internal static async Task<ProblemHttpResult?> CredentialFaultAsync(
        this SettlementDbContext db, EncounterRecord encounter, PersonRecord person, CredentialPart? credential, CancellationToken cancellation)
    {
        if (credential is null)
            return null;
        var owner = encounter.HolderId is not { } holder
            ? person
            : await db.Persons.AsNoTracking().SingleOrDefaultAsync(p => p.PersonId == holder, cancellation);
        if (owner is null || encounter.HolderId == encounter.PersonId)
            return EncounterProblems.CredentialNotOfPerson.ToResult(credential.Holder!.PersonNo, "/credential/holder");
        if (credential.Kind == CredentialKind.IdentityCard && credential.Number != owner.IdentityNumber.Value)
            return EncounterProblems.CredentialNotOfPerson.ToResult($"…{encounter.CredentialEnding}", "/credential/number");
        return credential.Kind == CredentialKind.EVoucher
            && !await db.TakeTokenAsync(
                SHA256.HashData(Encoding.UTF8.GetBytes(credential.Number)), encounter.FacilityCode, encounter.EncounterNo, encounter.RegisteredAt, cancellation)
            ? EncounterProblems.CredentialUsed.ToResult($"…{encounter.CredentialEnding}", "/credential/number")
            : null;
    }

    /// <summary>A stay goes on in another hospital; a course of treatment goes on under the same service. Both are of one person.</summary>
    private static bool CanContinue(EncounterRecord encounter, IEncounterDetails details, EncounterRecord earlier) =>
        earlier.PersonId == encounter.PersonId
        && earlier.EncounterId != encounter.EncounterId
        && earlier.State != EncounterState.Cancelled
        && earlier.Service == encounter.Service
        && earlier.DiseaseCode == encounter.DiseaseCode
        && earlier.StartedOn <= details.StartedOn
        && (details.Continues!.Kind != ContinuationKind.Transfer
            || encounter.Service == CareService.Inpatient && earlier.FacilityCode != encounter.FacilityCode);

    /// <summary>The encounter that is to be continued, held until the transaction ends; null where there is none, or where it continues this one.</summary>
    private static async Task<EncounterRecord?> HoldContinuedAsync(
        this SettlementDbContext db, EncounterRecord encounter, ContinuesPart continues, CancellationToken cancellation)
    {
        if (await db.FindEncounterAsync(FacilityCode.Parse(continues.FacilityCode), continues.EncounterNo, cancellation) is not { } continued)
            return null;
        // Asked before the lock, which is thus always taken from the later encounter to the earlier one.
        var isNew = db.Entry(encounter).State == EntityState.Detached;
        if (!isNew && (await db.ContinuingAsync(encounter.PersonId, encounter.EncounterId, cancellation)).Contains(continued.EncounterId))
            return null;
        return await db.HoldEncounterAsync(continued, cancellation);
    }
}
