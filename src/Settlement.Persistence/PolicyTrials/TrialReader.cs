using System.Data;
using Npgsql;
using NpgsqlTypes;
using Settlement.Domain;
using Settlement.Domain.Catalogs;
using Settlement.Domain.Persons;
using Settlement.Domain.Policies;
using Settlement.Domain.PolicyTrials;
using Settlement.Domain.Settlements;
using Settlement.Persistence.Recomputation;
using Settlement.Persistence.Settlements;

namespace Settlement.Persistence.PolicyTrials;

/// <summary>Reads what a trial computes from: settlements of one insured place and scheme, and of nobody else.</summary>
internal static class TrialReader
{
    private const string Mine = "person_id = ANY ($1) AND insured_region = $2 AND scheme = $3";

    private static readonly string[] Queries =
    [
        $"SELECT {BookRows.Settlement} FROM settlement WHERE {Mine}",
        $"""
        SELECT {BookRows.EarlierYear} FROM settlement_earlier_year y
        WHERE y.person_id = ANY ($1)
          AND EXISTS (SELECT FROM settlement s WHERE s.person_id = y.person_id AND s.settlement_id = y.settlement_id AND s.insured_region = $2 AND s.scheme = $3)
        ORDER BY account_year
        """,
        "SELECT person_id, encounter_id, continues_encounter_id FROM encounter WHERE person_id = ANY ($1) AND continues_encounter_id IS NOT NULL",
    ];

    /// <summary>Persons with settlements in the period.</summary>
    internal static async Task<List<Guid>> PersonsAsync(NpgsqlDataSource source, TrialScope scope, CancellationToken cancellation)
    {
        await using var command = source.CreateCommand(
            """
            SELECT person_id FROM person p
            WHERE insured_region = $1 AND EXISTS (
                SELECT FROM settlement s
                WHERE s.person_id = p.person_id AND s.insured_region = $1 AND s.scheme = $2 AND s.ended_on BETWEEN $3 AND $4)
            """);
        command.CommandTimeout = 0;
        foreach (var value in new object[] { scope.Region.Value, scope.Scheme.ToString(), scope.From, scope.Through })
            command.Parameters.Add(new() { Value = value });
        var persons = new List<Guid>();
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
            persons.Add(row.GetGuid(0));
        return persons;
    }

    /// <summary>Of each person the settlements that stand, all of the scheme; read at one moment and without a lock.</summary>
    internal static async Task<IReadOnlyList<List<StandingSettlement>>> ReadAsync(
        NpgsqlDataSource source, Guid[] persons, TrialScope scope, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var moment = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
        await using var batch = new NpgsqlBatch(connection, moment);
        foreach (var query in Queries)
        {
            var command = new NpgsqlBatchCommand(query)
            {
                Parameters = { new NpgsqlParameter<Guid[]> { TypedValue = persons, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid } },
            };
            if (query.Contains("$3", StringComparison.Ordinal))
            {
                command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = scope.Region.Value });
                command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = scope.Scheme.ToString() });
            }
            batch.BatchCommands.Add(command);
        }
        await using var row = await batch.ExecuteReaderAsync(cancellation);

        var settlements = new Dictionary<SettlementId, SettlementRecord>();
        while (await row.ReadAsync(cancellation))
        {
            var settlement = BookRows.SettlementOf(row);
            settlements.Add(settlement.SettlementId, settlement);
        }
        await row.NextResultAsync(cancellation);
        while (await row.ReadAsync(cancellation))
        {
            var year = BookRows.EarlierYearOf(row);
            settlements[year.SettlementId].EarlierYears.Add(year);
        }
        await row.NextResultAsync(cancellation);
        var continued = new Dictionary<EncounterId, EncounterId>();
        while (await row.ReadAsync(cancellation))
            continued.Add(new(row.GetGuid(1)), new(row.GetGuid(2)));

        var reversed = settlements.Values.Where(s => s.Reverses is not null).Select(s => s.Reverses!.Value).ToHashSet();
        return [.. settlements.Values.Where(s => s.Reverses is null && !reversed.Contains(s.SettlementId)).GroupBy(s => s.PersonId)
            .Select(person => person.Select(s => Standing(s, continued, scope)).ToList())];
    }

    private static StandingSettlement Standing(SettlementRecord s, Dictionary<EncounterId, EncounterId> continued, TrialScope scope) => new(
        StoredClaim.Of(s, [], scope.Policy, NoEntries),
        new ScopeAmounts(s.Total, s.FullSelfPay, s.OverLimit, s.FirstSelfPaid),
        s.EncounterId,
        continued.TryGetValue(s.EncounterId, out var earlier) ? earlier : null,
        s.AccountYear,
        s.AccountSequence,
        [.. s.EarlierYears.Select(year => ((int)year.AccountYear, year.AccountChange)), (s.AccountYear, s.AccountChange)],
        s.Amounts,
        s.TransactionNo,
        s.EndedOn >= scope.From && s.EndedOn <= scope.Through);

    private static readonly Dictionary<string, CatalogEntry> NoEntries = [];
}

/// <summary>What is tried on which settlements.</summary>
/// <param name="Policy">Of the region and scheme.</param>
/// <param name="From">First day of discharge or visit.</param>
public sealed record TrialScope(ReimbursementPolicy Policy, DateOnly From, DateOnly Through)
{
    internal RegionCode Region => Policy.InsuredRegion;

    internal InsuranceScheme Scheme => Policy.Scheme;
}
