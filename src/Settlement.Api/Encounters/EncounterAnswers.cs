using Settlement.Api.Calls;
using Settlement.Api.Chronic;
using Settlement.Domain;
using Settlement.Domain.Encounters;
using Settlement.Domain.Facilities;
using Settlement.Persistence;
using Settlement.Persistence.Encounters;
using Settlement.Persistence.SpecialDrugs;

namespace Settlement.Api.Encounters;

/// <summary>就诊.</summary>
/// <param name="DiseaseCode">门诊慢特病病种代码 (dise_codg); null for every other service.</param>
/// <param name="DiagnosisCode">Null where a pharmacy gave none.</param>
/// <param name="TraumaStatement">《外伤无第三方责任承诺书》; null where none is recorded.</param>
/// <param name="Continues">The earlier encounter that it continues; null for one of its own.</param>
/// <param name="Credential">What was presented; null where nothing was.</param>
/// <param name="Discharge">Null while a stay goes on, and for everything that is no stay.</param>
/// <param name="SelfPayment">Null unless it was paid in full by the person.</param>
/// <param name="Prescription">特药处方 that it buys on; null for every other service.</param>
internal sealed record EncounterAnswer(
    string EncounterNo,
    string FacilityCode,
    CareService Service,
    string? DiseaseCode,
    Trauma Trauma,
    bool IsEmergency,
    DateOnly StartedOn,
    string? DiagnosisCode,
    IReadOnlyList<string> OtherDiagnoses,
    TraumaStatementPart? TraumaStatement,
    ContinuesPart? Continues,
    CredentialAnswer? Credential,
    DischargeAnswer? Discharge,
    SelfPaymentAnswer? SelfPayment,
    PrescriptionPart? Prescription,
    EncounterState State,
    DateTimeOffset RegisteredAt)
{
    /// <summary>提示 at the registration: the diagnosis is one of a disease that the person is qualified for.</summary>
    public IReadOnlyList<WarningAnswer> Warnings { get; init; } = [];

    /// <param name="continued">The record of what it continues.</param>
    internal static EncounterAnswer From(EncounterRecord e, EncounterRecord? continued, SpecialDrugPrescriptionRecord? prescription) => new(
        e.EncounterNo, e.FacilityCode.Value, e.Service, e.DiseaseCode, e.Trauma, e.IsEmergency, e.StartedOn, e.DiagnosisCode,
        e.OtherDiagnoses,
        e is { TraumaStatementOn: { } signedOn, TraumaStatement: { } course } ? new(signedOn, course) : null,
        continued is not null ? new(continued.FacilityCode.Value, continued.EncounterNo, e.Continuation!.Value) : null,
        e is { CredentialKind: { } kind, CredentialEnding: { } ending } ? new(kind, ending, e.HolderRelation) : null,
        e is { DischargedOn: { } dischargedOn, DischargeManner: { } manner } ? new(dischargedOn, manner) : null,
        e is { PaidInFullOn: { } endedOn, PaidInFull: { } total, SelfPaymentReason: { } reason } ? new(endedOn, total, reason) : null,
        prescription is not null ? new(prescription.Hospital.Value, prescription.PrescriptionNo) : null,
        e.State, e.RegisteredAt.InChina());
}

internal static class EncounterAnswerReads
{
    /// <summary>The answer of an encounter, with what it continues and the prescription that it buys on.</summary>
    internal static async Task<EncounterAnswer> EncounterAnswerAsync(
        this SettlementDbContext db, EncounterRecord encounter, CancellationToken cancellation) => EncounterAnswer.From(
        encounter, await db.FindContinuedAsync(encounter, cancellation), await db.FindPrescriptionOfAsync(encounter, cancellation));
}

/// <summary>就诊凭证 that was presented.</summary>
/// <param name="Ending">Last four characters of its number.</param>
/// <param name="HolderRelation">亲情账户: what the person is to the holder; null for the person's own credential.</param>
internal sealed record CredentialAnswer(CredentialKind Kind, string Ending, FamilyRelation? HolderRelation);

/// <summary>出院.</summary>
internal sealed record DischargeAnswer(DateOnly DischargedOn, DischargeManner Manner);

/// <summary>全额自费.</summary>
/// <param name="Total">Sum of the fee lines in yuan.</param>
internal sealed record SelfPaymentAnswer(DateOnly EndedOn, Money Total, SelfPaymentReason Reason);

/// <summary>就诊 in a list.</summary>
internal sealed record ListedEncounterAnswer(
    string EncounterNo, CareService Service, DateOnly StartedOn, DateOnly? DischargedOn, EncounterState State)
{
    internal static ListedEncounterAnswer From(EncounterRecord e) => new(e.EncounterNo, e.Service, e.StartedOn, e.DischargedOn, e.State);
}

/// <summary>What happened to an encounter, in the order in which it did.</summary>
internal sealed record EncounterHistoryAnswer(string EncounterNo, IReadOnlyList<EncounterEventAnswer> Events);

/// <param name="Kind"><c>registered</c>, <c>settled</c>, <c>reversed</c>, or what was done in between.</param>
/// <param name="TransactionNo">Of a settlement or reversal; else null.</param>
internal sealed record EncounterEventAnswer(string Kind, DateTimeOffset At, string By, string? TransactionNo, string? Note);
