using Settlement.Domain.BenefitAccounts;
using Settlement.Domain.Policies;

namespace Settlement.Domain.Settlements;

/// <summary>The part of a bill that counts into one year.</summary>
/// <param name="LastDay">Last day of the encounter in that year.</param>
internal readonly record struct YearPart(int Year, DateOnly LastDay, ScopeAmounts Scope, BenefitAccount Account);

/// <summary>跨年度住院: one bill, counted into the discharge year or split by the days of each year (R1.12.3).</summary>
internal static class YearParts
{
    /// <summary>In time order; one part unless the policy splits. Every calendar day of the stay counts, admission and discharge included.</summary>
    internal static YearPart[] Of(SettlementClaim claim, StayYear rule, ScopeAmounts scope)
    {
        var (first, last) = (claim.Encounter.StartedOn, claim.Encounter.EndedOn);
        if (rule == StayYear.Discharge || first.Year == last.Year)
            return [new(last.Year, last, scope, claim.Account)];

        var parts = new YearPart[last.Year - first.Year + 1];
        var allDays = Days(first, last);
        var before = default(ScopeAmounts);
        for (var i = 0; i < parts.Length; i++)
        {
            var year = first.Year + i;
            var lastDay = year == last.Year ? last : new(year, 12, 31);
            var upToHere = scope.OfFirst(Days(first, lastDay), allDays);
            parts[i] = new(year, lastDay, upToHere - before, claim.AccountOf(year));
            before = upToHere;
        }
        return parts;
    }

    private static int Days(DateOnly first, DateOnly last) => last.DayNumber - first.DayNumber + 1;
}
