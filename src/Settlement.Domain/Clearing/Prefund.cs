namespace Settlement.Domain.Clearing;

/// <summary>预付金预警: how far a month's clearing uses up the prefund (R1.15).</summary>
public enum PrefundWarning
{
    None,

    /// <summary>黄色预警, from 70%.</summary>
    Yellow,

    /// <summary>红色预警, from 90%: the treatment province may apply for an emergency increase.</summary>
    Red,
}

/// <summary>预付金 that an insured province keeps with a treatment province (R-CLR-03).</summary>
public static class Prefund
{
    /// <summary>年度核定: twice the monthly mean of what the fund cleared in the fourth quarter of the year before.</summary>
    /// <param name="fourthQuarter">October, November, December.</param>
    public static Money AnnualAmount(IReadOnlyList<Money> fourthQuarter) => Money.Sum(fourthQuarter).Parts(2, fourthQuarter.Count);

    /// <summary>Usage is the month's clearing alone over the prefund, compared without rounding; a boundary belongs to the higher warning.</summary>
    public static PrefundWarning WarningOf(Money monthClearing, Money prefund) =>
        ((Int128)monthClearing.Fen * 10, (Int128)prefund.Fen) switch
        {
            var (clearing, _) when clearing == 0 => PrefundWarning.None,
            var (clearing, fund) when clearing >= fund * 9 => PrefundWarning.Red,
            var (clearing, fund) when clearing >= fund * 7 => PrefundWarning.Yellow,
            _ => PrefundWarning.None,
        };
}
