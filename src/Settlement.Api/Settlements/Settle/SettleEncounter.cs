using Settlement.Api.Calls;
using Settlement.Domain;
using Settlement.Domain.Settlements;
using Settlement.Persistence.Settlements;

namespace Settlement.Api.Settlements.Settle;

/// <summary>
/// 结算: read, decide, write, answer. Two conversations with the database, one that locks and reads, one that writes and commits.
/// </summary>
internal sealed class SettleEncounter(SettlementStore store, Settling settling, ILogger<SettlementStore> log)
{
    internal async Task<Outcome<SettlementAnswer>> RunAsync(FacilityCode facility, string transactionNo, SettleRequest request, Call call)
    {
        if (!FieldForm.IsNumber(transactionNo))
            return ProblemKind.InvalidRequest.Refuse(transactionNo, "/transactionNo");
        var numbered = new NumberedRequest(facility, transactionNo, Wire.Hash(request), call.By);
        var bill = new EncounterToSettle(facility, request.EncounterNo, request.EndedOn, request.UsePersonalAccount);

        // Not a NumberedCall: the session locks the number in the batch that reads everything else, which saves two round trips.
        await using var session = await store.BeginAsync(call.Cancellation);
        var (earlier, encounter) = await session.ReadAsync(bill.Query(transactionNo), call.Cancellation);
        if (earlier is not null)
            return await session.RepeatAsync(earlier, numbered, call);

        if ((await settling.DecideAsync(session, bill, encounter, call)).IsRefused(out var refusal, out var computed))
            return refusal;
        var record = SettlementRecord.Of(numbered, encounter!, computed.Claim, computed.Statement, call.Now);

        if (!await session.KeepAsync(new(record, computed.Statement.Lines), call.Cancellation))
            return SettlementProblems.OfRefusal[RefusalCode.PrescriptionUsed].Refuse();
        log.Kept(record);
        return SettlementAnswer.From(record, request.EncounterNo, computed.Statement.FeeCategories());
    }
}
