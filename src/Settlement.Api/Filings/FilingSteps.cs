using Settlement.Api.Calls;
using Settlement.Api.Documents;
using Settlement.Domain;
using Settlement.Domain.Filings;
using Settlement.Persistence;
using Settlement.Persistence.Filings;
using Settlement.Persistence.Notices;
using Settlement.Persistence.RulesVersions;

namespace Settlement.Api.Filings;

/// <summary>审核、补正、撤回、取消、补交材料、变更联系方式: the steps in the life of a filing, while nobody else works on the person's filings.</summary>
internal sealed class FilingSteps(SettlementDbContext db, FilingReader filings, FilingApplication application, FilingAcceptance acceptance)
    : Steps<FilingRecord, FilingEventRecord, FilingStep, FilingAnswer>(db)
{
    protected override ProblemKind VersionClash => FilingProblems.FilingVersion;

    protected override ProblemKind NotPossible => FilingProblems.FilingStepNotPossible;

    /// <summary>Accepts a filing, returns it for completion, or rejects it.</summary>
    internal Task<Outcome<FilingAnswer>> DecideAsync(RegionCode insured, string filingNo, DecideFilingRequest request, Call call)
    {
        var step = new StepRequest<FilingStep>(request.Decision.Step(), Wire.Hash(request), request.Version, request.Note);
        return TakeAsync(insured, filingNo, step, call, async filing =>
        {
            filing.DecisionNote = request.Note;
            if (request.Decision == FilingDecision.Accept)
                return await acceptance.AcceptAsync(filing, step.Hash, call.By, call);
            if (request.Decision == FilingDecision.Reject)
                (filing.DecidedBy, filing.DecidedAt) = (call.By, call.Now);
            return null;
        });
    }

    /// <summary>Submits a returned filing again, as a whole; documents shown before stay.</summary>
    internal Task<Outcome<FilingAnswer>> ResubmitAsync(RegionCode insured, string filingNo, SubmitFilingRequest request, Call call) =>
        TakeAsync(insured, filingNo, new(FilingStep.Resubmit, Wire.Hash(request)), call, async filing =>
            PersonId.Of(insured, new(request.PersonNo)) == filing.PersonId
                ? await application.FillAsync(filing, request, call)
                : ProblemKind.PersonNotFound.Refuse(request.PersonNo, "/personNo"));

    internal Task<Outcome<FilingAnswer>> WithdrawAsync(RegionCode insured, string filingNo, WithdrawFilingRequest request, Call call) =>
        TakeAsync(insured, filingNo, new(FilingStep.Withdraw, Wire.Hash(request), request.Version, request.Reason), call,
            _ => Task.FromResult<Refusal?>(null));

    /// <summary>Ends an accepted filing; stays begun by then stay filed.</summary>
    internal Task<Outcome<FilingAnswer>> CancelAsync(RegionCode insured, string filingNo, CancelFilingRequest request, Call call) =>
        TakeAsync(insured, filingNo, new(FilingStep.Cancel, Wire.Hash(request), request.Version, request.Reason), call, async filing =>
        {
            var today = call.Today;
            var lastDay = request.LastDay ?? today;
            if (lastDay < FilingDays.EarliestLastDay(today))
                return ProblemKind.DateNotPossible.Refuse($"{lastDay:O}", "/lastDay");
            var rules = (await Db.RulesOfAsync<FilingRules>(insured, call.Cancellation)).On(today).Of(filing.Type);
            if (request.By == CancelledBy.Person && !rules.MayEndAfter(filing.ValidFrom, lastDay))
                return FilingProblems.ChangeTooEarly.Refuse($"{filingNo}, {rules.MayChangeFrom(filing.ValidFrom):O}");
            filing.EndedOn = lastDay;
            return null;
        });

    internal Task<Outcome<FilingAnswer>> ChangeContactAsync(RegionCode insured, string filingNo, ChangeContactRequest request, Call call) =>
        TakeAsync(insured, filingNo, new(FilingStep.ChangeContact, Wire.Hash(request), request.Version), call, filing =>
        {
            (filing.Phone, filing.Address) = (request.Phone ?? filing.Phone, request.Address ?? filing.Address);
            return Task.FromResult<Refusal?>(null);
        });

    /// <param name="file">Kept already, so no row is without its file.</param>
    internal Task<Outcome<FilingAnswer>> SupplyDocumentAsync(
        RegionCode insured, string filingNo, DocumentKind kind, KeptFile file, Call call)
    {
        var step = new StepRequest<FilingStep>(FilingStep.SupplyDocument, file.HashAs(kind)) { IsKnownByContent = true };
        return TakeAsync(insured, filingNo, step, call, async filing =>
        {
            filing.Shown = [.. filing.Shown.Append(kind).Distinct().Order()];
            var rules = (await Db.RulesOfAsync<FilingRules>(insured, call.Cancellation)).Of(filing, call.Today);
            if (filing.State == FilingState.Accepted && rules.Of(filing.Type).Owed(filing.Shown).Count == 0)
                filing.CompleteFrom ??= call.Today; // R1.3.1
            Db.Add(NewDocument(filing, kind, file, call));
            return null;
        });
    }

    protected override IQueryable<FilingEventRecord> EventsOf(FilingRecord record) =>
        Db.FilingEvents.Where(e => e.PersonId == record.PersonId && e.FilingId == record.FilingId);

    protected override (bool IsPossible, string State) Standing(FilingRecord record, FilingStep step) =>
        (record.State.After(step) is not null, ExactEnumConverter.Name(record.State));

    protected override Task AdvanceAsync(FilingRecord record, FilingStep step, CancellationToken cancellation)
    {
        record.State = record.State.After(step)!.Value;
        return Task.CompletedTask;
    }

    protected override FilingEventRecord EventOf(FilingRecord record, StepRequest<FilingStep> step, Call call) =>
        FilingEvents.Of(record, step, call.By, call.Now);

    protected override Refusal? RefusalOf(string constraint, FilingRecord record) => FilingAcceptance.RefusalOf(constraint, record);

    protected override Task FollowAsync(FilingRecord record, Call call) => Db.NotifyOfFilingAsync(record, call.Now, call.Cancellation);

    protected override Task<FilingAnswer> AnswerAsync(FilingRecord record, Call call) => filings.AnswerAsync(record, call);

    private Task<Outcome<FilingAnswer>> TakeAsync(
        RegionCode insured, string filingNo, StepRequest<FilingStep> step, Call call, Func<FilingRecord, Task<Refusal?>> change) =>
        TakeAsync(call, filingNo, () => FindAsync(insured, filingNo, call), step, change);

    private async Task<FilingRecord?> FindAsync(RegionCode insured, string filingNo, Call call)
    {
        await Db.LockPersonOfFilingAsync(insured, filingNo, call.Cancellation);
        return await filings.FindRecordedAsync(insured, filingNo, call);
    }

    private static FilingDocumentRecord NewDocument(FilingRecord filing, DocumentKind kind, KeptFile file, Call call) => new()
    {
        PersonId = filing.PersonId,
        FilingId = filing.FilingId,
        Kind = kind,
        Sha256 = file.Content.Sha256,
        FileName = file.Name,
        MediaType = file.MediaType,
        SizeBytes = file.Content.SizeBytes,
        SuppliedBy = call.By,
        SuppliedAt = call.Now,
    };
}
