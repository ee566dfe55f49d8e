using Settlement.Domain.Policies;
using Settlement.Domain.Settlements;

namespace Settlement.Domain.Tests.Reference.Literal;

/// <summary>What one year takes of a bill.</summary>
/// <param name="LastDay">Last day of the stay in that year: it names the quarter and the month.</param>
internal sealed record YearPart(int Year, DateOnly LastDay, ScopeAnswer Scope);

/// <summary>R1.12.3: a stay over New Year counts into the year of the discharge, or each year takes its days' share.</summary>
internal static class ReferenceYears
{
    public static IReadOnlyList<YearPart> Of(SettlementClaim claim, ScopeAnswer bill, Reach reach)
    {
        var (first, last) = (claim.Encounter.StartedOn, claim.Encounter.EndedOn);
        if (claim.Policy!.DirectSettlement.StayYear == StayYear.Discharge || first.Year == last.Year)
        {
            reach.MarkIf(first.Year != last.Year, Reached.StayOverNewYearInOneYear);
            return [new(last.Year, last, bill)];
        }

        reach.Mark(last.Year - first.Year == 1 ? Reached.SplitOverTwoYears : Reached.SplitOverThreeYears);
        var allDays = Days(first, last);
        var parts = new List<YearPart>();
        var taken = default(ScopeAnswer);
        for (var year = first.Year; year <= last.Year; year++)
        {
            var yearEnd = new DateOnly(year, 12, 31);
            var lastDay = yearEnd < last ? yearEnd : last;
            var soFar = Share(bill, Days(first, lastDay), allDays);
            parts.Add(new(year, lastDay, soFar - taken));
            taken = soFar;
        }
        return parts;
    }

    private static ScopeAnswer Share(ScopeAnswer bill, int days, int allDays) => new(
        Share(bill.FullSelfPay, days, allDays), Share(bill.OverLimit, days, allDays),
        Share(bill.FirstSelfPaid, days, allDays), Share(bill.InScope, days, allDays));

    private static long Share(long amount, int days, int allDays) => (Exact.Of(amount) * Exact.Of(days) / Exact.Of(allDays)).Rounded();

    /// <summary>Calendar days, the first and the last included.</summary>
    private static int Days(DateOnly first, DateOnly last) => last.DayNumber - first.DayNumber + 1;
}
