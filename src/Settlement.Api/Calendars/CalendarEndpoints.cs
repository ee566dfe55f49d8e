using Microsoft.AspNetCore.Http.HttpResults;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain.Calendars;
using Settlement.Persistence.Snapshots;

namespace Settlement.Api.Calendars;

/// <summary>工作日历, by which deadlines are counted.</summary>
internal static class CalendarEndpoints
{
    private const int MostDays = 250;

    internal static void MapCalendars(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/working-days", After).WithName("ReadWorkingDay").WithTags("Calendar 工作日历").ProducesProblem(400).ProducesProblem(422)
            .AllowedTo(AccessScope.None, Roles.All)
            .WithSummary("工作日推算 · The last of so many working days after a day, over public holidays and make-up workdays");

    /// <param name="after">The day from which is counted; it does not count itself.</param>
    /// <param name="workingDays">1 to 250.</param>
    private static Results<Ok<WorkingDayAnswer>, ProblemHttpResult> After(DateOnly after, int workingDays, ReferenceSnapshot reference)
    {
        if (!FieldForm.IsDay(after))
            return ProblemKind.InvalidRequest.ToResult($"{after:O}", "/after");
        if (workingDays is < 1 or > MostDays)
            return ProblemKind.InvalidRequest.ToResult($"{workingDays}", "/workingDays");
        try
        {
            return TypedResults.Ok(new WorkingDayAnswer(after, workingDays, reference.Calendar.After(after, workingDays)));
        }
        catch (CalendarMissingException e)
        {
            return CalendarProblems.CalendarMissing.ToResult($"{e.Year}");
        }
    }
}

/// <param name="Day">The last of the working days.</param>
internal sealed record WorkingDayAnswer(DateOnly After, int WorkingDays, DateOnly Day);
