using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using Settlement.Domain;
using Settlement.Domain.Catalogs;
using Settlement.Domain.Chronic;
using Settlement.Persistence.Chronic;
using Settlement.Persistence.Encounters;
using Settlement.Persistence.SpecialDrugs;

namespace Settlement.Persistence.Settlements;

/// <summary>Settlements and reversals under way in one transaction, holding its locks.</summary>
public sealed class SettlementSession : IAsyncDisposable
{
    private const string LockEncounters =
        "SELECT FROM encounter WHERE person_id = $1 AND encounter_id = ANY ($2) ORDER BY encounter_id DESC FOR NO KEY UPDATE";

    private const string LockEarlierParts =
        """
        SELECT lock_earlier_parts(person_id, continues_encounter_id) FROM encounter
        WHERE person_id = $1 AND encounter_id = ANY ($2) AND continues_encounter_id IS NOT NULL ORDER BY encounter_id DESC
        """;

    private readonly NpgsqlConnection connection;
    private readonly NpgsqlTransaction transaction;

    internal SettlementSession(NpgsqlConnection connection, NpgsqlTransaction transaction) =>
        (this.connection, this.transaction) = (connection, transaction);

    /// <summary>Locks and reads for the next settlement or reversal.</summary>
    public Task<SettlementReads> ReadAsync(SettlementQuery query, CancellationToken cancellation) =>
        SettlementQueries.ReadAsync(connection, query, cancellation);

    /// <summary>Writes and commits, all in one round trip.</summary>
    /// <returns>False where a purchase on the same prescription was kept meanwhile; then nothing is.</returns>
    public async Task<bool> KeepAsync(Booking booking, CancellationToken cancellation)
    {
        try
        {
            await WriteAsync(booking, commit: true, cancellation);
            return true;
        }
        catch (PostgresException e) when (e.ConstraintName == SpecialDrugUseRecord.KeyName)
        {
            return false;
        }
    }

    /// <summary>
    /// Writes like <see cref="KeepAsync"/>; nothing is kept until <see cref="CommitAsync"/>, or until another booking is.
    /// </summary>
    public Task WriteAsync(Booking booking, CancellationToken cancellation) => WriteAsync(booking, commit: false, cancellation);

    /// <summary>Adds or replaces fee lines of an encounter that is open within this transaction.</summary>
    public async Task WriteLinesAsync(PersonId person, EncounterId encounter, IReadOnlyList<FeeLine> lines, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.Add(FeeLineRows.Upsert, [person.Value, encounter.Value, .. FeeLineRows.Arrays(lines)]);
        await batch.ExecuteNonQueryAsync(cancellation);
    }

    public Task CommitAsync(CancellationToken cancellation) => transaction.CommitAsync(cancellation);

    /// <summary>The tables as this transaction sees them, on its own connection.</summary>
    public async Task<SettlementDbContext> TablesAsync(CancellationToken cancellation)
    {
        var db = new SettlementDbContext(new DbContextOptionsBuilder<SettlementDbContext>().UseNpgsql(connection).Options);
        await db.Database.UseTransactionAsync(transaction, cancellation);
        return db;
    }

    /// <summary>
    /// A session within the transaction under way of these tables, whose owner commits it and disposes of it: the session is not disposed.
    /// </summary>
    public static SettlementSession Within(SettlementDbContext db)
    {
        var transaction = (NpgsqlTransaction)db.Database.CurrentTransaction!.GetDbTransaction();
        return new(transaction.Connection!, transaction);
    }

    /// <summary>
    /// What the facility declared for a disease of the person among these charges; asked only of an encounter that is marked.
    /// </summary>
    public async Task<IReadOnlyList<DeclaredItem>> DeclaredAsync(
        FacilityCode facility, EncounterReads encounter, CancellationToken cancellation) =>
        encounter.HasDeclaredLines
            ? await DeclaredItems.OfAsync(connection, encounter.Person.Id, facility, encounter.Lines, cancellation)
            : [];

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    /// <summary>Locks the numbers and the parts of a visit that are settled together; each is then read by itself.</summary>
    internal async Task LockAsync(
        FacilityCode facility, string[] transactionNos, PersonId person, EncounterId[] parts, CancellationToken cancellation)
    {
        var encounters = parts.Select(part => part.Value).ToArray();
        await using var batch = new NpgsqlBatch(connection);
        foreach (var transactionNo in transactionNos)
            batch.Add(SettlementQueries.LockNumber, facility.Value, transactionNo);
        batch.Add(LockEncounters, person.Value, encounters);
        batch.Add(LockEarlierParts, person.Value, encounters);
        await batch.ExecuteNonQueryAsync(cancellation);
    }

    /// <param name="originals">What is reversed; of one person.</param>
    internal async Task LockAsync(
        FacilityCode facility, string[] transactionNos, IReadOnlyCollection<SettlementRecord> originals, CancellationToken cancellation)
    {
        var person = originals.First().PersonId.Value;
        var encounters = originals.Select(s => s.EncounterId.Value).Distinct().ToArray();
        await using var batch = new NpgsqlBatch(connection);
        foreach (var transactionNo in transactionNos)
            batch.Add(SettlementQueries.LockNumber, facility.Value, transactionNo);
        batch.Add(LockEncounters, person, encounters);
        batch.Add(LockEarlierParts, person, encounters);
        batch.Add(
            "SELECT FROM benefit_account WHERE person_id = $1 AND account_year BETWEEN $2 AND $3 ORDER BY account_year, scheme FOR UPDATE",
            person, originals.Min(s => s.StartedOn.Year), originals.Max(s => (int)s.AccountYear));
        if (originals.Any(s => s.PersonalAccount != Money.Zero))
            batch.Add("SELECT FROM personal_account WHERE person_id = $1 FOR UPDATE", person);
        await batch.ExecuteNonQueryAsync(cancellation);
    }

    private async Task WriteAsync(Booking booking, bool commit, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection);
        SettlementWrites.Add(batch, booking);
        if (commit)
            batch.Add("COMMIT");
        await batch.ExecuteNonQueryAsync(cancellation);
    }
}
