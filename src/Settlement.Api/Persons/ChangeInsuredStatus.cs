using Microsoft.EntityFrameworkCore;
using Settlement.Api.Calls;
using Settlement.Api.Filings;
using Settlement.Domain;
using Settlement.Domain.Filings;
using Settlement.Domain.Persons;
using Settlement.Persistence;
using Settlement.Persistence.Filings;
using Settlement.Persistence.Notices;
using Settlement.Persistence.Persons;
using Settlement.Persistence.Snapshots;

namespace Settlement.Api.Persons;

/// <summary>参保状态变更: 暂停, 恢复, 终止, 转出 (R-FIL-11). The end of the insurance ends the filings too (R-FIL-09, R1.4.7); settlements stay.</summary>
internal sealed class ChangeInsuredStatus(
    SettlementDbContext db, NumberedCall numbered, InsuredStatusChanges changes, ReferenceSnapshot reference)
{
    internal Task<Outcome<InsuredStatusChangeAnswer>> RunAsync(PersonKey key, string changeNo, ChangeInsuredStatusRequest request, Call call)
    {
        var person = key.Id;
        var number = new CallNumber($"insured-status/{person.Value}", changeNo, "changeNo", Wire.Hash(new { changeNo, request }))
        {
            Lock = () => db.LockPersonAsync(person, call.Cancellation),
        };
        PersonRecord? record = null;
        List<InsuredStatusChangeRecord> earlier = [];
        return numbered.OnceAsync(
            number, FindAsync,
            async () => record is null
                ? ProblemKind.PersonNotFound.Refuse(key.PersonNo, "/personNo")
                : await ChangeAsync(record, earlier, New(person, number, request, call), call),
            change => changes.AnswerAsync(change, key.PersonNo, call), call.Cancellation);

        async Task<InsuredStatusChangeRecord?> FindAsync()
        {
            record = await db.Persons.SingleOrDefaultAsync(p => p.PersonId == person, call.Cancellation);
            if (record is null)
                return null;
            await db.RecordReadsAsync(call, [person]);
            earlier = await db.InsuredStatusChanges.AsNoTracking().Where(c => c.PersonId == person).ToListAsync(call.Cancellation);
            return earlier.Find(c => c.ChangeNo == changeNo);
        }
    }

    private async Task<Outcome<InsuredStatusChangeRecord>> ChangeAsync(
        PersonRecord person, List<InsuredStatusChangeRecord> earlier, InsuredStatusChangeRecord change, Call call)
    {
        if (Fault(person, earlier.MaxBy(c => c.EffectiveOn), change, call.Today) is { } fault)
            return fault;
        var isAnother = person.Status != change.Status;
        person.Status = change.Status;
        db.Add(change);
        var ended = change.Status == InsuredStatus.Terminated ? await EndFilingsAsync(change, call) : [];
        await db.SaveChangesAsync(call.Cancellation);
        await db.NotifyOfStatusAsync(change, isAnother, ended, call.Cancellation);
        return change;
    }

    private Refusal? Fault(PersonRecord person, InsuredStatusChangeRecord? latest, InsuredStatusChangeRecord change, DateOnly today) =>
        new InsuredStatusChange(person.InsuredRegion, change.EffectiveOn, change.MovedTo).FaultOn(today, latest?.EffectiveOn, IsRegion) switch
        {
            null => null,
            StatusChangeFault.InFuture => ProblemKind.DateNotPossible.Refuse($"{change.EffectiveOn:O}", "/effectiveOn"),
            StatusChangeFault.MovedToNotPossible => PersonProblems.MovedToNotPossible.Refuse($"{change.MovedTo}", "/movedTo"),
            StatusChangeFault.OlderThanLatest => PersonProblems.StatusOlder.Refuse($"{latest?.ChangeNo}, {latest?.EffectiveOn:O}", "/effectiveOn"),
            var fault => throw new NotSupportedException($"{fault}"),
        };

    private bool IsRegion(RegionCode region) => reference.Regions.TryGetValue(region, out var known) && known.Usable;

    private static InsuredStatusChangeRecord New(PersonId person, CallNumber number, ChangeInsuredStatusRequest request, Call call) => new()
    {
        PersonId = person,
        ChangeNo = number.No,
        Status = request.Status,
        EffectiveOn = request.EffectiveOn,
        MovedTo = request.MovedTo is { } code ? RegionCode.Parse(code) : null,
        Reason = request.Reason,
        RequestHash = number.Hash,
        ReportedBy = call.By,
        ReportedAt = call.Now,
    };

    /// <summary>Ends every filing under which an encounter could still begin; what ended or expired earlier is left alone.</summary>
    private async Task<IReadOnlyList<FilingRecord>> EndFilingsAsync(InsuredStatusChangeRecord change, Call call)
    {
        var all = await db.Filings.Where(f => f.PersonId == change.PersonId).OrderBy(f => f.FilingNo).ToListAsync(call.Cancellation);
        var ended = all.Where(f => f.ReachesBeyond(change.EffectiveOn) && f.State.After(FilingStep.End) is not null).ToList();
        foreach (var filing in ended)
        {
            filing.EndedOn = change.EffectiveOn.AddDays(-1);
            db.Advance(filing, new(FilingStep.End, change.RequestHash, Note: change.Reason), change.ReportedBy, change.ReportedAt);
        }
        return ended;
    }
}
