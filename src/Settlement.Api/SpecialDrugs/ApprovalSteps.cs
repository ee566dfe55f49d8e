using Microsoft.EntityFrameworkCore;
using Settlement.Api.Calls;
using Settlement.Api.Persons;
using Settlement.Domain;
using Settlement.Domain.SpecialDrugs;
using Settlement.Persistence;
using Settlement.Persistence.Filings;
using Settlement.Persistence.SpecialDrugs;

namespace Settlement.Api.SpecialDrugs;

/// <summary>取消 of a 特药使用备案, from a day on.</summary>
internal sealed class ApprovalSteps(SettlementDbContext db)
    : Steps<SpecialDrugApprovalRecord, SpecialDrugApprovalEventRecord, ApprovalStep, SpecialDrugApprovalRecord>(db)
{
    /// <summary>No step names a version.</summary>
    protected override ProblemKind VersionClash => NotPossible;

    protected override ProblemKind NotPossible => SpecialDrugProblems.ApprovalRevoked;

    internal async Task<Outcome<SpecialDrugApprovalAnswer>> RevokeAsync(
        PersonKey key, string approvalNo, RevokeSpecialDrugApprovalRequest request, Call call)
    {
        var step = new StepRequest<ApprovalStep>(ApprovalStep.Revoke, Wire.Hash(request), Note: request.Reason);
        var outcome = await TakeAsync(call, approvalNo, () => FindAsync(key.Id, approvalNo, call), step, approval =>
        {
            if (!ApprovalLife.CanBeRevokedFrom(new(approval.ValidFrom, approval.ValidThrough), request.From))
                return Task.FromResult<Refusal?>(ProblemKind.DateNotPossible.Refuse($"{request.From:O}", "/from"));
            (approval.RevokedFrom, approval.RevokedReason) = (request.From, request.Reason);
            (approval.RevokedBy, approval.RevokedAt) = (call.By, call.Now);
            return Task.FromResult<Refusal?>(null);
        });
        return outcome.As(approval => SpecialDrugApprovalAnswer.From(approval, key.PersonNo));
    }

    protected override IQueryable<SpecialDrugApprovalEventRecord> EventsOf(SpecialDrugApprovalRecord record) =>
        Db.SpecialDrugApprovalEvents.Where(e => e.PersonId == record.PersonId && e.ApprovalNo == record.ApprovalNo);

    /// <summary>Of a revoked one the day says more than the word.</summary>
    protected override (bool IsPossible, string State) Standing(SpecialDrugApprovalRecord record, ApprovalStep step) =>
        (record.State.After(step) is not null, $"{record.RevokedFrom:O}");

    /// <summary>The state is what the changed record says.</summary>
    protected override Task AdvanceAsync(SpecialDrugApprovalRecord record, ApprovalStep step, CancellationToken cancellation) => Task.CompletedTask;

    protected override SpecialDrugApprovalEventRecord EventOf(SpecialDrugApprovalRecord record, StepRequest<ApprovalStep> step, Call call) => new()
    {
        PersonId = record.PersonId,
        ApprovalNo = record.ApprovalNo,
        Version = record.Version,
        Step = step.Step,
        RequestHash = step.Hash,
        Note = step.Note,
        DoneBy = call.By,
        DoneAt = call.Now,
    };

    protected override Task<SpecialDrugApprovalRecord> AnswerAsync(SpecialDrugApprovalRecord record, Call call) => Task.FromResult(record);

    private async Task<SpecialDrugApprovalRecord?> FindAsync(PersonId person, string approvalNo, Call call)
    {
        await Db.LockPersonAsync(person, call.Cancellation);
        var approval = await Db.SpecialDrugApprovals.SingleOrDefaultAsync(a => a.PersonId == person && a.ApprovalNo == approvalNo, call.Cancellation);
        if (approval is not null)
            await Db.RecordReadsAsync(call, [person]);
        return approval;
    }
}
