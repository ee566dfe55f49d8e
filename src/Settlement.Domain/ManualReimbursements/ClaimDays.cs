using Settlement.Domain.Calendars;

namespace Settlement.Domain.ManualReimbursements;

/// <summary>办结期限 (R1.18.1).</summary>
/// <param name="On">Null where the public holidays of a year on the way are not known.</param>
/// <param name="ByWeekdays">The same where it is known; else Monday to Friday count in a year whose holidays are not known.</param>
public readonly record struct ClaimDue(DateOnly? On, DateOnly ByWeekdays)
{
    /// <summary>So many working days after a day.</summary>
    public static ClaimDue After(DateOnly day, int workingDays, WorkingCalendar calendar) =>
        new(DayAfter(day, workingDays, calendar), calendar.AfterWeekdays(day, workingDays));

    /// <summary>Null where the public holidays of a year on the way are not known.</summary>
    public static DateOnly? DayAfter(DateOnly day, int workingDays, WorkingCalendar calendar)
    {
        try
        {
            return calendar.After(day, workingDays);
        }
        catch (CalendarMissingException)
        {
            return null;
        }
    }

    /// <summary>Whether the claim waits although the due date has passed.</summary>
    public bool IsOverdue(ManualClaimState state, DateOnly today) => state.IsWaiting() && On < today;

    /// <summary>Whether the claim waits, has no due date, and the day by weekdays has passed.</summary>
    public bool MayBeOverdue(ManualClaimState state, DateOnly today) => state.IsWaiting() && On is null && ByWeekdays < today;

    /// <summary>The year on the way that is still not known, else the one that was not when the claim was received.</summary>
    public int UnknownYear(DateOnly receivedOn, WorkingCalendar calendar) =>
        Enumerable.Range(receivedOn.Year, ByWeekdays.Year - receivedOn.Year + 1).FirstOrDefault(year => !calendar.Knows(year), ByWeekdays.Year);

    /// <summary>Last day of what a list asks for.</summary>
    /// <param name="isOverdue">Whether only what is overdue is asked for.</param>
    /// <param name="through">Last day that is asked for; null for no such limit.</param>
    /// <returns>Null where every day will do.</returns>
    public static DateOnly? LastListed(bool isOverdue, DateOnly? through, DateOnly today)
    {
        if (!isOverdue)
            return through;
        return through is { } last && last < today ? last : today.AddDays(-1);
    }
}

/// <summary>Days on which money of a claim can have gone or come.</summary>
public static class MoneyDays
{
    /// <param name="earliest">Day of the approval for its payment, day of the payment for its recovery.</param>
    public static bool CanBe(DateOnly day, DateOnly earliest, DateOnly today) => day >= earliest && day <= today;
}
