using Settlement.Api.Calls;
using Settlement.Domain.Filings;
using Settlement.Domain.RulesVersions;
using Settlement.Persistence.Filings;

namespace Settlement.Api.Filings;

/// <summary>备案.</summary>
/// <param name="PersonNo">人员编号.</param>
/// <param name="ValidThrough">Last day of the filing as accepted; null for a long-term one.</param>
/// <param name="LastDay">Last day on which an encounter may begin, whatever ended the filing since; null while open.</param>
/// <param name="Standing">How it stands today.</param>
/// <param name="Version">Counts the steps; a step may say which version was looked at.</param>
/// <param name="Owed">Documents still owed, promised or not: of each list one is needed.</param>
/// <param name="CompleteFrom">First day on which no document was owed, from which the two-way benefit (双向享受) is open.</param>
/// <param name="DueOn">办结期限: last day of the decision; null for filings at the window.</param>
/// <param name="Warnings"><c>calendar-missing</c>: the public holidays of the year are not loaded, so there is no due date.</param>
/// <param name="DecidedAt">Null while it waits for a decision.</param>
internal sealed record FilingAnswer(
    string FilingNo,
    string PersonNo,
    FilingType Type,
    FilingChannel Channel,
    string Destination,
    IReadOnlyList<string> Facilities,
    DateOnly ValidFrom,
    DateOnly? ValidThrough,
    DateOnly? LastDay,
    FilingState State,
    FilingStanding Standing,
    int Version,
    IReadOnlyList<DocumentKind> Shown,
    bool Promised,
    IReadOnlyList<IReadOnlyList<DocumentKind>> Owed,
    DateOnly? CompleteFrom,
    string? Phone,
    string? Address,
    DateTimeOffset SubmittedAt,
    DateOnly? DueOn,
    string? DecidedBy,
    DateTimeOffset? DecidedAt,
    string? DecisionNote,
    IReadOnlyList<string> Warnings)
{
    internal static FilingAnswer From(FilingRecord filing, string personNo, RulesBook<FilingRules> rules, DateOnly today) => new(
        filing.FilingNo, personNo, filing.Type, filing.Channel, filing.Destination.Value, [.. filing.Facilities.Select(f => f.Value)],
        filing.ValidFrom, filing.ValidThrough, filing.LastDay, filing.State,
        filing.State.StandingOn(filing.ValidFrom, filing.LastDay, today), filing.Version,
        filing.Shown, filing.Promised,
        OwedBy(filing, rules, today),
        filing.CompleteFrom, filing.Phone, filing.Address, filing.SubmittedAt.InChina(), filing.DueOn,
        filing.DecidedBy, filing.DecidedAt?.InChina(), filing.DecisionNote,
        filing is { State: FilingState.Submitted, DueOn: null } && filing.Channel.IsOnline() ? ["calendar-missing"] : []);

    private static IReadOnlyList<IReadOnlyList<DocumentKind>> OwedBy(FilingRecord filing, RulesBook<FilingRules> rules, DateOnly today) =>
        filing.CompleteFrom is null
            ? [.. rules.Of(filing, today).Of(filing.Type).Owed(filing.Shown).Select(requirement => requirement.AnyOf)]
            : [];
}

/// <summary>One entry of a filing's history.</summary>
/// <param name="State">State after the step.</param>
internal sealed record FilingEventAnswer(
    int Version, FilingStep Step, FilingState State, string? Note, string DoneBy, DateTimeOffset DoneAt)
{
    internal static FilingEventAnswer From(FilingEventRecord step) =>
        new(step.Version, step.Step, step.State, step.Note, step.DoneBy, step.DoneAt.InChina());
}

/// <summary>备案办理记录, oldest first.</summary>
internal sealed record FilingHistory(string FilingNo, IReadOnlyList<FilingEventAnswer> Items);
