using Settlement.Api.Calls;
using Settlement.Domain.Calendars;
using Settlement.Persistence.Snapshots;

namespace Settlement.Api.Calendars;

/// <summary>工作日推算 over public holidays and make-up workdays.</summary>
internal sealed class WorkingDays(ReferenceSnapshot reference)
{
    private const int Most = 250;

    internal Outcome<WorkingDayAnswer> After(DateOnly day, int workingDays)
    {
        if (FieldForm.DayFault(day, "/after") is { } fault)
            return fault;
        if (workingDays is < 1 or > Most)
            return ProblemKind.InvalidRequest.Refuse($"{workingDays}", "/workingDays");
        try
        {
            return new WorkingDayAnswer(day, workingDays, reference.Calendar.After(day, workingDays));
        }
        catch (CalendarMissingException e)
        {
            return CalendarProblems.CalendarMissing.Refuse($"{e.Year}");
        }
    }
}

/// <param name="Day">The last of the working days.</param>
internal sealed record WorkingDayAnswer(DateOnly After, int WorkingDays, DateOnly Day);
