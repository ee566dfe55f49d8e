using Settlement.Api.Calls;
using Settlement.Domain;
using Settlement.Persistence;
using Settlement.Persistence.Settlements;

namespace Settlement.Api.Settlements.Reverse;

/// <summary>依次撤销: settlements of one person that stand on each other, all or none.</summary>
internal sealed class ReverseSettlements(SettlementStore store, Reversing reversing, SettlementDbContext db, ILogger<SettlementStore> log)
{
    internal async Task<Outcome<ReversalsAnswer>> RunAsync(FacilityCode facility, ReverseSeveralRequest request, Call call)
    {
        var steps = new List<ReversalStep>();
        if (await FindAsync(facility, request, steps, call) is { } fault)
            return fault;

        var (answers, kept) = (new List<SettlementAnswer>(), new List<SettlementRecord>());
        await using var session = await store.OpenAsync(
            facility, steps.Select(s => s.Numbered.No), [.. steps.Select(s => s.Original)], call.Cancellation);
        foreach (var step in steps)
        {
            var (earlier, encounter) = await session.ReadAsync(step.Query, call.Cancellation);
            if (earlier is not null)
            {
                if ((await session.RepeatAsync(earlier, step.Numbered, call)).IsRefused(out var reused, out var first))
                    return reused;
                answers.Add(first);
                continue;
            }
            if ((await reversing.DecideAsync(session, step, encounter!, call)).IsRefused(out var refusal, out var reversal))
                return refusal;
            await session.WriteAsync(new(reversal, []), call.Cancellation);
            kept.Add(reversal);
            answers.Add(SettlementAnswer.From(reversal, step.EncounterNo, []));
        }
        await session.CommitAsync(call.Cancellation);
        kept.ForEach(log.Kept);
        var answer = new ReversalsAnswer(answers);
        return kept.Count == 0 ? Outcome<ReversalsAnswer>.Before(answer) : answer;
    }

    /// <summary>Adds what the call asks for, in its order.</summary>
    /// <returns>Null unless a settlement is not there, or not of the person.</returns>
    private async Task<Refusal?> FindAsync(FacilityCode facility, ReverseSeveralRequest request, List<ReversalStep> steps, Call call)
    {
        foreach (var (transactionNo, settlementNo) in request.Reversals.Select(r => (r.TransactionNo, r.SettlementTransactionNo)))
        {
            var pointer = $"/reversals/{steps.Count}/settlementTransactionNo";
            if (await db.FindSettlementAsync(facility, settlementNo, call.Cancellation) is not var (original, encounterNo))
                return ProblemKind.NotFound.Refuse(settlementNo, pointer);
            if (steps.Count > 0 && original.PersonId != steps[0].Original.PersonId)
                return SettlementProblems.SeveralPersons.Refuse(settlementNo, pointer);
            // As if sent alone, so that either form is a retry of the other.
            var hash = Wire.Hash(new ReverseRequest(settlementNo, request.Reason));
            steps.Add(new(new(facility, transactionNo, hash, call.By), original, encounterNo, request.Reason));
        }
        return null;
    }
}
