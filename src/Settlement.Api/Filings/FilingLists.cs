using Microsoft.EntityFrameworkCore;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Api.Persons;
using Settlement.Domain;
using Settlement.Domain.Filings;
using Settlement.Persistence;
using Settlement.Persistence.Filings;
using Settlement.Persistence.RulesVersions;

namespace Settlement.Api.Filings;

/// <summary>Which filings are asked for; what is left out does not narrow.</summary>
/// <param name="Standing">How they stand today.</param>
/// <param name="Destination">Region that they were filed for, or that it lies in: 440000 finds 440100.</param>
/// <param name="SubmittedFrom">First day of the submission in China, included.</param>
/// <param name="SubmittedThrough">Last such day, included.</param>
/// <param name="DueThrough">Last day of the due date (办结期限), included; filings without one are left out.</param>
/// <param name="Overdue"><c>true</c>: only those that wait for the agency's decision although the due date has passed.</param>
/// <param name="After">The <c>next</c> of the page before.</param>
/// <param name="Limit">1 to 200.</param>
internal sealed record FilingQuery(
    Word<FilingState>? State = null, Word<FilingStanding>? Standing = null, Word<FilingType>? Type = null, string? Destination = null,
    Word<FilingChannel>? Channel = null, string? PersonNo = null, DateOnly? SubmittedFrom = null, DateOnly? SubmittedThrough = null,
    DateOnly? DueThrough = null, bool Overdue = false, string? After = null, int Limit = Paging.Default)
{
    internal Refusal? Fault =>
        Paging.LimitFault(Limit)
        ?? DestinationFault
        ?? FieldForm.DayFault(SubmittedFrom, "/submittedFrom")
        ?? FieldForm.DayFault(SubmittedThrough, "/submittedThrough")
        ?? FieldForm.DayFault(DueThrough, "/dueThrough");

    /// <param name="insured">Where the person's number holds.</param>
    internal FilingSearch ToSearch(RegionCode insured) => new(
        State?.Value, Standing?.Value, Type?.Value, Destination is { } code ? RegionCode.Parse(code) : null, Channel?.Value,
        PersonNo is { } no ? PersonId.Of(insured, new(no)) : null,
        SubmittedFrom?.StartInChina(), SubmittedThrough?.AddDays(1).StartInChina(), DueThrough, Overdue, After);

    private Refusal? DestinationFault =>
        Destination is null || RegionCode.TryParse(Destination, out _)
            ? null
            : ProblemKind.InvalidRequest.Refuse(Destination, "/destination");
}

/// <summary>备案查询及统计 of an insured place.</summary>
internal sealed class FilingLists(SettlementDbContext db)
{
    private const int MostDays = 366;

    internal async Task<Outcome<Page<FilingAnswer>>> ListAsync(RegionCode insured, FilingQuery query, Call call)
    {
        if (query.Fault is { } fault)
            return fault;
        var found =
            from filing in db.Filings.AsNoTracking().Where(f => f.InsuredRegion == insured).Matching(query.ToSearch(insured), call.Today)
            join person in db.Persons on filing.PersonId equals person.PersonId
            orderby filing.FilingNo
            select new { Filing = filing, person.PersonNo };

        var rows = await found.Take(query.Limit + 1).ToListAsync(call.Cancellation);
        var rules = await db.RulesOfAsync<FilingRules>(insured, call.Cancellation);
        await db.RecordReadsAsync(call, rows.Take(query.Limit).Select(row => row.Filing.PersonId));
        return Page<FilingAnswer>.Of(
            rows, query.Limit, row => row.Filing.FilingNo, row => FilingAnswer.From(row.Filing, row.PersonNo.Value, rules, call.Today));
    }

    /// <param name="from">First day of the submission in China.</param>
    /// <param name="through">Last such day.</param>
    internal async Task<Outcome<FilingStatisticsAnswer>> CountAsync(RegionCode insured, DateOnly from, DateOnly through, Call call)
    {
        if ((FieldForm.DayFault(from, "/from") ?? FieldForm.DayFault(through, "/through")) is { } fault)
            return fault;
        if (through < from || through.DayNumber - from.DayNumber >= MostDays)
            return ProblemKind.InvalidRequest.Refuse($"{from:O}/{through:O}", "/through");
        var statistics = await FilingStatistics.LoadAsync(
            db, insured, from.StartInChina(), through.AddDays(1).StartInChina(), call.Today, call.Cancellation);
        return FilingStatisticsAnswer.Of(from, through, statistics);
    }
}
