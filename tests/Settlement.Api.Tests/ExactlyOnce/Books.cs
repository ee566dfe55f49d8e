using System.Text.Json;
using System.Text.Json.Nodes;
using Npgsql;
using Settlement.Api.Tests.Support;

namespace Settlement.Api.Tests.ExactlyOnce;

/// <summary>A settlement or reversal as it stands in the database.</summary>
/// <param name="Account">年度台账 that it counts into: person, year and scheme.</param>
/// <param name="Before">The account's totals before it.</param>
/// <param name="Change">What it adds to them.</param>
internal sealed record BookedRecord(
    Guid Id, string Facility, string No, Guid Encounter, Guid? Reverses, string Account, int Sequence, long PooledFundFen,
    SortedDictionary<string, long> Before, SortedDictionary<string, long> Change);

/// <summary>
/// The books of a database, read with plain SQL and added up here: of the product's own arithmetic and of its constraints
/// nothing is taken on trust.
/// </summary>
internal sealed class Books
{
    private Books(IReadOnlyList<BookedRecord> records) => Records = records;

    /// <summary>Every record, account by account in the order in which it counted.</summary>
    internal IReadOnlyList<BookedRecord> Records { get; }

    /// <summary>Settlements that no reversal names.</summary>
    internal IEnumerable<BookedRecord> Standing
    {
        get
        {
            var reversed = Records.Select(r => r.Reverses).ToHashSet();
            return Records.Where(r => r.Reverses is null && !reversed.Contains(r.Id));
        }
    }

    /// <summary>Reads the books and asserts that they are in order.</summary>
    internal static async Task<Books> CheckedAsync(string connectionString)
    {
        await using var database = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        var books = new Books(await ReadAsync(database));
        Assert.Distinct(books.Records.Select(r => (r.Facility, r.No)));
        Assert.Distinct(books.Records.Where(r => r.Reverses is not null).Select(r => r.Reverses));
        Assert.Distinct(books.Standing.Select(r => r.Encounter));
        Assert.Equal((long)books.Standing.Count(), await database.ScalarAsync("SELECT count(*) FROM encounter WHERE state = 'Settled'"));
        await books.CheckAccountsAsync(database);
        await CheckIdentitiesAsync(database);
        return books;
    }

    private static async Task<List<BookedRecord>> ReadAsync(NpgsqlDataSource database)
    {
        await using var command = database.CreateCommand(
            """
            SELECT settlement_id, facility_code, transaction_no, encounter_id, reverses, concat_ws('/', person_id, account_year, scheme),
                   account_sequence, pooled_fund_fen, account_before::text, account_change::text
            FROM settlement ORDER BY person_id, account_year, scheme, account_sequence
            """);
        await using var row = await command.ExecuteReaderAsync();
        var records = new List<BookedRecord>();
        while (await row.ReadAsync())
            records.Add(new(
                row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetGuid(3), row.IsDBNull(4) ? null : row.GetGuid(4), row.GetString(5),
                row.GetInt32(6), row.GetInt64(7), Totals(row.GetString(8)), Change(row.GetString(9))));
        return records;
    }

    /// <summary>Each account is the sum of its records, which are numbered without a gap and each stand on those before.</summary>
    private async Task CheckAccountsAsync(NpgsqlDataSource database)
    {
        var accounts = new Dictionary<string, (int Sequence, SortedDictionary<string, long> Totals)>();
        foreach (var record in Records)
        {
            var (sequence, totals) = accounts.GetValueOrDefault(record.Account, (0, []));
            Assert.Equal(sequence + 1, record.Sequence);
            Assert.Equal(totals, record.Before);
            accounts[record.Account] = (record.Sequence, Sum(totals, record.Change));
        }

        await using var command = database.CreateCommand(
            """
            SELECT concat_ws('/', person_id, account_year, scheme), last_sequence,
                   jsonb_build_object('encounters', encounters, 'amounts', amounts)::text
            FROM benefit_account
            """);
        await using var row = await command.ExecuteReaderAsync();
        while (await row.ReadAsync())
        {
            Assert.True(accounts.Remove(row.GetString(0), out var account), $"The account {row.GetString(0)} has no records.");
            Assert.Equal(account.Sequence, row.GetInt32(1));
            Assert.Equal(account.Totals, Totals(row.GetString(2)));
        }
        Assert.Empty(accounts);
    }

