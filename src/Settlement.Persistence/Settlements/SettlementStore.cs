using Npgsql;
using Settlement.Domain;
using Settlement.Domain.Catalogs;

namespace Settlement.Persistence.Settlements;

/// <summary>
/// The settlement path in PostgreSQL: one round trip that locks and reads what belongs to the person, one that writes
/// everything and commits. Locks are taken in one order everywhere: transaction number, encounter, benefit accounts by year,
/// personal account.
/// </summary>
public sealed class SettlementStore(NpgsqlDataSource source)
{
    /// <summary>Reads without a lock, for a preview.</summary>
    public async Task<SettlementReads> ReadAsync(FacilityCode facility, string encounterNo, AccountKey account, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var batch = new NpgsqlBatch(connection);
        SettlementQueries.Add(batch, facility, encounterNo, account, transactionNo: null);
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        return await SettlementQueries.ReadAsync(reader, locked: false, cancellation);
    }

    /// <summary>Locks and reads. The session must be disposed; what was not kept is rolled back.</summary>
    public async Task<SettlementSession> OpenAsync(
        FacilityCode facility, string encounterNo, string transactionNo, AccountKey account, CancellationToken cancellation)
    {
        var connection = await source.OpenConnectionAsync(cancellation);
        try
        {
            await connection.BeginTransactionAsync(cancellation); // sent together with the batch
            await using var batch = new NpgsqlBatch(connection);
            SettlementQueries.Add(batch, facility, encounterNo, account, transactionNo);
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

    /// <summary>Writes the record, its lines, the accounts and the encounter's state, and commits: all in one round trip.</summary>
    public async Task KeepAsync(SettlementRecord record, IReadOnlyList<SplitLine> lines, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection);
        SettlementWrites.AddRecord(batch, record);
        SettlementWrites.AddLines(batch, record, lines);
        SettlementWrites.AddAccounts(batch, record);
        SettlementWrites.AddEncounterState(batch, record);
        batch.Add("COMMIT");
        await batch.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>What stands in the way of reversing a settlement: each account that it counted into must have no later one.</summary>
    public async Task<ReversalObstacles> ObstaclesAsync(SettlementRecord settlement, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT s.facility_code, s.transaction_no, s.settlement_id = $5 FROM settlement s
            WHERE s.person_id = $1 AND s.scheme = $3 AND s.reverses IS NULL
              AND EXISTS (SELECT FROM settlement r WHERE r.person_id = s.person_id AND r.reverses = s.settlement_id) = (s.settlement_id = $5)
              AND (s.settlement_id = $5 OR EXISTS (
                  SELECT FROM unnest($2::smallint[], $4::int[]) AS own (account_year, account_sequence)
                  WHERE own.account_year = s.account_year AND s.account_sequence > own.account_sequence
                     OR EXISTS (
                        SELECT FROM settlement_earlier_year y WHERE y.person_id = s.person_id AND y.settlement_id = s.settlement_id
                          AND y.account_year = own.account_year AND y.account_sequence > own.account_sequence)))
            ORDER BY s.account_year DESC, s.account_sequence DESC
            """,
            connection);
        short[] years = [settlement.AccountYear, .. settlement.EarlierYears.Select(y => y.AccountYear)];
        int[] sequences = [settlement.AccountSequence, .. settlement.EarlierYears.Select(y => y.AccountSequence)];
        foreach (var value in new object[]
            { settlement.PersonId.Value, years, settlement.Scheme.ToString(), sequences, settlement.SettlementId.Value })
            command.Parameters.Add(new() { Value = value });

        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var (isReversed, later) = (false, new List<(FacilityCode, string)>());
        while (await reader.ReadAsync(cancellation))
        {
            if (reader.GetBoolean(2))
                isReversed = true;
            else
                later.Add((FacilityCode.Parse(reader.GetString(0)), reader.GetString(1)));
        }
        return new(isReversed, later);
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}

/// <param name="Later">Settlements that counted on it: later in one of its accounts, not reversed; the latest first (R1.14.9).</param>
public sealed record ReversalObstacles(bool IsReversed, IReadOnlyList<(FacilityCode Facility, string TransactionNo)> Later);
