using Microsoft.EntityFrameworkCore;
using Settlement.Api.Calls;
using Settlement.Domain;
using Settlement.Domain.Lives;
using Settlement.Domain.ManualReimbursements;
using Settlement.Persistence;
using Settlement.Persistence.Filings;
using Settlement.Persistence.ManualReimbursements;

namespace Settlement.Api.ManualReimbursements.Payments;

/// <summary>收款账户复核: a second person confirms or rejects a change of the account, while nobody else works on those of the person.</summary>
internal sealed class PayeeAccountSteps(SettlementDbContext db)
    : Steps<PayeeAccountRecord, PayeeAccountEventRecord, PayeeAccountStep, PayeeAnswer>(db)
{
    /// <summary>Never answered: a decision names no version.</summary>
    protected override ProblemKind VersionClash => ManualClaimProblems.PayeeDecided;

    protected override ProblemKind NotPossible => ManualClaimProblems.PayeeDecided;

    internal Task<Outcome<PayeeAnswer>> DecideAsync(PayeeChange change, DecidePayeeRequest request, Call call)
    {
        var step = request.Confirm ? PayeeAccountStep.Confirm : PayeeAccountStep.Reject;
        return TakeAsync(call, change.No, () => LockAsync(change, call), new(step, Wire.Hash(request)), async account =>
        {
            if (SecondPerson.IsMissing(call.By, account.ProposedBy))
                return ProblemKind.SecondPerson.Refuse(change.No);
            if (step == PayeeAccountStep.Confirm)
                await SupersedeAsync(change, call);
            (account.DecidedBy, account.DecidedAt) = (call.By, call.Now);
            return null;
        });
    }

    protected override IQueryable<PayeeAccountEventRecord> EventsOf(PayeeAccountRecord record) =>
        Db.PayeeAccountEvents.Where(e => e.PersonId == record.PersonId && e.ChangeNo == record.ChangeNo);

    protected override (bool IsPossible, string State) Standing(PayeeAccountRecord record, PayeeAccountStep step) =>
        (record.State.After(step) is not null, ExactEnumConverter.Name(record.State));

    protected override Task AdvanceAsync(PayeeAccountRecord record, PayeeAccountStep step, CancellationToken cancellation)
    {
        record.State = record.State.After(step)!.Value;
        return Task.CompletedTask;
    }

    protected override PayeeAccountEventRecord EventOf(PayeeAccountRecord record, StepRequest<PayeeAccountStep> step, Call call) => new()
    {
        PersonId = record.PersonId,
        ChangeNo = record.ChangeNo,
        Version = record.Version,
        Step = step.Step,
        RequestHash = step.Hash,
        DoneBy = call.By,
        DoneAt = call.Now,
    };

    protected override Task<PayeeAnswer> AnswerAsync(PayeeAccountRecord record, Call call) => Task.FromResult(PayeeAnswer.From(record));

    private async Task<PayeeAccountRecord?> LockAsync(PayeeChange change, Call call)
    {
        await Db.LockPersonAsync(change.Person, call.Cancellation);
        return await Db.PayeeAccounts.SingleOrDefaultAsync(a => a.PersonId == change.Person && a.ChangeNo == change.No, call.Cancellation);
    }

    private async Task SupersedeAsync(PayeeChange change, Call call)
    {
        if (await Db.PayeeAccounts.SingleOrDefaultAsync(
            a => a.PersonId == change.Person && a.State == PayeeAccountState.Confirmed, call.Cancellation) is not { } former)
            return;
        former.State = former.State.After(PayeeAccountStep.Supersede)!.Value;
        await Db.SaveChangesAsync(call.Cancellation); // before the new one, since one holds
    }
}
