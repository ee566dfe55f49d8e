using Microsoft.EntityFrameworkCore;
using Settlement.Api.Calls;
using Settlement.Api.Settlements;
using Settlement.Domain;
using Settlement.Domain.Encounters;
using Settlement.Domain.Facilities;
using Settlement.Domain.Settlements;
using Settlement.Persistence;
using Settlement.Persistence.Encounters;
using Settlement.Persistence.Settlements;

namespace Settlement.Api.Encounters;

/// <summary>An encounter as its facility names it.</summary>
internal readonly record struct EncounterKey(FacilityCode Facility, string No);

/// <summary>登记变更、登记撤销、出院、全额自费 and what takes them back.</summary>
internal sealed class EncounterSteps(SettlementDbContext db)
    : Steps<EncounterRecord, EncounterEventRecord, EncounterStep, EncounterAnswer>(db)
{
    protected override ProblemKind VersionClash => throw new NotSupportedException("No step of an encounter names a version.");

    protected override ProblemKind NotPossible => EncounterProblems.EncounterSettled;

    protected override ProblemKind NotFound => EncounterProblems.EncounterNotFound;

    internal Task<Outcome<EncounterAnswer>> ChangeAsync(EncounterKey key, ChangeEncounterRequest request, Call call) => TakeAsync(
        call, key.No,
        async () =>
        {
            if (request.Continues is not null)
                await Db.LockPersonOfEncounterAsync(key.Facility, key.No, call.Cancellation);
            return await LockAsync(key, call);
        },
        new(EncounterStep.Changed, Wire.Hash(request)),
        encounter => Db.DetailFaultAsync(encounter, request, call));

    internal Task<Outcome<EncounterAnswer>> CancelAsync(EncounterKey key, CancelEncounterRequest request, Call call) =>
        TakeAsync(key, new(EncounterStep.Cancelled, Wire.Hash(request), Note: request.Reason), call, async encounter =>
        {
            if (await Db.LinesOf(encounter).AnyAsync(call.Cancellation))
                return EncounterProblems.EncounterHasLines.Refuse(key.No);
            return await Db.Encounters.AnyAsync(
                e => e.PersonId == encounter.PersonId && e.ContinuesEncounterId == encounter.EncounterId
                    && e.State != EncounterState.Cancelled,
                call.Cancellation)
                ? EncounterProblems.EncounterContinued.Refuse(key.No)
                : null;
        });

    internal Task<Outcome<EncounterAnswer>> DischargeAsync(EncounterKey key, DischargeRequest request, Call call) =>
        TakeAsync(key, new(EncounterStep.Discharged, Wire.Hash(request)), call, async encounter =>
        {
            if (encounter.Service != CareService.Inpatient)
                return EncounterProblems.ServiceNotOfFacility.Refuse($"{new Benefit(encounter.Service)}");
            if (encounter.DischargedOn is { } earlier)
                return EncounterProblems.EncounterDischarged.Refuse($"{earlier:O}");
            if (request.DischargedOn < encounter.StartedOn)
                return ProblemKind.DateNotPossible.Refuse($"{request.DischargedOn:O} < {encounter.StartedOn:O}", "/dischargedOn");
            if (request.DischargedOn > call.Today)
                return ProblemKind.DateNotPossible.Refuse($"{request.DischargedOn:O} > {call.Today:O}", "/dischargedOn");
            if (await Db.DiagnosisFaultAsync(request.DiagnosisCode, request.OtherDiagnoses, call.Cancellation) is { } unknown)
                return unknown;

            (encounter.DischargedOn, encounter.DischargeManner) = (request.DischargedOn, request.Manner);
            encounter.DiagnosisCode = request.DiagnosisCode ?? encounter.DiagnosisCode;
            encounter.OtherDiagnoses = request.OtherDiagnoses is { } others ? [.. others] : encounter.OtherDiagnoses;
            return null;
        });

    internal Task<Outcome<EncounterAnswer>> CancelDischargeAsync(EncounterKey key, Call call) =>
        TakeAsync(key, new(EncounterStep.DischargeCancelled, Wire.Hash("")), call, encounter =>
        {
            (encounter.DischargedOn, encounter.DischargeManner) = (null, null);
            return Task.FromResult<Refusal?>(null);
        });

    /// <summary>
    /// What cannot be settled now is paid by the person, and all lines stay for manual reimbursement (R-MAN-02, R1.14.14).
    /// </summary>
    internal Task<Outcome<EncounterAnswer>> PayInFullAsync(EncounterKey key, PayInFullRequest request, Call call) =>
        TakeAsync(key, new(EncounterStep.PaidInFull, Wire.Hash(request), Note: request.Note), call, async encounter =>
        {
            var (service, startedOn, dischargedOn) = (encounter.Service, encounter.StartedOn, encounter.DischargedOn);
            if (EncounterEnd.Fault(service, startedOn, dischargedOn, request.EndedOn, call.Today) is { } fault)
                return fault;
            var amounts = await Db.LinesOf(encounter).Select(l => l.Amount).ToListAsync(call.Cancellation);
            if (amounts.Count == 0)
                return SettlementProblems.OfRefusal[RefusalCode.NoLines].Refuse();

            encounter.PaidInFullOn = request.EndedOn;
            encounter.PaidInFull = Money.Sum(amounts);
            encounter.SelfPaymentReason = request.Reason;
            return null;
        });

    internal Task<Outcome<EncounterAnswer>> CancelSelfPaymentAsync(EncounterKey key, Call call) =>
        TakeAsync(key, new(EncounterStep.SelfPaymentCancelled, Wire.Hash("")), call, async encounter =>
        {
            if (encounter.ManualClaimId is not null)
                return EncounterProblems.EncounterUnderClaim.Refuse(key.No);
            // What continues it paid a deductible as if this encounter had none, and would have to pay another one.
            if (await Db.IsContinuedBySettledAsync(encounter.PersonId, encounter.EncounterId, call.Cancellation))
                return EncounterProblems.EncounterContinued.Refuse(key.No);
            (encounter.PaidInFullOn, encounter.PaidInFull, encounter.SelfPaymentReason) = (null, null, null);
            return null;
        });

    protected override IQueryable<EncounterEventRecord> EventsOf(EncounterRecord record) => Db.EventsOf(record);

    protected override (bool IsPossible, string State) Standing(EncounterRecord record, EncounterStep step) =>
        (record.State.After(step) is not null, ExactEnumConverter.Name(record.State));

    protected override Refusal NotPossibleIn(EncounterRecord record, EncounterStep step, string no, string state) =>
        EncounterProblems.OfState(record.State, no) ?? base.NotPossibleIn(record, step, no, state);

    /// <summary>
    /// What was taken back already, or never was there; and the discharge that stands, where it was asked for in these words: a hospital
    /// sends
    /// it again when its own record of the stay is closed, whatever was done to the encounter meanwhile.
    /// </summary>
    protected override async Task<bool> StandsAsync(
        EncounterRecord record, StepRequest<EncounterStep> step, CancellationToken cancellation) =>
        step.Step switch
        {
            EncounterStep.SelfPaymentCancelled => record.State == EncounterState.Open,
            EncounterStep.DischargeCancelled => record.State == EncounterState.Open && record.DischargedOn is null,
            EncounterStep.Discharged => record.DischargedOn is not null && await StandsByWordsAsync(record, step.Hash, cancellation),
            _ => false,
        };

    protected override Task AdvanceAsync(EncounterRecord record, EncounterStep step, CancellationToken cancellation)
    {
        record.State = record.State.After(step)!.Value;
        return Task.CompletedTask;
    }

    protected override EncounterEventRecord EventOf(EncounterRecord record, StepRequest<EncounterStep> step, Call call) =>
        Event(record, step, call);

    /// <summary>The entry of its history for the version that an encounter has now.</summary>
    internal static EncounterEventRecord Event(EncounterRecord encounter, StepRequest<EncounterStep> step, Call call) => new()
    {
        PersonId = encounter.PersonId,
        EncounterId = encounter.EncounterId,
        Version = encounter.Version,
        Step = step.Step,
        RequestHash = step.Hash,
        Note = step.Note,
        DoneBy = call.By,
        DoneAt = call.Now,
    };

    protected override Task<EncounterAnswer> AnswerAsync(EncounterRecord record, Call call) =>
        Db.EncounterAnswerAsync(record, call.Cancellation);

    private Task<Outcome<EncounterAnswer>> TakeAsync(
        EncounterKey key, StepRequest<EncounterStep> step, Call call, Func<EncounterRecord, Task<Refusal?>> change) =>
        TakeAsync(call, key.No, () => LockAsync(key, call), step, change);

    private Task<EncounterRecord?> LockAsync(EncounterKey key, Call call) => Db.LockEncounterAsync(key.Facility, key.No, call.Cancellation);

    /// <summary>Whether the last discharge, which stands, was asked for in these words.</summary>
    private async Task<bool> StandsByWordsAsync(EncounterRecord record, byte[] hash, CancellationToken cancellation)
    {
        var last = await Db.EventsOf(record).AsNoTracking().Where(e => e.Step == EncounterStep.Discharged)
            .OrderByDescending(e => e.Version).FirstOrDefaultAsync(cancellation);
        return last?.RequestHash.AsSpan().SequenceEqual(hash) == true;
    }
}
