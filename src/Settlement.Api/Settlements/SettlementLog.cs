using Settlement.Persistence.Settlements;

namespace Settlement.Api.Settlements;

/// <summary>One line for each settlement and reversal; nothing of the person.</summary>
internal static partial class SettlementLog
{
    internal static void Kept(this ILogger log, SettlementRecord record) => log.Kept(
        record.Reverses is null ? "Settled" : "Reversed", record.TransactionNo, record.FacilityCode.Value,
        record.PolicyVersion, record.PooledFund.Yuan, record.Personal.Yuan);

    [LoggerMessage(
        LogLevel.Information,
        "{Action} {TransactionNo} of {FacilityCode} under {PolicyVersion}: pooled fund {PooledFundYuan}, person {PersonalYuan}")]
    private static partial void Kept(
        this ILogger log, string action, string transactionNo, string facilityCode, string policyVersion, decimal pooledFundYuan,
        decimal personalYuan);
}
