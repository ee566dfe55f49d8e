using Npgsql;
using Settlement.Domain;
using Settlement.Domain.Encounters;
using Settlement.Domain.Facilities;
using Settlement.Domain.Filings;
using Settlement.Domain.Persons;
using Settlement.Persistence.Encounters;

namespace Settlement.Persistence.Settlements;

/// <summary>The statements that read for a settlement, all sent at once.</summary>
internal static class SettlementQueries
{
    // One facility and number name one encounter; the other reads find the person through it.
    private const string Encounter = "FROM encounter e WHERE e.facility_code = $1 AND e.encounter_no = $2";
    private const string Person = $"(SELECT e.person_id {Encounter})";

    /// <summary>Years of the accounts: that of the end, and for a stay those since the admission.</summary>
    private const string FirstYear =
        "CASE WHEN e.service = 'Inpatient' THEN least(extract(year FROM e.started_on)::int, $3::int) ELSE $3::int END";

    /// <summary>Adds the reads to a batch in the order in which <see cref="ReadAsync"/> takes them; a lock is held to the end of the transaction.</summary>
    /// <remarks>Locks: number → encounter → benefit accounts in the order of their years → personal account.</remarks>
    /// <param name="account">Last year of the accounts, and their scheme where it is not the person's present one.</param>
    /// <param name="transactionNo">Null for a preview, which locks nothing.</param>
    internal static void Add(
        NpgsqlBatch batch, FacilityCode facility, string encounterNo, AccountKey account, string? transactionNo)
    {
        var (year, scheme) = (account.Year, account.Scheme?.ToString());
        var locked = transactionNo is not null;
        if (locked)
        {
            batch.Add("SELECT pg_advisory_xact_lock(hashtextextended($1 || '/' || $2, 0))", facility.Value, transactionNo!);
            batch.Add(
                "SELECT person_id, settlement_id, request_hash FROM settlement WHERE facility_code = $1 AND transaction_no = $2",
                facility.Value, transactionNo!);
        }
        batch.Add(
            $"""
            SELECT e.person_id, e.encounter_id, e.state, e.service, e.disease_code, e.trauma, e.is_emergency, e.started_on,
                   p.insured_region, p.person_no, p.scheme, p.category, p.status, p.identity_number,
                   p.civil_servant, p.enterprise_supplement, p.hardship
            FROM encounter e JOIN person p USING (person_id)
            WHERE e.facility_code = $1 AND e.encounter_no = $2 {(locked ? "FOR NO KEY UPDATE OF e" : "")}
            """,
            facility.Value, encounterNo);
        if (locked)
        {
            batch.Add(
                $"""
                INSERT INTO benefit_account (person_id, account_year, scheme)
                SELECT p.person_id, year, coalesce($4::text, p.scheme)
                FROM encounter e JOIN person p USING (person_id), generate_series({FirstYear}, $3::int) year
                WHERE e.facility_code = $1 AND e.encounter_no = $2 ORDER BY year
                ON CONFLICT DO NOTHING
                """,
                facility.Value, encounterNo, year, scheme);
        }
        batch.Add(
            $"""
            SELECT a.account_year, a.encounters, a.amounts, a.last_sequence FROM benefit_account a JOIN person p USING (person_id)
            WHERE a.person_id = {Person} AND a.scheme = coalesce($4::text, p.scheme)
              AND a.account_year BETWEEN (SELECT {FirstYear} {Encounter}) AND $3::int
            ORDER BY a.account_year {(locked ? "FOR UPDATE OF a" : "")}
            """,
            facility.Value, encounterNo, year, scheme);
        batch.Add(
            $"SELECT credited_fen - spent_fen FROM personal_account WHERE person_id = {Person} {(locked ? "FOR UPDATE" : "")}",
            facility.Value, encounterNo);
        batch.Add(
            $"""
            SELECT {FeeLineRows.Columns} FROM fee_line
            WHERE (person_id, encounter_id) = (SELECT e.person_id, e.encounter_id {Encounter}) ORDER BY line_no
            """,
            facility.Value, encounterNo);
        batch.Add(
            $"""
            SELECT filing_id, type, destination, valid_from, valid_through, state FROM filing
            WHERE person_id = {Person} AND state = 'Accepted' ORDER BY filing_id
            """,
            facility.Value, encounterNo);
        batch.Add(
            $"SELECT disease_code, valid_from, valid_through FROM chronic_qualification WHERE person_id = {Person} ORDER BY disease_code, valid_from",
            facility.Value, encounterNo);
    }

