using Settlement.Api.Calls;
using Settlement.Domain;
using Settlement.Domain.ManualReimbursements;
using Settlement.Persistence;
using Settlement.Persistence.ManualReimbursements;

namespace Settlement.Api.ManualReimbursements;

/// <summary>
/// The steps in the life of a claim, while nobody else works on claims and accounts of the person. Each names the version that was looked
/// at, but for a document, which is known by its content.
/// </summary>
internal sealed class ManualClaimSteps(SettlementDbContext db, ManualClaims claims)
    : Steps<ManualClaimRecord, ManualClaimEventRecord, ManualClaimStep, ManualClaimAnswer>(db)
{
    protected override ProblemKind VersionClash => ManualClaimProblems.VersionPassed;

    protected override ProblemKind NotPossible => ManualClaimProblems.StepNotPossible;

    /// <summary>Takes the step in one transaction, which is committed unless the step is refused.</summary>
    /// <param name="change">Changes the claim, or says what stands in the way; what it books is booked within the transaction.</param>
    internal Task<Outcome<ManualClaimAnswer>> TakeAsync(
        ClaimKey key, StepRequest<ManualClaimStep> step, Call call, Func<ManualClaimRecord, Task<Refusal?>> change) =>
        TakeAsync(call, key.No, () => claims.LockAsync(key, call), step, change);

    /// <summary>What a step answers where the state would allow it, but what it is about is not there.</summary>
    internal static Refusal NotPossibleNow(ManualClaimRecord claim) =>
        ManualClaimProblems.StepNotPossible.Refuse($"{claim.ClaimNo}, {ExactEnumConverter.Name(claim.State)}");

    /// <summary>The entry of its history for the version and state that a claim has now.</summary>
    internal static ManualClaimEventRecord Event(ManualClaimRecord claim, StepRequest<ManualClaimStep> step, Call call) => new()
    {
        PersonId = claim.PersonId,
        ClaimId = claim.ClaimId,
        Version = claim.Version,
        Step = step.Step,
        State = claim.State,
        RequestHash = step.Hash,
        Note = step.Note,
        DoneBy = call.By,
        DoneAt = call.Now,
    };

    protected override IQueryable<ManualClaimEventRecord> EventsOf(ManualClaimRecord record) =>
        Db.ManualClaimEvents.Where(e => e.PersonId == record.PersonId && e.ClaimId == record.ClaimId);

    protected override (bool IsPossible, string State) Standing(ManualClaimRecord record, ManualClaimStep step) =>
        (record.State.Allows(step), ExactEnumConverter.Name(record.State));

    protected override async Task AdvanceAsync(ManualClaimRecord record, ManualClaimStep step, CancellationToken cancellation)
    {
        var lacksNothing = step.DependsOnDocuments() && (await Db.MissingAsync(record, cancellation)).Count == 0;
        var isOwed = Db.ManualClaimReversals.Local.Any(r => r.ClaimId == record.ClaimId && r.PaymentState == ReversedPaymentState.Owed);
        record.State = record.State.After(step, lacksNothing, isOwed)!.Value;
    }

    protected override ManualClaimEventRecord EventOf(ManualClaimRecord record, StepRequest<ManualClaimStep> step, Call call) =>
        Event(record, step, call);

    protected override Task<ManualClaimAnswer> AnswerAsync(ManualClaimRecord record, Call call) => claims.AnswerAsync(record, call);
}
