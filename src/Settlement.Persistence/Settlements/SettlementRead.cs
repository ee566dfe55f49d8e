using Npgsql;
using Settlement.Domain;
using Settlement.Domain.Catalogs;
using Settlement.Domain.Encounters;
using Settlement.Domain.Filings;
using Settlement.Domain.Persons;

namespace Settlement.Persistence.Settlements;

/// <summary>One of the statements that read for a settlement: when it is sent, what it says and is given, and what its rows mean.</summary>
/// <param name="Sql">Where nothing is locked.</param>
/// <param name="LockingSql">Where what it reads is held to the end of the transaction.</param>
/// <param name="Send">Adds the text to a batch, with its parameters.</param>
/// <param name="Take">Takes one row; null where the statement gives none.</param>
internal sealed record SettlementRead(
    string Sql, string LockingSql, Action<NpgsqlBatch, string, SettlementQuery> Send, Action<NpgsqlDataReader, SettlementRows>? Take)
{
    internal SettlementRead(string sql, Action<NpgsqlBatch, string, SettlementQuery> send, Action<NpgsqlDataReader, SettlementRows>? take)
        : this(sql, sql, send, take)
    {
    }

    internal Func<SettlementQuery, bool> IsNeeded { get; init; } = static _ => true;

    internal void AddTo(NpgsqlBatch batch, SettlementQuery query) => Send(batch, query.Locks ? LockingSql : Sql, query);
}

/// <summary>What the rows of all the statements have said.</summary>
internal sealed class SettlementRows
{
    internal EarlierTransaction? Earlier { get; set; }

    /// <summary>Null while the facility has no such encounter; then no other row names one.</summary>
    internal EncounterReads? Encounter { get; set; }

    internal Dictionary<int, AccountReads> Accounts { get; } = [];

    internal Money PersonalAccountBalance { get; set; }

    internal List<FeeLine> Lines { get; } = [];

    internal List<Filing> Filings { get; } = [];

    internal List<ChronicQualification> Qualifications { get; } = [];

    internal Continuation? Continues { get; set; }

    internal bool ContinuesOpenPart { get; set; }

    internal SettlementReads ToReads()
    {
        if (Encounter is not { } encounter)
            return new(Earlier, Found: null);
        Filings.Sort((a, b) => a.Id.Value.CompareTo(b.Id.Value));
        return new(Earlier, encounter with
        {
            Person = encounter.Person with { Qualifications = Qualifications },
            Lines = Lines,
            Filings = Filings,
            Accounts = Accounts,
            PersonalAccountBalance = PersonalAccountBalance,
            Continues = Continues,
            ContinuesOpenPart = ContinuesOpenPart,
        });
    }
}
