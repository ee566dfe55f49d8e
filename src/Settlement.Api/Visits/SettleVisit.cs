using Microsoft.EntityFrameworkCore;
using Settlement.Api.Calls;
using Settlement.Api.Settlements;
using Settlement.Api.Settlements.Settle;
using Settlement.Domain;
using Settlement.Domain.Encounters;
using Settlement.Persistence;
using Settlement.Persistence.Settlements;
using Settlement.Persistence.Visits;

namespace Settlement.Api.Visits;

/// <summary>结算 of a whole visit: each disease alone, then the rest (R1.11), all parts or none.</summary>
internal sealed class SettleVisit(
    SettlementStore store, Settling settling, IDbContextFactory<SettlementDbContext> tables, ILogger<SettlementStore> log)
{
    internal async Task<Outcome<VisitSettlementAnswer>> RunAsync(
        FacilityCode facility, string visitNo, SettleVisitRequest request, Call call)
    {
        if ((await FindAsync(facility, visitNo, request, call)).IsRefused(out var fault, out var visit))
            return fault;

        // As many numbers as parts, which the session locks together with the parts.
        await using var session = await store.OpenAsync(
            facility, visit.Steps.Select(s => s.Numbered.No), visit.Record.PersonId, visit.Parts, call.Cancellation);
        var (answers, kept, repeats) = (new List<SettlementAnswer>(), new List<SettlementRecord>(), new List<Repeat>());
        foreach (var step in visit.Steps)
        {
            var bill = visit.Record.ToSettle(step.EncounterNo, request.UsePersonalAccount);
            var (earlier, encounter) = await session.ReadAsync(bill.Query(step.Numbered.No), call.Cancellation);
            if (earlier is not null)
            {
                var repeat = await session.RepeatAsync(earlier, step.Numbered, call);
                if (repeat.IsRefused(out var reused, out var first))
                    return reused with { Pointer = $"/parts/{step.Index}/transactionNo" };
                repeats.Add(new(step, repeat.UndoneBy));
                answers.Add(first);
                continue;
            }
            if ((await settling.DecideAsync(session, bill, encounter, call)).IsRefused(out var refusal, out var computed))
                return refusal.OfPart(step.Index, step.EncounterNo);
            var record = SettlementRecord.Of(step.Numbered, encounter!, computed.Claim, computed.Statement, call.Now);
            await session.WriteAsync(new(record, computed.Statement.Lines), call.Cancellation);
            kept.Add(record);
            answers.Add(SettlementAnswer.From(record, step.EncounterNo, computed.Statement.FeeCategories()));
        }
        var answer = new VisitSettlementAnswer(visitNo, VisitTotalsAnswer.Of(answers.Select(a => a.Amounts)), answers);
        if (kept.Count == 0)
            return Outcome<VisitSettlementAnswer>.Before(answer, Repeat.UndoneBy(repeats));
        if (repeats.Count > 0) // some of the numbers are new: this is no retry
            return ProblemKind.NumberReused.Refuse(
                string.Join(", ", repeats.Select(r => r.Step.Numbered.No)), $"/parts/{repeats[0].Step.Index}/transactionNo");
        if (await OpenPartAsync(session, visit.Record, call.Cancellation) is { } left)
            return VisitProblems.VisitPartsDiffer.Refuse(left, "/parts");
        await session.CommitAsync(call.Cancellation);
        kept.ForEach(log.Kept);
        return answer;
    }

    /// <summary>The visit and what the call asks for, in the order in which it is settled.</summary>
    private async Task<Outcome<FoundVisit>> FindAsync(FacilityCode facility, string visitNo, SettleVisitRequest request, Call call)
    {
        await using var db = await tables.CreateDbContextAsync(call.Cancellation); // its connection goes back before another is asked for
        if (await db.FindVisitAsync(facility, visitNo, call.Cancellation) is not var (visit, parts))
            return VisitProblems.VisitNotFound.Refuse(visitNo);
        var steps = new List<(int Place, Step Step)>();
        foreach (var (index, part) in request.Parts.Index())
        {
            var place = parts.FindIndex(e => e.EncounterNo == part.EncounterNo);
            if (place < 0)
                return VisitProblems.VisitPartsDiffer.Refuse(part.EncounterNo, $"/parts/{index}/encounterNo");
            // As if sent alone, so that either form is a retry of the other.
            var hash = Wire.Hash(new SettleRequest(part.EncounterNo, visit.StartedOn, request.UsePersonalAccount));
            steps.Add((place, new(index, part.EncounterNo, new(facility, part.TransactionNo, hash, call.By))));
        }
        return new FoundVisit(visit, [.. parts.Select(p => p.EncounterId)], [.. steps.OrderBy(s => s.Place).Select(s => s.Step)]);
    }

    /// <summary>A part that would be left open; null where none is.</summary>
    private static async Task<string?> OpenPartAsync(SettlementSession session, VisitRecord visit, CancellationToken cancellation)
    {
        await using var db = await session.TablesAsync(cancellation);
        return await db.Encounters
            .Where(e => e.PersonId == visit.PersonId && e.VisitId == visit.VisitId && e.State == EncounterState.Open)
            .Select(e => e.EncounterNo).FirstOrDefaultAsync(cancellation);
    }

    private sealed record FoundVisit(VisitRecord Record, IReadOnlyList<EncounterId> Parts, IReadOnlyList<Step> Steps);

    /// <param name="Index">Place in the body.</param>
    private sealed record Step(int Index, string EncounterNo, NumberedRequest Numbered);

    /// <param name="ReversedBy">Number of the reversal that has taken the settlement back since; null while it stands.</param>
    private readonly record struct Repeat(Step Step, string? ReversedBy)
    {
        /// <summary>The reversals of all parts that were taken back; null where every part stands.</summary>
        internal static string? UndoneBy(List<Repeat> repeats)
        {
            var reversals = repeats.Select(r => r.ReversedBy).OfType<string>().ToList();
            return reversals.Count == 0 ? null : string.Join(", ", reversals);
        }
    }
}