    internal static async Task<SettlementReads> ReadAsync(NpgsqlDataReader reader, bool locked, CancellationToken cancellation)
    {
        EarlierTransaction? earlier = null;
        if (locked)
        {
            await reader.NextResultAsync(cancellation); // past the advisory lock
            if (await reader.ReadAsync(cancellation))
                earlier = new(new(reader.GetGuid(0)), new(reader.GetGuid(1)), reader.GetFieldValue<byte[]>(2));
            await reader.NextResultAsync(cancellation);
        }

        if (!await reader.ReadAsync(cancellation))
            return new(earlier, null);
        var encounter = EncounterOf(reader);

        var accounts = await NextRows(reader, row => (Year: row.GetInt16(0), Account: AccountOf(row)), cancellation);
        var balance = await NextRows(reader, row => new Money(row.GetInt64(0)), cancellation);
        var lines = await NextRows(reader, FeeLineRows.Of, cancellation);
        var filings = await NextRows(reader, FilingOf, cancellation);
        var qualifications = await NextRows(reader, row => new ChronicQualification(row.GetString(0), RangeOf(row, 1)), cancellation);
        return new(earlier, encounter with
        {
            Person = encounter.Person with { Qualifications = qualifications },
            Accounts = accounts.ToDictionary(a => (int)a.Year, a => a.Account),
            PersonalAccountBalance = balance.SingleOrDefault(),
            Lines = lines,
            Filings = filings,
        });
    }

    private static async Task<List<T>> NextRows<T>(NpgsqlDataReader reader, Func<NpgsqlDataReader, T> read, CancellationToken cancellation)
    {
        await reader.NextResultAsync(cancellation);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellation))
            rows.Add(read(reader));
        return rows;
    }

    private static EncounterReads EncounterOf(NpgsqlDataReader row) => new(
        new(row.GetGuid(1)),
        Enum.Parse<EncounterState>(row.GetString(2)),
        new(Enum.Parse<CareService>(row.GetString(3)), TextOf(row, 4)),
        Enum.Parse<Trauma>(row.GetString(5)),
        row.GetBoolean(6),
        row.GetFieldValue<DateOnly>(7),
        PersonOf(row),
        [], [], new Dictionary<int, AccountReads>(), Money.Zero);

    private static InsuredPerson PersonOf(NpgsqlDataReader row)
    {
        var identity = IdentityNumber.Parse(row.GetString(13));
        return new(
            new(row.GetGuid(0)), new(row.GetString(9)), RegionCode.Parse(row.GetString(8)),
            Enum.Parse<InsuranceScheme>(row.GetString(10)), Enum.Parse<PersonCategory>(row.GetString(11)),
            Enum.Parse<InsuredStatus>(row.GetString(12)), identity.BirthDate, identity.Sex)
        {
            IsCivilServant = row.GetBoolean(14),
            HasEnterpriseSupplement = row.GetBoolean(15),
            Hardship = TextOf(row, 16) is { } hardship ? Enum.Parse<Hardship>(hardship) : null,
        };
    }

    private static AccountReads AccountOf(NpgsqlDataReader row) => new(
        new() { Encounters = StoredJson.ReadEncounters(row.GetString(1)), Amounts = StoredJson.ReadAmounts(row.GetString(2)) },
        row.GetInt32(3));

    private static Filing FilingOf(NpgsqlDataReader row) => new(
        new(row.GetGuid(0)), Enum.Parse<FilingType>(row.GetString(1)), RegionCode.Parse(row.GetString(2)), RangeOf(row, 3),
        Enum.Parse<FilingState>(row.GetString(5)));

    private static DateRange RangeOf(NpgsqlDataReader row, int first) =>
        new(row.GetFieldValue<DateOnly>(first), row.IsDBNull(first + 1) ? null : row.GetFieldValue<DateOnly>(first + 1));

    private static string? TextOf(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
