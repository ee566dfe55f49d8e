using Settlement.Domain;
using Settlement.Persistence.Settlements;

namespace Settlement.Api.Settlements.Settle;

/// <summary>An encounter that is to be settled, or previewed.</summary>
/// <param name="EndedOn">Discharge date, or the visit's date.</param>
internal readonly record struct EncounterToSettle(FacilityCode Facility, string EncounterNo, DateOnly EndedOn, bool UsesPersonalAccount)
{
    /// <summary>How many of its fee lines, the first ones, are sent with the request; the others are stored.</summary>
    internal int LinesSent { get; init; }

    /// <param name="transactionNo">Null for a preview, which locks nothing.</param>
    internal SettlementQuery Query(string? transactionNo = null) => new(Facility, EncounterNo, new((short)EndedOn.Year))
    {
        TransactionNo = transactionNo,
        UsesPersonalAccount = UsesPersonalAccount,
    };
}
