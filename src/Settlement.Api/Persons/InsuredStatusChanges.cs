using Microsoft.EntityFrameworkCore;
using Settlement.Api.Calls;
using Settlement.Domain;
using Settlement.Domain.Filings;
using Settlement.Domain.Persons;
using Settlement.Persistence;
using Settlement.Persistence.Persons;

namespace Settlement.Api.Persons;

/// <summary>参保状态变更 as they are found and answered, with the filings that each ended.</summary>
internal sealed class InsuredStatusChanges(SettlementDbContext db)
{
    internal async Task<Outcome<InsuredStatusHistory>> ListAsync(PersonKey key, Call call)
    {
        var id = key.Id;
        if (await db.Persons.AsNoTracking().SingleOrDefaultAsync(p => p.PersonId == id, call.Cancellation) is not { } person)
            return ProblemKind.PersonNotFound.Refuse();
        var changes = await db.InsuredStatusChanges.AsNoTracking().Where(c => c.PersonId == id)
            .OrderByDescending(c => c.EffectiveOn).ThenByDescending(c => c.ReportedAt).ToListAsync(call.Cancellation);
        var ended = await EndedFilingsAsync(id, call);
        await db.RecordReadsAsync(call, [id]);
        return new InsuredStatusHistory(
            key.PersonNo, person.Status, [.. changes.Select(c => InsuredStatusChangeAnswer.From(c, key.PersonNo, ended[Key(c.RequestHash)]))]);
    }

    internal async Task<InsuredStatusChangeAnswer> AnswerAsync(InsuredStatusChangeRecord change, string personNo, Call call) =>
        InsuredStatusChangeAnswer.From(change, personNo, change.Status == InsuredStatus.Terminated
            ? (await EndedFilingsAsync(change.PersonId, call))[Key(change.RequestHash)]
            : []);

    /// <summary>Numbers of the filings that the end of the insurance ended, by the change that did it.</summary>
    private async Task<ILookup<string, string>> EndedFilingsAsync(PersonId id, Call call)
    {
        var ended = await (
            from step in db.FilingEvents
            join filing in db.Filings on new { step.PersonId, step.FilingId } equals new { filing.PersonId, filing.FilingId }
            where step.PersonId == id && step.Step == FilingStep.End
            orderby filing.FilingNo
            select new { step.RequestHash, filing.FilingNo }).ToListAsync(call.Cancellation);
        return ended.ToLookup(f => Key(f.RequestHash), f => f.FilingNo);
    }

    private static string Key(byte[] hash) => Convert.ToHexString(hash);
}
