using Npgsql;
using Settlement.Domain;
using Settlement.Domain.BenefitAccounts;
using Settlement.Domain.Catalogs;

namespace Settlement.Persistence.Settlements;

/// <summary>
/// The settlement path in PostgreSQL: one round trip that locks and reads what belongs to the person, one that writes
/// everything and commits. Locks are taken in one order everywhere: transaction number, encounter, benefit account.
/// </summary>
public sealed class SettlementStore(NpgsqlDataSource source)
{
    /// <summary>Reads without a lock, for a preview.</summary>
    public async Task<SettlementReads> ReadAsync(FacilityCode facility, string encounterNo, short accountYear, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var batch = new NpgsqlBatch(connection);
        SettlementQueries.Add(batch, facility, encounterNo, accountYear, transactionNo: null);
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        return await SettlementQueries.ReadAsync(reader, locked: false, cancellation);
    }

    /// <summary>Locks and reads. The session must be disposed; what was not kept is rolled back.</summary>
    public async Task<SettlementSession> OpenAsync(
        FacilityCode facility, string encounterNo, string transactionNo, short accountYear, CancellationToken cancellation)
    {
        var connection = await source.OpenConnectionAsync(cancellation);
        try
        {
            await connection.BeginTransactionAsync(cancellation); // sent together with the batch
            await using var batch = new NpgsqlBatch(connection);
            SettlementQueries.Add(batch, facility, encounterNo, accountYear, transactionNo);
            await using var reader = await batch.ExecuteReaderAsync(cancellation);
            return new(connection, await SettlementQueries.ReadAsync(reader, locked: true, cancellation));
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}

/// <summary>One settlement under way, holding its locks.</summary>
public sealed class SettlementSession : IAsyncDisposable
{
    private readonly NpgsqlConnection connection;

    internal SettlementSession(NpgsqlConnection connection, SettlementReads reads) => (this.connection, Reads) = (connection, reads);

    public SettlementReads Reads { get; }

    /// <summary>Writes the record, its lines, the account and the encounter's state, and commits: all in one round trip.</summary>
    public async Task KeepAsync(
        SettlementRecord record, IReadOnlyList<SplitLine> lines, BenefitAccount accountAfter, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection);
        SettlementWrites.AddRecord(batch, record);
        SettlementWrites.AddLines(batch, record, lines);
        batch.Add(
            "UPDATE benefit_account SET encounters = $4::jsonb, amounts = $5::jsonb WHERE person_id = $1 AND account_year = $2 AND scheme = $3",
            record.PersonId.Value, record.AccountYear, record.Scheme.ToString(),
            StoredJson.Write(accountAfter.Encounters), StoredJson.Write(accountAfter.Amounts));
        batch.Add(
            "UPDATE encounter SET state = $3 WHERE person_id = $1 AND encounter_id = $2",
            record.PersonId.Value, record.EncounterId.Value, record.Reverses is null ? "Settled" : "Open");
        batch.Add("COMMIT");
        await batch.ExecuteNonQueryAsync(cancellation);
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
