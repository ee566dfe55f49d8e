namespace Settlement.Api.Calls;

/// <summary>Forms of fields that are checked outside validators too.</summary>
internal static class FieldForm
{
    /// <summary>A number that the caller makes: letters, digits and -_. up to 40.</summary>
    internal static bool IsNumber(string text) =>
        text.Length is >= 1 and <= 40 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');

    /// <summary>A day that can occur in a bill or filing; keeps typing errors out, not policy.</summary>
    internal static bool IsDay(DateOnly day) => day >= new DateOnly(2000, 1, 1) && day <= new DateOnly(2100, 1, 1);

    /// <returns>Null where there is no day, or one that can occur.</returns>
    internal static Refusal? DayFault(DateOnly? day, string pointer) =>
        day is { } given && !IsDay(given) ? ProblemKind.InvalidRequest.Refuse($"{given:O}", pointer) : null;
}
