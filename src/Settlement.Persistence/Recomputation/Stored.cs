using Settlement.Domain.Recomputation;
using Settlement.Persistence.Settlements;

namespace Settlement.Persistence.Recomputation;

/// <summary>Records as the comparison wants them.</summary>
internal static class Stored
{
    internal static StoredSettlement Of(SettlementRecord s) => new()
    {
        Amounts = s.Amounts,
        InScope = s.InScope,
        Personal = s.Personal,
        Cash = s.Cash,
        TreatmentClass = s.TreatmentClass,
        Filing = s.FilingId,
        AccountChange = s.AccountChange,
        EarlierYears = s.EarlierYears.Count == 0 ? [] : [.. s.EarlierYears.Select(Of)],
    };

    internal static StoredLine Of(SettlementLineRecord line) => new(
        line.LineNo, line.FullSelfPay, line.OverLimit, line.FirstSelfPaid, line.InScope, line.ItemClass, line.FeeCategory, line.RestrictionOutcome);

    private static StoredYear Of(SettlementEarlierYearRecord year) => new(
        year.AccountYear, year.Total, year.InScope, year.UpFrontShare, year.Deductible, year.PooledFund, year.FundTotal, year.AccountChange);
}
