using Settlement.Api.Calls;
using Settlement.Api.Persons;
using Settlement.Domain;
using Settlement.Domain.Chronic;
using Settlement.Persistence;
using Settlement.Persistence.Chronic;
using Settlement.Persistence.Filings;

namespace Settlement.Api.Chronic;

/// <summary>延续, 变更定点, 取消 of a qualification. Each names the version that the caller looked at.</summary>
internal sealed class QualificationSteps(SettlementDbContext db, Qualifications qualifications)
    : Steps<ChronicQualificationRecord, ChronicQualificationEventRecord, QualificationStep, ChronicQualificationRecord>(db)
{
    protected override ProblemKind VersionClash => QualificationProblems.QualificationVersion;

    protected override ProblemKind NotPossible => QualificationProblems.QualificationPeriod;

    /// <summary>What is revoked is neither extended nor revoked again.</summary>
    protected override Refusal NotPossibleIn(ChronicQualificationRecord record, QualificationStep step, string no, string state) =>
        NotOfItsDays(record, step == QualificationStep.Extend ? "/validThrough" : "/from");

    internal Task<Outcome<QualificationAnswer>> ExtendAsync(QualificationKey key, ExtendQualificationRequest request, Call call) =>
        TakeAsync(key, new(QualificationStep.Extend, Wire.Hash(request), request.Version), call, qualification =>
        {
            if (!qualification.Days.CanBeExtendedThrough(request.ValidThrough))
                return NotOfItsDays(qualification, "/validThrough");
            qualification.ValidThrough = request.ValidThrough;
            return null;
        });

    internal Task<Outcome<QualificationAnswer>> ChangeFacilitiesAsync(QualificationKey key, ChangeQualificationFacilitiesRequest request, Call call)
    {
        var (today, from) = (call.Today, request.From ?? call.Today);
        return TakeAsync(key, new FacilitiesChange(from, Wire.Hash(request), request.Version), call, qualification =>
        {
            if (from < today) // what began before keeps its facilities
                return NotPossible.Refuse($"{from:O} < {today:O}", "/from");
            if (qualifications.FacilityFault(request.Facilities) is { } fault)
                return fault;
            qualification.Facilities = [.. request.Facilities.Select(FacilityCode.Parse)];
            return null;
        });
    }

    internal Task<Outcome<QualificationAnswer>> RevokeAsync(QualificationKey key, RevokeQualificationRequest request, Call call) =>
        TakeAsync(key, new(QualificationStep.Revoke, Wire.Hash(request), request.Version, request.Reason), call, qualification =>
        {
            if (!qualification.Days.CanBeRevokedFrom(request.From))
                return NotOfItsDays(qualification, "/from");
            qualification.RevokedFrom = request.From;
            return null;
        });

    protected override Refusal? RefusalOf(string constraint, ChronicQualificationRecord record) =>
        Qualifications.OverlapOf(constraint, record.DiseaseCode);

    protected override IQueryable<ChronicQualificationEventRecord> EventsOf(ChronicQualificationRecord record) =>
        Db.ChronicQualificationEvents.Where(e => e.PersonId == record.PersonId && e.QualificationNo == record.QualificationNo);

    protected override (bool IsPossible, string State) Standing(ChronicQualificationRecord record, QualificationStep step) =>
        (record.Days.State.After(step) is not null, ExactEnumConverter.Name(record.Days.State));

    /// <summary>The state is what the changed record says.</summary>
    protected override Task AdvanceAsync(ChronicQualificationRecord record, QualificationStep step, CancellationToken cancellation) =>
        Task.CompletedTask;

    protected override ChronicQualificationEventRecord EventOf(
        ChronicQualificationRecord record, StepRequest<QualificationStep> step, Call call) => Event(record, step, call);

    /// <summary>The entry of its history for the version that a qualification has now.</summary>
    internal static ChronicQualificationEventRecord Event(ChronicQualificationRecord record, StepRequest<QualificationStep> step, Call call) => new()
    {
        PersonId = record.PersonId,
        QualificationNo = record.QualificationNo,
        Version = record.Version,
        Step = step.Step,
        ValidThrough = record.ValidThrough,
        RevokedFrom = record.RevokedFrom,
        Facilities = record.Facilities,
        FacilitiesFrom = (step as FacilitiesChange)?.From,
        RequestHash = step.Hash,
        Note = step.Note,
        DoneBy = call.By,
        DoneAt = call.Now,
    };

    protected override Task<ChronicQualificationRecord> AnswerAsync(ChronicQualificationRecord record, Call call) => Task.FromResult(record);

    private async Task<Outcome<QualificationAnswer>> TakeAsync(
        QualificationKey key, StepRequest<QualificationStep> step, Call call, Func<ChronicQualificationRecord, Refusal?> change)
    {
        var outcome = await TakeAsync(call, key.No, () => FindAsync(key, call), step, qualification => Task.FromResult(change(qualification)));
        return outcome.As(qualification => QualificationAnswer.From(qualification, key.Person.PersonNo, call.Today));
    }

    private async Task<ChronicQualificationRecord?> FindAsync(QualificationKey key, Call call)
    {
        await Db.LockPersonAsync(key.Person.Id, call.Cancellation);
        var qualification = await qualifications.FindAsync(key, call.Cancellation);
        if (qualification is not null)
            await Db.RecordReadsAsync(call, [qualification.PersonId]);
        return qualification;
    }

    private static Refusal NotOfItsDays(ChronicQualificationRecord record, string pointer) =>
        QualificationProblems.QualificationPeriod.Refuse($"{record.QualificationNo}, {record.Days.LastDay:O}", pointer);

    /// <param name="From">First day of the other facilities.</param>
    private sealed record FacilitiesChange(DateOnly From, byte[] Hash, int Seen)
        : StepRequest<QualificationStep>(QualificationStep.ChangeFacilities, Hash, Seen);
}
