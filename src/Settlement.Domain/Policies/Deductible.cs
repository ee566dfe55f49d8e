using Settlement.Domain.Encounters;
using Settlement.Domain.Facilities;

namespace Settlement.Domain.Policies;

/// <summary>How long a running total runs: the period of a deductible or a ceiling.</summary>
public enum AccountPeriod
{
    Year,
    Quarter,
    Month,
}

/// <summary>起付标准: what the person pays in scope before the fund begins (R2.3).</summary>
public abstract record Deductible(Citation Source)
{
    /// <summary>
    /// 按次: each admission or visit pays its own; the n-th of the year takes the n-th figure and the last one repeats.
    /// What an encounter leaves unpaid is not carried on.
    /// </summary>
    /// <param name="Series">Figures for the first, second, … encounter of the year.</param>
    /// <param name="YearlyMaximum">Most that one person pays in a year; null where there is no such limit.</param>
    /// <param name="Continuing">What an encounter pays that continues an earlier one; a kind that is not named pays its own deductible.</param>
    public sealed record PerEncounter(
        ByLevelAndPerson<IReadOnlyList<Money>> Series,
        Money? YearlyMaximum,
        IReadOnlyDictionary<ContinuationKind, ContinuingDeductible> Continuing,
        Citation Source) : Deductible(Source);

    /// <summary>按年、按季、按月累计: paid once in the period over all encounters; a facility of a higher level tops up to its own figure (就高补足).</summary>
    /// <param name="EachFacility">Whether each facility has a deductible of its own (每家医院每年).</param>
    /// <param name="CountedTogether">Benefits that share this deductible, itself among them.</param>
    public sealed record PerPeriod(
        AccountPeriod Period,
        bool EachFacility,
        ByLevelAndPerson<Money> Amount,
        IReadOnlyList<Benefit> CountedTogether,
        Citation Source) : Deductible(Source);
}

/// <summary>What an encounter pays that continues an earlier one.</summary>
public enum ContinuingDeductible
{
    /// <summary>免收: nothing more.</summary>
    Waived,

    /// <summary>补差: what its own figure is above what the earlier parts paid.</summary>
    Difference,
}
