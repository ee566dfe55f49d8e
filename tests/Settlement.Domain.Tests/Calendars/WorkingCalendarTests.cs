using System.Globalization;
using Settlement.Domain.Calendars;

namespace Settlement.Domain.Tests.Calendars;

public sealed class WorkingCalendarTests
{
    private static readonly Dictionary<DateOnly, bool> Days = File
        .ReadLines(Path.Combine(AppContext.BaseDirectory, "ReferenceData/Files/calendar_day.csv")).Skip(1)
        .Select(line => line.Split(','))
        .ToDictionary(fields => Day(fields[0]), fields => fields[1] == "workday");

    private static readonly WorkingCalendar Calendar = new(Days);

    [Theory, Rule("R-FIL-06")]
    [InlineData("2026-11-20", 2, "2026-11-24")] // Friday; Monday and Tuesday follow
    [InlineData("2026-09-30", 2, "2026-10-09")] // National Day to 10-07, then Thursday and Friday
    [InlineData("2026-10-08", 2, "2026-10-10")] // Friday, and the Saturday that is worked
    [InlineData("2026-02-13", 2, "2026-02-24")] // Spring Festival: 02-14 is a worked Saturday, next day after 02-23
    [InlineData("2021-09-24", 2, "2021-09-27")] // 09-26 is a worked Sunday
    public void Working_days_are_counted_over_holidays_and_worked_weekends(string from, int days, string expected) =>
        Assert.Equal(Day(expected), Calendar.After(Day(from), days));

    [Fact]
    public void Every_day_of_2021_to_2026_is_a_working_day_as_week_and_notices_say()
    {
        for (var day = new DateOnly(2021, 1, 1); day.Year <= 2026; day = day.AddDays(1))
        {
            var weekday = day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);
            Assert.Equal(Days.TryGetValue(day, out var works) ? works : weekday, Calendar.IsWorkingDay(day));
        }
    }

    [Theory] // the State Council's notices name between 11 and 13 days of rest a year, besides the weekends
    [InlineData(2021)]
    [InlineData(2022)]
    [InlineData(2023)]
    [InlineData(2024)]
    [InlineData(2025)]
    [InlineData(2026)]
    public void A_year_has_as_many_working_days_as_its_weekdays_less_its_days_of_rest(int year)
    {
        var days = Enumerable.Range(0, DateTime.IsLeapYear(year) ? 366 : 365).Select(n => new DateOnly(year, 1, 1).AddDays(n)).ToList();

        var rest = days.Count(d => d.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)) - days.Count(Calendar.IsWorkingDay);

        Assert.InRange(rest, 10, 13);
    }

    [Fact]
    public void A_year_without_a_notice_is_an_error_that_names_it()
    {
        Assert.Equal(2027, Assert.Throws<CalendarMissingException>(() => Calendar.After(new(2026, 12, 31), 2)).Year);
        Assert.Equal("The public holidays of 2018 are not loaded.", Assert.Throws<CalendarMissingException>(() => Calendar.IsWorkingDay(new(2018, 6, 1))).Message);
        Assert.Equal(new(2026, 12, 31), Calendar.After(new(2026, 12, 29), 2)); // not reached
    }

    [Theory]
    [InlineData("2026-11-23", 30, "2027-01-04")] // 4 + 5 x 5 days to Friday 01-01, which is surely a holiday but counts, and Monday
    [InlineData("2026-12-31", 2, "2027-01-04")]
    [InlineData("2026-09-30", 2, "2026-10-09")] // what is known counts as it is known
    [InlineData("2030-06-07", 5, "2030-06-14")] // a week of a year of which nothing is known
    public void Where_a_year_has_no_notice_Monday_to_Friday_say_what_is_due_at_the_earliest(string from, int days, string expected) =>
        Assert.Equal(Day(expected), Calendar.AfterWeekdays(Day(from), days));

    [Fact]
    public void Weekdays_and_working_days_are_the_same_wherever_the_notices_are_known()
    {
        for (var day = new DateOnly(2021, 1, 1); day.Year <= 2025; day = day.AddDays(1))
            Assert.Equal(Calendar.After(day, 30), Calendar.AfterWeekdays(day, 30));
    }

    private static DateOnly Day(string text) => DateOnly.Parse(text, CultureInfo.InvariantCulture);
}
