using Microsoft.EntityFrameworkCore;
using Settlement.Api.Calls;
using Settlement.Domain;
using Settlement.Domain.Encounters;
using Settlement.Domain.Settlements;
using Settlement.Persistence;
using Settlement.Persistence.Encounters;

namespace Settlement.Api.Encounters;

/// <summary>就诊查询.</summary>
internal sealed class ReadEncounters(SettlementDbContext db)
{
    internal async Task<Outcome<EncounterAnswer>> OneAsync(EncounterKey key, Call call) =>
        await db.FindEncounterAsync(key.Facility, key.No, call.Cancellation) is { } found
            ? await db.EncounterAnswerAsync(found, call.Cancellation)
            : EncounterProblems.EncounterNotFound.Refuse(key.No);

    internal async Task<Outcome<Page<ListedEncounterAnswer>>> ListAsync(FacilityCode facility, EncounterListQuery query, Call call)
    {
        if (Paging.LimitFault(query.Limit) is { } fault)
            return fault;
        var encounters = db.Encounters.AsNoTracking().Where(e => e.FacilityCode == facility);
        if (query.State is { Value: var wanted })
            encounters = encounters.Where(e => e.State == wanted);
        if (query.StartedFrom is { } first)
            encounters = encounters.Where(e => e.StartedOn >= first);
        if (query.StartedThrough is { } last)
            encounters = encounters.Where(e => e.StartedOn <= last);
        if (query.After is { } after)
            encounters = encounters.Where(e => string.Compare(e.EncounterNo, after) > 0);

        var rows = await encounters.OrderBy(e => e.EncounterNo).Take(query.Limit + 1).ToListAsync(call.Cancellation);
        return Page<ListedEncounterAnswer>.Of(rows, query.Limit, e => e.EncounterNo, ListedEncounterAnswer.From);
    }

    /// <summary>就诊经过: its steps, and what was settled and reversed of it, in the order in which it was done.</summary>
    internal async Task<Outcome<EncounterHistoryAnswer>> HistoryAsync(EncounterKey key, Call call)
    {
        if (await db.FindEncounterAsync(key.Facility, key.No, call.Cancellation) is not { } encounter)
            return EncounterProblems.EncounterNotFound.Refuse(key.No);
        var steps = await db.EventsOf(encounter).AsNoTracking().OrderBy(e => e.Version).ToListAsync(call.Cancellation);
        var settlements = await db.Settlements.AsNoTracking()
            .Where(s => s.PersonId == encounter.PersonId && s.EncounterId == encounter.EncounterId && s.Channel == SettlementChannel.Direct)
            .OrderBy(s => s.SettlementId)
            .Select(s => new { s.Reverses, s.TransactionNo, s.Reason, s.SettledBy, s.SettledAt }).ToListAsync(call.Cancellation);
        var settled = settlements.Select(s => new EncounterEventAnswer(
            ExactEnumConverter.Name(s.Reverses is null ? EncounterStep.Settled : EncounterStep.Reversed),
            s.SettledAt.InChina(), s.SettledBy, s.TransactionNo, s.Reason));
        return new EncounterHistoryAnswer(
            key.No,
            [
                new("registered", encounter.RegisteredAt.InChina(), encounter.RegisteredBy, null, null),
                .. steps.Select(e => new EncounterEventAnswer(ExactEnumConverter.Name(e.Step), e.DoneAt.InChina(), e.DoneBy, null, e.Note))
                    .Concat(settled).OrderBy(e => e.At), // which leaves those of one moment in their order
            ]);
    }
}