    /// <summary>Every CHECK of the records holds row by row, lines add up to their settlement, and a reversal takes back all of it.</summary>
    private static async Task CheckIdentitiesAsync(NpgsqlDataSource database)
    {
        await using var command = database.CreateCommand(
            """
            SELECT conname, format('SELECT count(*) FROM %s WHERE NOT (%s)', conrelid::regclass, pg_get_expr(conbin, conrelid))
            FROM pg_constraint WHERE contype = 'c' AND conrelid IN ('settlement'::regclass, 'settlement_line'::regclass)
            """);
        var broken = new Dictionary<string, string>();
        await using (var row = await command.ExecuteReaderAsync())
            while (await row.ReadAsync())
                broken.Add(row.GetString(0), row.GetString(1));
        Assert.Superset(new HashSet<string> { "settlement_scope_adds_up", "settlement_payers_add_up", "settlement_one_sign" }, broken.Keys.ToHashSet());

        broken.Add("lines",
            """
            SELECT count(*) FROM settlement s CROSS JOIN LATERAL (
                SELECT sum(amount_fen) AS total, sum(l.full_self_pay_fen) AS full_self_pay, sum(l.over_limit_fen) AS over_limit,
                       sum(l.first_self_paid_fen) AS first_self_paid, sum(l.in_scope_fen) AS in_scope
                FROM settlement_line l WHERE l.person_id = s.person_id AND l.settlement_id = s.settlement_id) l
            WHERE reverses IS NULL AND (total_fen, full_self_pay_fen, over_limit_fen, first_self_paid_fen, in_scope_fen)
                IS DISTINCT FROM (l.total, l.full_self_pay, l.over_limit, l.first_self_paid, l.in_scope)
            """);
        broken.Add("reversals",
            """
            SELECT count(*) FROM settlement r LEFT JOIN settlement s ON s.person_id = r.person_id AND s.settlement_id = r.reverses
            WHERE r.reverses IS NOT NULL AND (s.settlement_id IS NULL OR
                (r.total_fen, r.in_scope_fen, r.pooled_fund_fen, r.personal_fen) <> (-s.total_fen, -s.in_scope_fen, -s.pooled_fund_fen, -s.personal_fen))
            """);
        foreach (var (rule, sql) in broken)
            Assert.True(await database.ScalarAsync(sql) is 0L, $"{rule} does not hold for every record.");
    }

    private static SortedDictionary<string, long> Totals(string account)
    {
        var totals = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var part in new[] { "encounters", "amounts" })
            foreach (var (name, value) in JsonNode.Parse(account)![part]!.AsObject())
                totals.Add($"{part}/{name}", value!.GetValue<long>());
        return totals;
    }

    /// <summary>A change says how many encounters of what it counts, and amounts.</summary>
    private static SortedDictionary<string, long> Change(string change)
    {
        var json = JsonNode.Parse(change)!.AsObject();
        var ofWhat = json.Select(member => member.Value!).Single(value => value.GetValueKind() == JsonValueKind.String).GetValue<string>();
        var encounters = new JsonObject { [ofWhat] = json["encounters"]!.DeepClone() };
        return Totals(new JsonObject { ["encounters"] = encounters, ["amounts"] = json["amounts"]!.DeepClone() }.ToJsonString());
    }

    /// <summary>A total that is zero has no entry.</summary>
    private static SortedDictionary<string, long> Sum(SortedDictionary<string, long> totals, SortedDictionary<string, long> change)
    {
        var sum = new SortedDictionary<string, long>(totals, StringComparer.Ordinal);
        foreach (var (name, value) in change)
            if ((sum[name] = sum.GetValueOrDefault(name) + value) == 0)
                sum.Remove(name);
        return sum;
    }
}
