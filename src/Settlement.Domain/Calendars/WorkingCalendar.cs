namespace Settlement.Domain.Calendars;

/// <summary>
/// 工作日历: Monday to Friday, less the public holidays of the State Council's notices, with the make-up workdays (调休) that they
/// put on weekends. A year without a notice is not guessed at.
/// </summary>
public sealed class WorkingCalendar
{
    private readonly IReadOnlyDictionary<DateOnly, bool> exceptions;
    private readonly HashSet<int> years;

    /// <param name="exceptions">Days on which the notices differ from the week: true for a make-up workday, false for a holiday.</param>
    public WorkingCalendar(IReadOnlyDictionary<DateOnly, bool> exceptions)
    {
        this.exceptions = exceptions;
        // Every notice names New Year's Day of its year, and only the notice of that year does.
        years = [.. exceptions.Keys.Where(day => day is { Month: 1, Day: 1 }).Select(day => day.Year)];
    }

    public bool Knows(int year) => years.Contains(year);

    /// <exception cref="CalendarMissingException">The year has no notice.</exception>
    public bool IsWorkingDay(DateOnly day)
    {
        if (!Knows(day.Year))
            throw new CalendarMissingException(day.Year);
        return exceptions.TryGetValue(day, out var works) ? works : IsWeekday(day);
    }

    /// <summary>The last of so many working days that follow <paramref name="day"/>, which itself does not count.</summary>
    /// <exception cref="CalendarMissingException">A year on the way has no notice.</exception>
    public DateOnly After(DateOnly day, int workingDays) => After(day, workingDays, IsWorkingDay);

    /// <summary>The same, where a year without a notice counts Monday to Friday: its holidays put the day off, a make-up workday brings it forward.</summary>
    public DateOnly AfterWeekdays(DateOnly day, int workingDays) =>
        After(day, workingDays, next => Knows(next.Year) ? IsWorkingDay(next) : IsWeekday(next));

    private static DateOnly After(DateOnly day, int workingDays, Func<DateOnly, bool> isWorkingDay)
    {
        for (var left = workingDays; left > 0;)
        {
            day = day.AddDays(1);
            if (isWorkingDay(day))
                left--;
        }
        return day;
    }

    private static bool IsWeekday(DateOnly day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);
}

/// <summary>The public holidays of a year have not been loaded.</summary>
public sealed class CalendarMissingException(int year) : Exception($"The public holidays of {year} are not loaded.")
{
    public int Year { get; } = year;
}
