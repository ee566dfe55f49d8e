using Microsoft.EntityFrameworkCore;
using Settlement.Api.Calls;
using Settlement.Domain.ManualReimbursements;
using Settlement.Persistence;
using Settlement.Persistence.Filings;
using Settlement.Persistence.ManualReimbursements;

namespace Settlement.Api.ManualReimbursements.Payments;

/// <summary>收款账户变更: a new account waits for a second person; it takes the place of one that waits already.</summary>
internal sealed class ProposePayeeAccount(SettlementDbContext db, NumberedCall numbered)
{
    internal Task<Outcome<PayeeAnswer>> RunAsync(PayeeChange change, ProposePayeeRequest request, Call call)
    {
        var number = new CallNumber($"payee-account/{change.Person}", change.No, "changeNo", Wire.Hash(request))
        {
            Lock = () => db.LockPersonAsync(change.Person, call.Cancellation), // of whom one account waits
        };
        return numbered.OnceAsync(
            number,
            () => db.PayeeAccounts.SingleOrDefaultAsync(a => a.PersonId == change.Person && a.ChangeNo == change.No, call.Cancellation),
            () => ProposeAsync(change, request, number.Hash, call),
            account => Task.FromResult(PayeeAnswer.From(account)),
            call.Cancellation);
    }

    private async Task<Outcome<PayeeAccountRecord>> ProposeAsync(PayeeChange change, ProposePayeeRequest request, byte[] hash, Call call)
    {
        if (!await db.Persons.AnyAsync(p => p.PersonId == change.Person, call.Cancellation))
            return ProblemKind.PersonNotFound.Refuse(change.PersonNo, "/personNo");
        if (await db.PayeeAccounts.SingleOrDefaultAsync(
            a => a.PersonId == change.Person && a.State == PayeeAccountState.Proposed, call.Cancellation) is { } waiting)
        {
            waiting.State = waiting.State.After(PayeeAccountStep.Supersede)!.Value;
            await db.SaveChangesAsync(call.Cancellation); // before the new one, since one may wait
        }
        var account = new PayeeAccountRecord
        {
            PersonId = change.Person,
            ChangeNo = change.No,
            Holder = request.Holder,
            Bank = request.Bank,
            AccountNumber = request.AccountNumber,
            State = PayeeAccountState.Proposed,
            Version = 1,
            RequestHash = hash,
            ProposedBy = call.By,
            ProposedAt = call.Now,
        };
        db.Add(account);
        return account;
    }
}
