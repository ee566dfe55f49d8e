using Settlement.Domain;
using Settlement.Domain.Settlements;

namespace Settlement.Persistence.Settlements;

/// <summary>What one year takes of a stay that the insured place splits by days; negative in a reversal.</summary>
/// <param name="FundTotal">Pooled fund and layers.</param>
public readonly record struct YearAmounts(
    int Year, Money Total, Money InScope, Money UpFrontShare, Money Deductible, Money PooledFund, Money FundTotal)
{
    public static YearAmounts Of(YearShare year) => new(
        year.Year, year.Scope.Total, year.Scope.InScope, year.Pooled.UpFrontShare, year.Pooled.Deductible, year.Pooled.Fund,
        year.Pooled.Fund + Money.Sum(year.Layers.Select(layer => layer.Paid)));

    /// <summary>In time order: the earlier years as they are stored, and for the year of the discharge what they leave.</summary>
    public static IReadOnlyList<YearAmounts> Of(SettlementRecord settlement)
    {
        var last = new YearAmounts(
            settlement.AccountYear, settlement.Total, settlement.InScope, settlement.UpFrontShare, settlement.Deductible,
            settlement.PooledFund, settlement.Amounts.FundTotal);
        var years = new List<YearAmounts>();
        foreach (var year in settlement.EarlierYears)
        {
            years.Add(year.Amounts);
            last = last.Less(year.Amounts);
        }
        return [.. years, last];
    }

    private YearAmounts Less(YearAmounts other) => new(
        Year, Total - other.Total, InScope - other.InScope, UpFrontShare - other.UpFrontShare, Deductible - other.Deductible,
        PooledFund - other.PooledFund, FundTotal - other.FundTotal);
}
