namespace Settlement.Domain.Tests.Reference.Literal;

/// <summary>周岁.</summary>
internal static class Age
{
    /// <summary>The day on which someone is so many years old; 29 February is 28 February in a common year.</summary>
    public static DateOnly Birthday(DateOnly birth, int years)
    {
        var year = birth.Year + years;
        var day = birth is { Month: 2, Day: 29 } && !DateTime.IsLeapYear(year) ? 28 : birth.Day;
        return new(year, birth.Month, day);
    }

    /// <summary>Full years on a day; zero before the first birthday.</summary>
    public static int On(DateOnly day, DateOnly birth)
    {
        var age = 0;
        while (Birthday(birth, age + 1) <= day)
            age++;
        return age;
    }
}
