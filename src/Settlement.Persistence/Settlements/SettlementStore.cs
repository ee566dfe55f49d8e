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

    /// <summary>Writes the record, its lines, the account and the encounter's state, and commits: all in one round trip.</summary>
    public async Task KeepAsync(
        SettlementRecord record, IReadOnlyList<SplitLine> lines, BenefitAccount accountAfter, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection);
        SettlementWrites.AddRecord(batch, record);
        SettlementWrites.AddLines(batch, record, lines);
        batch.Add(
            "UPDATE benefit_account SET last_sequence = $4, encounters = $5::jsonb, amounts = $6::jsonb WHERE person_id = $1 AND account_year = $2 AND scheme = $3",
            record.PersonId.Value, record.AccountYear, record.Scheme.ToString(), record.AccountSequence,
            StoredJson.Write(accountAfter.Encounters), StoredJson.Write(accountAfter.Amounts));
        batch.Add(
            "UPDATE encounter SET state = $3 WHERE person_id = $1 AND encounter_id = $2",
            record.PersonId.Value, record.EncounterId.Value, record.Reverses is null ? "Settled" : "Open");
        batch.Add("COMMIT");
        await batch.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>What stands in the way of reversing a settlement of this account.</summary>
    public async Task<ReversalObstacles> ObstaclesAsync(SettlementRecord settlement, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT s.facility_code, s.transaction_no, s.settlement_id = $5 FROM settlement s
            WHERE s.person_id = $1 AND s.account_year = $2 AND s.scheme = $3 AND s.reverses IS NULL
              AND CASE WHEN s.settlement_id = $5
                  THEN EXISTS (SELECT FROM settlement r WHERE r.person_id = s.person_id AND r.reverses = s.settlement_id)
                  ELSE s.account_sequence > $4
                      AND NOT EXISTS (SELECT FROM settlement r WHERE r.person_id = s.person_id AND r.reverses = s.settlement_id) END
            ORDER BY s.account_sequence DESC
            """,
            connection);
        foreach (var value in new object[]
            { settlement.PersonId.Value, settlement.AccountYear, settlement.Scheme.ToString(), settlement.AccountSequence, settlement.SettlementId.Value })
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

/// <param name="Later">Settlements that counted on it: later, of the same account, not reversed; the latest first (R1.14.9).</param>
public sealed record ReversalObstacles(bool IsReversed, IReadOnlyList<(FacilityCode Facility, string TransactionNo)> Later);
