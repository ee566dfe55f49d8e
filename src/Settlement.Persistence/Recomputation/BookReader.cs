using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Settlement.Domain;
using Settlement.Persistence.Settlements;

namespace Settlement.Persistence.Recomputation;

/// <summary>Persons from one id to another, both included.</summary>
internal readonly record struct PersonRange(Guid First, Guid Last);

/// <summary>Reads the books of a few persons in one round trip.</summary>
internal static class BookReader
{
    private const string Range = "person_id BETWEEN $1 AND $2";

    private static readonly string[] Queries =
    [
        $"SELECT {BookRows.Settlement} FROM settlement WHERE {Range}",
        $"SELECT {BookRows.EarlierYear} FROM settlement_earlier_year WHERE {Range}",
        $"SELECT {BookRows.Line} FROM settlement_line WHERE {Range}",
        $"SELECT {BookRows.Account} FROM benefit_account WHERE {Range}",
        $"SELECT person_id, credited_fen, spent_fen FROM personal_account WHERE {Range}",
        $"SELECT person_id, credited_at, amount_fen FROM personal_account_credit WHERE {Range} ORDER BY credited_at",
        $"SELECT person_id, encounter_id, facility_code, encounter_no, state FROM encounter WHERE {Range}",
        $"""
        SELECT person_id, insured_region, claim_no, state, settlement_id, (
            SELECT count(*) FROM manual_claim_reversal r WHERE r.person_id = c.person_id AND r.claim_id = c.claim_id
                AND r.paid_on IS NOT NULL AND r.recovered_on IS NULL AND r.written_off_at IS NULL AND r.amount_fen > 0)
        FROM manual_claim c WHERE {Range}
        """,
    ];

    internal static async Task<IReadOnlyCollection<PersonBooks>> ReadAsync(
        NpgsqlConnection connection, PersonRange range, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var query in Queries)
            batch.BatchCommands.Add(new(query)
            {
                Parameters =
                {
                    new NpgsqlParameter<Guid> { TypedValue = range.First, NpgsqlDbType = NpgsqlDbType.Uuid },
                    new NpgsqlParameter<Guid> { TypedValue = range.Last, NpgsqlDbType = NpgsqlDbType.Uuid },
                },
            });
        await using var row = await batch.ExecuteReaderAsync(cancellation);

        var persons = new Dictionary<PersonId, PersonBooks>();
        var settlements = new Dictionary<(PersonId, SettlementId), SettlementRecord>();
        await EachAsync(row, persons, books =>
        {
            var settlement = BookRows.SettlementOf(row);
            books.Settlements.Add(settlement);
            settlements.Add((settlement.PersonId, settlement.SettlementId), settlement);
        }, () => $"{row.GetString(2)}/{row.GetString(3)}", cancellation);
        await EachAsync(row, persons, _ =>
        {
            var year = BookRows.EarlierYearOf(row);
            if (settlements.TryGetValue((year.PersonId, year.SettlementId), out var settlement))
                settlement.EarlierYears.Add(year);
        }, () => $"earlier year of settlement {row.GetGuid(1)}", cancellation);
        await EachAsync(row, persons, books =>
        {
            var line = BookRows.LineOf(row);
            if (!books.Lines.TryGetValue(line.SettlementId, out var lines))
                books.Lines.Add(line.SettlementId, lines = []);
            lines.Add(line);
        }, () => $"line {row.GetString(2)} of settlement {row.GetGuid(1)}", cancellation);
        await EachAsync(row, persons, books =>
        {
            var (year, scheme, account) = BookRows.AccountOf(row);
            books.Accounts.Add((year, scheme), account);
        }, () => $"account {row.GetGuid(0)}/{row.GetInt16(1)}/{row.GetString(2)}", cancellation);
        await EachAsync(row, persons,
            books => books.PersonalAccount = new(new(row.GetInt64(1)), new(row.GetInt64(2))), () => $"personal account {row.GetGuid(0)}", cancellation);
        await EachAsync(row, persons,
            books => books.Credits.Add((row.GetFieldValue<DateTimeOffset>(1), new(row.GetInt64(2)))), () => $"credit of {row.GetGuid(0)}", cancellation);
        await EachAsync(row, persons,
            books => books.Encounters.Add(new(new(row.GetGuid(1)), $"{row.GetString(2)}/{row.GetString(3)}", row.GetString(4))),
            () => $"encounter {row.GetGuid(1)}", cancellation);
        await EachAsync(row, persons,
            books => books.ManualClaims.Add(new(
                $"claim {row.GetString(1)}/{row.GetString(2)}", row.GetString(3), row.IsDBNull(4) ? null : new SettlementId(row.GetGuid(4)), row.GetInt64(5))),
            () => $"claim {row.GetString(1)}/{row.GetString(2)}", cancellation);

        foreach (var settlement in settlements.Values)
            settlement.EarlierYears.Sort((left, right) => left.AccountYear.CompareTo(right.AccountYear));
        return persons.Values;
    }

    /// <summary>Takes the rows of the present result and goes on to the next. A row that cannot be read is noted.</summary>
    /// <param name="name">Of the row in reports.</param>
    private static async Task EachAsync(
        NpgsqlDataReader row, Dictionary<PersonId, PersonBooks> persons, Action<PersonBooks> take, Func<string> name,
        CancellationToken cancellation)
    {
        while (await row.ReadAsync(cancellation))
        {
            var personId = new PersonId(row.GetGuid(0));
            if (!persons.TryGetValue(personId, out var books))
                persons.Add(personId, books = new(personId));
            try
            {
                take(books);
            }
            catch (Exception e) when (e is JsonException or FormatException or ArgumentException or InvalidOperationException or InvalidCastException)
            {
                books.Unreadable.Add((name(), e.Message));
            }
        }
        await row.NextResultAsync(cancellation);
    }
}
