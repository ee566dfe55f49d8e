using Settlement.Domain;
using Settlement.Persistence.Settlements;

namespace Settlement.Api.Settlements.Reverse;

/// <summary>A settlement that is to be reversed, and the number of its reversal.</summary>
/// <param name="EncounterNo">Of the settlement.</param>
internal sealed record ReversalStep(NumberedRequest Numbered, SettlementRecord Original, string EncounterNo, string Reason)
{
    internal SettlementQuery Query => new(Numbered.Facility, EncounterNo, new(Original.AccountYear, Original.Scheme))
    {
        TransactionNo = Numbered.No,
        UsesPersonalAccount = Original.PersonalAccount != Money.Zero,
        WithClaim = false,
    };
}
