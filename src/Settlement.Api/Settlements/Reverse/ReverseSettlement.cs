using Settlement.Api.Calls;
using Settlement.Domain;
using Settlement.Persistence;
using Settlement.Persistence.Settlements;

namespace Settlement.Api.Settlements.Reverse;

/// <summary>结算撤销 of one settlement.</summary>
internal sealed class ReverseSettlement(SettlementStore store, Reversing reversing, SettlementDbContext db, ILogger<SettlementStore> log)
{
    internal async Task<Outcome<SettlementAnswer>> RunAsync(FacilityCode facility, string transactionNo, ReverseRequest request, Call call)
    {
        if (!FieldForm.IsNumber(transactionNo))
            return ProblemKind.InvalidRequest.Refuse(transactionNo, "/transactionNo");
        // A settlement never changes, so it may be read before anything is locked.
        if (await db.FindSettlementAsync(facility, request.SettlementTransactionNo, call.Cancellation) is not var (original, encounterNo))
            return ProblemKind.NotFound.Refuse(request.SettlementTransactionNo, "/settlementTransactionNo");
        var step = new ReversalStep(new(facility, transactionNo, Wire.Hash(request), call.By), original, encounterNo, request.Reason);

        await using var session = await store.OpenAsync(facility, [transactionNo], [original], call.Cancellation);
        var (earlier, encounter) = await session.ReadAsync(step.Query, call.Cancellation);
        if (earlier is not null)
            return await session.RepeatAsync(earlier, step.Numbered, call);
        if ((await reversing.DecideAsync(session, step, encounter!, call)).IsRefused(out var refusal, out var reversal))
            return refusal;
        await session.KeepAsync(new(reversal, []), call.Cancellation);
        log.Kept(reversal);
        return SettlementAnswer.From(reversal, encounterNo, []);
    }
}
