using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Api.Persons;
using Settlement.Domain;
using Settlement.Domain.Filings;
using Settlement.Persistence;
using Settlement.Persistence.Filings;

namespace Settlement.Api.Filings;

/// <summary>备案查询及统计.</summary>
internal static class FilingSearchEndpoints
{
    private const int MostDays = 366;

    internal static void MapFilingSearch(this IEndpointRouteBuilder region)
    {
        region.MapGet("/filings", List).WithName("ListFilings").ProducesProblem(400)
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Auditor)
            .WithSummary("备案列表 · Filings of the insured place by what is known of them, page by page");
        region.MapGet("/filing-statistics", Count).WithName("ReadFilingStatistics").ProducesProblem(400)
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Finance, Role.Auditor)
            .WithSummary("备案办理统计 · What became of the filings submitted in a period, by channel and by type");
    }

    /// <param name="standing">How they stand today.</param>
    /// <param name="destination">Region that they were filed for, or that it lies in: 440000 finds 440100.</param>
    /// <param name="submittedFrom">First day of the submission in China, included.</param>
    /// <param name="submittedThrough">Last such day, included.</param>
    /// <param name="dueThrough">Last day of the due date (办结期限), included; filings without one are left out.</param>
    /// <param name="overdue"><c>true</c>: only those that wait for the agency's decision although the due date has passed.</param>
    /// <param name="after">The <c>next</c> of the page before.</param>
    /// <param name="limit">1 to 200.</param>
    private static async Task<Results<Ok<FilingPage>, ProblemHttpResult>> List(
        string regionCode, HttpContext context, SettlementDbContext db, TimeProvider clock, CancellationToken cancellation,
        Word<FilingState>? state = null, Word<FilingStanding>? standing = null, Word<FilingType>? type = null, string? destination = null,
        Word<FilingChannel>? channel = null, string? personNo = null, DateOnly? submittedFrom = null, DateOnly? submittedThrough = null,
        DateOnly? dueThrough = null, bool overdue = false, string? after = null, int limit = 50)
    {
        if (limit is < 1 or > 200)
            return ProblemKind.InvalidRequest.ToResult($"{limit}", "/limit");
        var filedFor = default(RegionCode);
        if (destination is not null && !RegionCode.TryParse(destination, out filedFor))
            return ProblemKind.InvalidRequest.ToResult(destination, "/destination");
        if (DayFault((submittedFrom, "/submittedFrom"), (submittedThrough, "/submittedThrough"), (dueThrough, "/dueThrough")) is { } fault)
            return fault;

        var region = RegionCode.Parse(regionCode);
        var search = new FilingSearch(
            state?.Value, standing?.Value, type?.Value, destination is null ? null : filedFor, channel?.Value,
            personNo is null ? null : PersonId.Of(region, new(personNo)), submittedFrom?.StartInChina(), submittedThrough?.AddDays(1).StartInChina(),
            dueThrough, overdue, after);
        var query =
            from filing in db.Filings.AsNoTracking().Where(f => f.InsuredRegion == region).Matching(search, clock.Today())
            join person in db.Persons on filing.PersonId equals person.PersonId
            orderby filing.FilingNo
            select new { filing, person.PersonNo };

        var rows = await query.Take(limit + 1).ToListAsync(cancellation);
        var page = rows.Take(limit).ToList();
        var rules = await FilingRulesBook.LoadAsync(db, region, cancellation);
        await db.RecordReadsAsync(context, page.Select(f => f.filing.PersonId), clock, cancellation);
        return TypedResults.Ok(new FilingPage(
            [.. page.Select(f => FilingAnswer.From(f.filing, f.PersonNo.Value, rules, clock.Today()))],
            rows.Count > limit ? page[^1].filing.FilingNo : null));
    }

    /// <param name="from">First day of the submission in China.</param>
    /// <param name="through">Last such day, included: at most 366 days in all.</param>
    private static async Task<Results<Ok<FilingStatisticsAnswer>, ProblemHttpResult>> Count(
        string regionCode, DateOnly from, DateOnly through, SettlementDbContext db, TimeProvider clock, CancellationToken cancellation)
    {
        if (DayFault((from, "/from"), (through, "/through")) is { } fault)
            return fault;
        if (through < from || through.DayNumber - from.DayNumber >= MostDays)
            return ProblemKind.InvalidRequest.ToResult($"{from:O}/{through:O}", "/through");
        var statistics = await FilingStatistics.LoadAsync(
            db, RegionCode.Parse(regionCode), from.StartInChina(), through.AddDays(1).StartInChina(), clock.Today(), cancellation);
        return TypedResults.Ok(FilingStatisticsAnswer.Of(from, through, statistics));
    }

    private static ProblemHttpResult? DayFault(params ReadOnlySpan<(DateOnly? Day, string Pointer)> days)
    {
        foreach (var (day, pointer) in days)
            if (day is { } given && !FieldForm.IsDay(given))
                return ProblemKind.InvalidRequest.ToResult($"{given:O}", pointer);
        return null;
    }
}
