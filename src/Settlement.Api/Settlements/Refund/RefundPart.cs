using Settlement.Api.Calls;
using Settlement.Api.Settlements.Reverse;
using Settlement.Api.Settlements.Settle;
using Settlement.Domain;
using Settlement.Domain.Settlements;
using Settlement.Persistence;
using Settlement.Persistence.Settlements;

namespace Settlement.Api.Settlements.Refund;

/// <summary>
/// 部分退费 (R1.14.8): the settlement is reversed, its refund lines are added, and what remains is settled again, all or none.
/// </summary>
internal sealed class RefundPart(
    SettlementStore store, Reversing reversing, Settling settling, SettlementDbContext db, ILogger<SettlementStore> log)
{
    internal async Task<Outcome<RefundAnswer>> RunAsync(FacilityCode facility, string transactionNo, RefundRequest request, Call call)
    {
        if (!FieldForm.IsNumber(transactionNo))
            return ProblemKind.InvalidRequest.Refuse(transactionNo, "/transactionNo");
        if (transactionNo == request.ReversalTransactionNo)
            return ProblemKind.InvalidRequest.Refuse(transactionNo, "/reversalTransactionNo");
        var remaining = new NumberedRequest(facility, transactionNo, Wire.Hash(request), call.By);
        if (await db.FindSettlementAsync(facility, request.SettlementTransactionNo, call.Cancellation) is not var (original, encounterNo))
            return ProblemKind.NotFound.Refuse(request.SettlementTransactionNo, "/settlementTransactionNo");
        var step = new ReversalStep(remaining with { No = request.ReversalTransactionNo }, original, encounterNo, request.Reason);

        // Two numbers, which the session locks together with what they are about.
        await using var session = await store.OpenAsync(facility, [remaining.No, step.Numbered.No], [original], call.Cancellation);
        var (earlier, encounter) = await session.ReadAsync(step.Query, call.Cancellation);
        if (earlier is not null)
            return await RepeatAsync(session, earlier, step.Numbered, remaining, call);
        if ((await reversing.DecideAsync(session, step, encounter!, call)).IsRefused(out var refusal, out var reversal))
            return refusal;
        await session.WriteAsync(new(reversal, [], BillInvoices.Keep), call.Cancellation);

        return await SettleRemainingAsync(session, step, reversal, remaining, request, call);
    }

    private async Task<Outcome<RefundAnswer>> SettleRemainingAsync(
        SettlementSession session, ReversalStep step, SettlementRecord reversal, NumberedRequest remaining, RefundRequest request,
        Call call)
    {
        var original = step.Original;
        var usesPersonalAccount = request.UsePersonalAccount ?? original.PersonalAccountBefore is not null;
        var bill = new EncounterToSettle(remaining.Facility, step.EncounterNo, original.EndedOn, usesPersonalAccount)
        {
            LinesSent = request.Lines.Count,
        };
        var (used, found) = await session.ReadAsync(bill.Query(remaining.No), call.Cancellation);
        if (used is not null)
            return ProblemKind.NumberReused.Refuse(remaining.No);
        var lines = request.Lines.Select(l => l.ToFeeLine()).ToList();
        if (lines.Select(l => l.LineNo).Intersect(found!.Lines.Select(l => l.LineNo)).FirstOrDefault() is { } taken)
            return ProblemKind.NumberReused.Refuse(taken, "/lines");

        var encounter = found.WithListingOf(original) with { Lines = [.. lines, .. found.Lines] };
        if ((await settling.DecideAsync(session, bill, encounter, call)).IsRefused(out var refusal, out var computed))
            return refusal;
        var record = SettlementRecord.Of(remaining, encounter, computed.Claim, computed.Statement, call.Now);
        if (record.Total == Money.Zero)
            return SettlementProblems.NothingLeft.Refuse(original.TransactionNo);

        await session.WriteLinesAsync(original.PersonId, original.EncounterId, lines, call.Cancellation);
        if (!await session.KeepAsync(new(record, computed.Statement.Lines, BillInvoices.MoveFrom(original)), call.Cancellation))
            return SettlementProblems.OfRefusal[RefusalCode.PrescriptionUsed].Refuse();
        log.Kept(reversal);
        log.Kept(record);
        return new RefundAnswer(
            SettlementAnswer.From(reversal, step.EncounterNo, []),
            SettlementAnswer.From(record, step.EncounterNo, computed.Statement.FeeCategories()));
    }

    /// <summary>Both numbers were used by the same request: its answer. Else one of them was used for something else.</summary>
    private static async Task<Outcome<RefundAnswer>> RepeatAsync(
        SettlementSession session, EarlierTransaction earlier, NumberedRequest reversal, NumberedRequest remaining, Call call)
    {
        await using var tables = await session.TablesAsync(call.Cancellation);
        if ((await tables.RepeatAsync(earlier, reversal, call)).IsRefused(out var refusal, out var reversed))
            return refusal;
        if (await tables.FindSettlementAsync(remaining.Facility, remaining.No, call.Cancellation) is not var (record, _))
            return ProblemKind.NumberReused.Refuse(reversal.No);
        var settled = await tables.RepeatAsync(new(record.PersonId, record.SettlementId, record.RequestHash), remaining, call);
        return settled.As(answer => new RefundAnswer(reversed, answer));
    }
}
