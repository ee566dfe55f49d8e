using Microsoft.EntityFrameworkCore;
using Settlement.Api.Calls;
using Settlement.Api.Persons;
using Settlement.Domain;
using Settlement.Persistence;

namespace Settlement.Api.ManualReimbursements.Payments;

/// <summary>收款账户变更记录 of a person; the look is recorded.</summary>
internal sealed class ListPayeeAccounts(SettlementDbContext db)
{
    internal async Task<Outcome<PayeeAccounts>> RunAsync(PersonId person, string personNo, Call call)
    {
        if (!await db.Persons.AnyAsync(p => p.PersonId == person, call.Cancellation))
            return ProblemKind.PersonNotFound.Refuse(personNo);
        await db.RecordReadsAsync(call, [person]);
        var accounts = await db.PayeeAccounts.AsNoTracking().Where(a => a.PersonId == person).OrderByDescending(a => a.ProposedAt)
            .ToListAsync(call.Cancellation);
        return new PayeeAccounts(personNo, [.. accounts.Select(PayeeAnswer.From)]);
    }
}
