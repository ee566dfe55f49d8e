using Settlement.Domain.BenefitAccounts;
using Settlement.Domain.Encounters;
using Settlement.Domain.Policies;

namespace Settlement.Domain.Settlements;

/// <summary>The part of a bill that counts into one year.</summary>
/// <param name="LastDay">Last day of the encounter in that year.</param>
internal readonly record struct YearPart(int Year, DateOnly LastDay, ScopeAmounts Scope, BenefitAccount Account);

/// <summary>跨年度住院: one bill, counted into the discharge year or split by the days of each year (R1.12.3).</summary>
internal static class YearParts
{
    internal static int Count(Encounter encounter, StayYear rule) =>
        rule == StayYear.SplitByDays ? encounter.EndedOn.Year - encounter.StartedOn.Year + 1 : 1;

    /// <summary>The part of the n-th year, from zero. Every calendar day of the stay counts, admission and discharge included.</summary>
    internal static YearPart At(int n, int count, SettlementClaim claim, in ScopeAmounts scope)
    {
        var (first, last) = (claim.Encounter.StartedOn, claim.Encounter.EndedOn);
        if (count == 1)
            return new(last.Year, last, scope, claim.Account);

        var year = first.Year + n;
        var lastDay = year == last.Year ? last : new DateOnly(year, 12, 31);
        var allDays = Days(first, last);
        var upToHere = scope.OfFirst(Days(first, lastDay), allDays);
        var before = n == 0 ? default : scope.OfFirst(Days(first, new(year - 1, 12, 31)), allDays);
        return new(year, lastDay, upToHere - before, claim.AccountOf(year));
    }

    private static int Days(DateOnly first, DateOnly last) => last.DayNumber - first.DayNumber + 1;
}
