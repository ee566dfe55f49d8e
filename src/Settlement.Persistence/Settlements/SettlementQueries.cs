using Npgsql;
using Settlement.Domain;
using Settlement.Domain.Encounters;
using Settlement.Domain.Facilities;
using Settlement.Domain.Persons;
using Settlement.Persistence.Encounters;
using Settlement.Persistence.SpecialDrugs;

namespace Settlement.Persistence.Settlements;

/// <summary>The statements that read for a settlement, all sent at once and read in the order in which they were sent.</summary>
/// <remarks>
/// Locks: number → encounter → earlier encounters that it continues → benefit accounts in the order of their years → personal account.
/// </remarks>
internal static class SettlementQueries
{
    // One facility and number name one encounter; the other reads find the person through it.
    internal const string Encounter = "FROM encounter e WHERE e.facility_code = $1 AND e.encounter_no = $2";
    internal const string Person = $"(SELECT e.person_id {Encounter})";

    internal const string LockNumber = "SELECT pg_advisory_xact_lock(hashtextextended($1 || '/' || $2, 0))";

    private const string EncounterAndPerson =
        """
        SELECT e.person_id, e.encounter_id, e.state, e.service, e.disease_code, e.trauma, e.is_emergency, e.started_on,
               p.insured_region, p.person_no, p.scheme, p.category, p.status, p.identity_number,
               p.civil_servant, p.enterprise_supplement, p.hardship, e.discharged_on, e.trauma_statement_on IS NOT NULL,
               e.has_declared_lines
        FROM encounter e JOIN person p USING (person_id)
        WHERE e.facility_code = $1 AND e.encounter_no = $2
        """;

    /// <summary>Years of the accounts: that of the end, and for a stay those since the admission.</summary>
    private const string FirstYear =
        "CASE WHEN e.service = 'Inpatient' THEN least(extract(year FROM e.started_on)::int, $3::int) ELSE $3::int END";

    /// <summary>Earlier parts are locked on the way, so that what continues nothing takes no further statement.</summary>
    private const string OpenAccounts =
        $"""
        INSERT INTO benefit_account (person_id, account_year, scheme)
        SELECT p.person_id, year, coalesce($4::text, p.scheme)
        FROM encounter e JOIN person p USING (person_id), generate_series({FirstYear}, $3::int) year
        WHERE e.facility_code = $1 AND e.encounter_no = $2
          AND (e.continues_encounter_id IS NULL OR lock_earlier_parts(e.person_id, e.continues_encounter_id))
        ORDER BY year
        ON CONFLICT DO NOTHING
        """;

    private const string Accounts =
        $"""
        SELECT a.account_year, a.encounters, a.amounts, a.last_sequence FROM benefit_account a JOIN person p USING (person_id)
        WHERE a.person_id = {Person} AND a.scheme = coalesce($4::text, p.scheme)
          AND a.account_year BETWEEN (SELECT {FirstYear} {Encounter}) AND $3::int
        ORDER BY a.account_year
        """;

    private const string PersonalAccount = $"SELECT credited_fen - spent_fen FROM personal_account WHERE person_id = {Person}";

    private const string FeeLines =
        $"""
        SELECT {FeeLineRows.Columns} FROM fee_line
        WHERE (person_id, encounter_id) = (SELECT e.person_id, e.encounter_id {Encounter}) ORDER BY line_no
        """;

    private static readonly SettlementRead[] Statements =
    [
        new(LockNumber, ByNumber, static (_, _) => { }) { IsNeeded = static query => query.Locks },
        new("SELECT person_id, settlement_id, request_hash FROM settlement WHERE facility_code = $1 AND transaction_no = $2", ByNumber,
            static (row, rows) => rows.Earlier = new(new(row.GetGuid(0)), new(row.GetGuid(1)), row.GetFieldValue<byte[]>(2)))
        {
            IsNeeded = static query => query.Locks,
        },
        new(EncounterAndPerson, $"{EncounterAndPerson} FOR NO KEY UPDATE OF e", ByEncounter,
            static (row, rows) => rows.Encounter = EncounterOf(row)),
        new(OpenAccounts, ByAccount, take: null) { IsNeeded = static query => query.Locks },
        new(Accounts, $"{Accounts} FOR UPDATE OF a", ByAccount, static (row, rows) => rows.Accounts.Add(row.GetInt16(0), AccountOf(row))),
        new(PersonalAccount, $"{PersonalAccount} FOR UPDATE", ByEncounter,
            static (row, rows) => rows.PersonalAccountBalance = new(row.GetInt64(0)))
        {
            IsNeeded = static query => query.UsesPersonalAccount,
        },
        new(FeeLines, ByEncounter, static (row, rows) => rows.Lines.Add(FeeLineRows.Of(row)))
        {
            IsNeeded = static query => query.WithClaim,
        },
        new(EntitlementRows.Sql, ByEncounter, EntitlementRows.Take) { IsNeeded = static query => query.WithClaim },
    ];

    internal static async Task<SettlementReads> ReadAsync(
        NpgsqlConnection connection, SettlementQuery query, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var statement in Statements)
            if (statement.IsNeeded(query))
                statement.AddTo(batch, query);

        var rows = new SettlementRows();
        await using (var reader = await batch.ExecuteReaderAsync(cancellation))
            foreach (var statement in Statements)
                if (statement.Take is { } take && statement.IsNeeded(query))
                {
                    while (await reader.ReadAsync(cancellation))
                        take(reader, rows);
                    await reader.NextResultAsync(cancellation);
                }
        return await SpecialDrugReads.CompleteAsync(connection, rows.ToReads(), query, cancellation);
    }

    private static void ByNumber(NpgsqlBatch batch, string sql, SettlementQuery query) =>
        batch.Add(sql, query.Facility.Value, query.TransactionNo);

    private static void ByEncounter(NpgsqlBatch batch, string sql, SettlementQuery query) =>
        batch.Add(sql, query.Facility.Value, query.EncounterNo);

    private static void ByAccount(NpgsqlBatch batch, string sql, SettlementQuery query) =>
        batch.Add(sql, query.Facility.Value, query.EncounterNo, query.Account.Year, query.Account.Scheme?.ToString());

    private static EncounterReads EncounterOf(NpgsqlDataReader row) => new(
        new(row.GetGuid(1)),
        row.Word<EncounterState>(2),
        new(row.Word<CareService>(3), row.TextOrNull(4)),
        row.Word<Trauma>(5),
        row.GetBoolean(6),
        row.Day(7),
        PersonOf(row))
    {
        DischargedOn = row.DayOrNull(17),
        HasTraumaStatement = row.GetBoolean(18),
        HasDeclaredLines = row.GetBoolean(19),
    };

    private static InsuredPerson PersonOf(NpgsqlDataReader row)
    {
        var identity = IdentityNumber.Parse(row.GetString(13));
        return new(
            new(row.GetGuid(0)), new(row.GetString(9)), RegionCode.Parse(row.GetString(8)), row.Word<InsuranceScheme>(10),
            row.Word<PersonCategory>(11), row.Word<InsuredStatus>(12), identity.BirthDate, identity.Sex)
        {
            IsCivilServant = row.GetBoolean(14),
            HasEnterpriseSupplement = row.GetBoolean(15),
            Hardship = row.IsDBNull(16) ? null : row.Word<Hardship>(16),
        };
    }

    private static AccountReads AccountOf(NpgsqlDataReader row) => new(
        new() { Encounters = StoredJson.ReadEncounters(row.GetString(1)), Amounts = StoredJson.ReadAmounts(row.GetString(2)) },
        row.GetInt32(3));
}
