using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Settlement.Api.Access;
using Settlement.Api.Http;

namespace Settlement.Api.Calendars;

/// <summary>工作日历, by which deadlines are counted.</summary>
internal static class CalendarEndpoints
{
    internal static void AddCalendars(this IServiceCollection services) => services.AddScoped<WorkingDays>();

    internal static void MapCalendars(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/working-days", After).WithName("ReadWorkingDay").WithTags("Calendar 工作日历").ProducesProblem(400).ProducesProblem(422)
            .AllowedTo(AccessScope.None, Roles.All)
            .WithSummary("工作日推算 · The last of so many working days after a day, over public holidays and make-up workdays");

    /// <param name="after">The day from which is counted; it does not count itself.</param>
    /// <param name="workingDays">1 to 250.</param>
    private static Answered<WorkingDayAnswer> After(DateOnly after, int workingDays, WorkingDays calendar) =>
        calendar.After(after, workingDays);
}
