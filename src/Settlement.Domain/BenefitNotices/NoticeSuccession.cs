namespace Settlement.Domain.BenefitNotices;

/// <summary>The days of a published notice.</summary>
public sealed record NoticeDays(string NoticeNo, DateRange Days);

/// <summary>How the notices of an insured place follow each other: one holds on a day, and a new one ends the one before it (R-FAC-06).</summary>
public static class NoticeSuccession
{
    /// <summary>A published notice that does not begin before the new one, which therefore cannot follow; null where there is none.</summary>
    /// <param name="from">First day of the new one.</param>
    public static NoticeDays? NotBefore(DateOnly from, IEnumerable<NoticeDays> published) =>
        published.FirstOrDefault(notice => notice.Days.First >= from);

    /// <summary>Those that still hold on the first day of the new one, and end the day before it.</summary>
    public static IReadOnlyList<NoticeDays> Superseded(DateOnly from, IEnumerable<NoticeDays> published) =>
        [.. published.Where(notice => notice.Days.Last is not { } last || last >= from)];

    /// <summary>Days that a notice held are not written anew; days on which there was none may be told afterwards.</summary>
    public static bool MayBegin(DateOnly from, DateOnly today, IReadOnlyList<NoticeDays> superseded) => superseded.Count == 0 || from >= today;
}
