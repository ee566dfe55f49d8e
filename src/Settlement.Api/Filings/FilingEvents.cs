using Settlement.Api.Calls;
using Settlement.Domain.Filings;
using Settlement.Persistence;
using Settlement.Persistence.Filings;

namespace Settlement.Api.Filings;

/// <summary>办理记录 of filings.</summary>
internal static class FilingEvents
{
    /// <summary>The entry of the history for the version and state that a filing has now.</summary>
    internal static FilingEventRecord Of(FilingRecord filing, StepRequest<FilingStep> step, string by, DateTimeOffset at) => new()
    {
        PersonId = filing.PersonId,
        FilingId = filing.FilingId,
        Version = filing.Version,
        Step = step.Step,
        State = filing.State,
        RequestHash = step.Hash,
        Note = step.Note,
        DoneBy = by,
        DoneAt = at,
    };

    /// <summary>
    /// Takes a step that follows from something else: next version, next state and the entry of the history; saved by the caller.
    /// </summary>
    internal static void Advance(
        this SettlementDbContext db, FilingRecord filing, StepRequest<FilingStep> step, string by, DateTimeOffset at)
    {
        filing.State = filing.State.After(step.Step)!.Value;
        filing.Version++;
        db.Add(Of(filing, step, by, at));
    }
}
