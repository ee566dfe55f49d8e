using Settlement.Domain;
using Settlement.Domain.Persons;
using Settlement.Domain.Recomputation;
using Settlement.Persistence.Settlements;

namespace Settlement.Persistence.Recomputation;

/// <summary>Everything of one person that a recomputation reads.</summary>
internal sealed class PersonBooks(PersonId personId)
{
    internal PersonId PersonId { get; } = personId;

    internal List<SettlementRecord> Settlements { get; } = [];

    /// <summary>Of settlements; a reversal has none.</summary>
    internal Dictionary<SettlementId, List<SettlementLineRecord>> Lines { get; } = [];

    internal Dictionary<(short Year, InsuranceScheme Scheme), StoredAccount> Accounts { get; } = [];

    /// <summary>Null where the person has none.</summary>
    internal StoredPersonalAccount? PersonalAccount { get; set; }

    internal List<(DateTimeOffset At, Money Amount)> Credits { get; } = [];

    internal List<StoredEncounter> Encounters { get; } = [];

    internal List<StoredManualClaim> ManualClaims { get; } = [];

    /// <summary>Rows that cannot be read, with the reason; without them nothing of the person adds up.</summary>
    internal List<(string Record, string Reason)> Unreadable { get; } = [];

    internal List<SettlementLineRecord> LinesOf(SettlementRecord settlement) => Lines.GetValueOrDefault(settlement.SettlementId) ?? [];
}

/// <summary>就诊 with its state as a word, so that a state of a later version is no fault.</summary>
internal readonly record struct StoredEncounter(EncounterId Id, string Name, string State);

/// <summary>手工报销申请.</summary>
/// <param name="Settlement">By which it counts; null where it does not.</param>
/// <param name="Owed">Payments on reversed approvals that are neither recovered nor written off.</param>
internal readonly record struct StoredManualClaim(string Name, string State, SettlementId? Settlement, long Owed);
