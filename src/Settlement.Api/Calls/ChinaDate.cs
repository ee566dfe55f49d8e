namespace Settlement.Api.Calls;

internal static class ChinaDate
{
    private static readonly TimeSpan Utc8 = TimeSpan.FromHours(8);

    /// <summary>Today in China, which keeps one time, UTC+8, all year.</summary>
    internal static DateOnly Today(this TimeProvider clock) => clock.GetUtcNow().DayInChina();

    /// <summary>Now, cut to the microsecond that PostgreSQL keeps, so that an answer reads the same before and after it is stored.</summary>
    internal static DateTimeOffset Now(this TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }

    internal static DateOnly DayInChina(this DateTimeOffset instant) => DateOnly.FromDateTime(instant.ToOffset(Utc8).DateTime);

    /// <summary>The instant, in UTC, at which the day begins in China.</summary>
    internal static DateTimeOffset StartInChina(this DateOnly day) => new DateTimeOffset(day, TimeOnly.MinValue, Utc8).ToUniversalTime();

    internal static DateTimeOffset InChina(this DateTimeOffset instant) => instant.ToOffset(Utc8);
}
