namespace Settlement.Domain.SpecialDrugs;

/// <summary>
/// 特药目录 days: what has been settled on a day that has passed must not meet other figures when a part of it is refunded (R-DRG-01, R1.14.8).
/// </summary>
public static class SpecialDrugListDays
{
    /// <summary>Whether an entry may begin on a day: today or later, or earlier where the list did not hold the drug on any day from then until today.</summary>
    /// <param name="listed">Days of the drug's other entries, without those withdrawn.</param>
    public static bool MayBegin(DateOnly from, DateOnly today, IEnumerable<DateRange> listed) =>
        from >= today || !listed.Any(days => days.Overlaps(new(from, today.AddDays(-1))));

    /// <summary>Whether an entry may end with a day of its own: yesterday or later.</summary>
    public static bool MayEnd(DateRange days, DateOnly lastDay, DateOnly today) => days.Contains(lastDay) && lastDay >= today.AddDays(-1);

    /// <summary>撤回: only an entry that has not begun can be taken back as if it had never been.</summary>
    public static bool MayBeWithdrawn(DateRange days, DateOnly today) => days.First > today;
}
