using Settlement.Domain.Facilities;

namespace Settlement.Domain.Policies;

/// <summary>起付标准: what the person pays in scope before the fund begins (rules.md 2.3).</summary>
public abstract record Deductible(Citation Source)
{
    /// <summary>
    /// 按次: each admission or visit pays its own; the n-th of the year takes the n-th figure and the last one repeats.
    /// What an encounter leaves unpaid is not carried on.
    /// </summary>
    /// <param name="Series">Figures for the first, second, … admission of the year, by facility level.</param>
    /// <param name="YearlyMaximum">Most that one person pays in a year; null where there is no such limit.</param>
    public sealed record PerEncounter(
        IReadOnlyDictionary<FacilityLevel, IReadOnlyList<Money>> Series, Money? YearlyMaximum, Citation Source) : Deductible(Source);

    /// <summary>按年累计: paid once a year over all encounters; a facility of a higher level tops up to its own figure.</summary>
    public sealed record PerYear(ByLevelAndPerson<Money> Amount, Citation Source) : Deductible(Source);

    /// <summary>Deductible that an encounter may still take.</summary>
    /// <param name="earlierEncounters">Encounters of this service already settled in the year.</param>
    /// <param name="paidThisYear">Deductible of this service already paid in the year.</param>
    public Money Remaining(FacilityLevel level, Persons.PersonCategory person, int earlierEncounters, Money paidThisYear) => this switch
    {
        PerEncounter d => Money.Min(
            d.Series[level][Math.Min(earlierEncounters, d.Series[level].Count - 1)],
            d.YearlyMaximum is { } most ? (most - paidThisYear).AtLeastZero() : new(long.MaxValue)),
        PerYear d => (d.Amount.For(level, person) - paidThisYear).AtLeastZero(),
        _ => throw new NotSupportedException(GetType().Name),
    };
}
