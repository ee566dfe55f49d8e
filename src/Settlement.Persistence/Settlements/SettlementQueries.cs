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

    internal const string LockNumber = "SELECT pg_advisory_xact_lock(hashtextextended($1 || '/' || $2, 0))";

    /// <summary>Years of the accounts: that of the end, and for a stay those since the admission.</summary>
    private const string FirstYear =
        "CASE WHEN e.service = 'Inpatient' THEN least(extract(year FROM e.started_on)::int, $3::int) ELSE $3::int END";

    /// <summary>What the person is entitled to, and what the earlier parts of a continuing encounter came to; read after the accounts are locked.</summary>
    private const string Entitlements =
        $"""
        SELECT 'Filing', filing_id, type, destination, valid_from, least(valid_through, ended_on), NULL::bigint, NULL::boolean, facilities, complete_from
        FROM filing
        WHERE person_id = {Person} AND state IN ('Accepted', 'Changed', 'Cancelled', 'Ended') AND (ended_on IS NULL OR ended_on >= valid_from)
        UNION ALL
        SELECT 'Qualification', NULL, disease_code, qualification_no, valid_from, least(valid_through, revoked_from - 1), NULL, NULL,
               chosen_facilities(person_id, qualification_no, (SELECT e.started_on {Encounter})), NULL
        FROM chronic_qualification
        WHERE person_id = {Person} AND (revoked_from IS NULL OR revoked_from > valid_from)
        UNION ALL
        SELECT 'EarlierPart', NULL, e.continuation, NULL, NULL, NULL, earlier.deductible_fen, earlier.is_open, NULL, NULL
        FROM encounter e CROSS JOIN LATERAL (
            WITH RECURSIVE part AS (
                SELECT e.continues_encounter_id AS id
                UNION
                SELECT p.continues_encounter_id FROM part JOIN encounter p ON p.person_id = e.person_id AND p.encounter_id = part.id
                WHERE p.continues_encounter_id IS NOT NULL)
            SELECT (SELECT sum(s.deductible_fen) FROM part JOIN settlement s ON s.person_id = e.person_id AND s.encounter_id = part.id)::bigint AS deductible_fen,
                   EXISTS (SELECT FROM part JOIN encounter p ON p.person_id = e.person_id AND p.encounter_id = part.id WHERE p.state = 'Settled'
                       OR p.manual_claim_id IS NOT NULL AND (SELECT count(*) > 2 * count(s.reverses) FROM settlement s -- one that no reversal takes back
                           WHERE s.person_id = p.person_id AND s.encounter_id = p.encounter_id AND s.channel = 'Manual')) AS is_settled,
                   EXISTS (SELECT FROM part JOIN encounter p ON p.person_id = e.person_id AND p.encounter_id = part.id WHERE p.state = 'Open') AS is_open
        ) earlier
        WHERE e.facility_code = $1 AND e.encounter_no = $2 AND e.continues_encounter_id IS NOT NULL AND (earlier.is_settled OR earlier.is_open)
        """;

    /// <summary>Adds the reads to a batch in the order in which <see cref="ReadAsync"/> takes them; a lock is held to the end of the transaction.</summary>
    /// <remarks>
    /// Locks: number → encounter → earlier encounters that it continues → benefit accounts in the order of their years → personal account.
    /// </remarks>
    internal static void Add(NpgsqlBatch batch, SettlementQuery query)
    {
        var (facility, encounterNo) = (query.Facility.Value, query.EncounterNo);
        var (year, scheme) = (query.Account.Year, query.Account.Scheme?.ToString());
        var locked = query.TransactionNo is not null;
        if (query.TransactionNo is { } transactionNo)
        {
            batch.Add(LockNumber, facility, transactionNo);
            batch.Add(
                "SELECT person_id, settlement_id, request_hash FROM settlement WHERE facility_code = $1 AND transaction_no = $2",
                facility, transactionNo);
        }
        batch.Add(
            $"""
            SELECT e.person_id, e.encounter_id, e.state, e.service, e.disease_code, e.trauma, e.is_emergency, e.started_on,
                   p.insured_region, p.person_no, p.scheme, p.category, p.status, p.identity_number,
                   p.civil_servant, p.enterprise_supplement, p.hardship, e.discharged_on, e.trauma_statement_on IS NOT NULL,
                   e.has_declared_lines
            FROM encounter e JOIN person p USING (person_id)
            WHERE e.facility_code = $1 AND e.encounter_no = $2 {(locked ? "FOR NO KEY UPDATE OF e" : "")}
            """,
            facility, encounterNo);
        if (locked)
        {
            // Earlier parts are locked on the way, so that what continues nothing takes no further statement.
            batch.Add(
                $"""
                INSERT INTO benefit_account (person_id, account_year, scheme)
                SELECT p.person_id, year, coalesce($4::text, p.scheme)
                FROM encounter e JOIN person p USING (person_id), generate_series({FirstYear}, $3::int) year
                WHERE e.facility_code = $1 AND e.encounter_no = $2
                  AND (e.continues_encounter_id IS NULL OR lock_earlier_parts(e.person_id, e.continues_encounter_id))
                ORDER BY year
                ON CONFLICT DO NOTHING
                """,
                facility, encounterNo, year, scheme);
        }
        batch.Add(
            $"""
            SELECT a.account_year, a.encounters, a.amounts, a.last_sequence FROM benefit_account a JOIN person p USING (person_id)
            WHERE a.person_id = {Person} AND a.scheme = coalesce($4::text, p.scheme)
              AND a.account_year BETWEEN (SELECT {FirstYear} {Encounter}) AND $3::int
            ORDER BY a.account_year {(locked ? "FOR UPDATE OF a" : "")}
            """,
            facility, encounterNo, year, scheme);
        if (query.UsesPersonalAccount)
            batch.Add(
                $"SELECT credited_fen - spent_fen FROM personal_account WHERE person_id = {Person} {(locked ? "FOR UPDATE" : "")}",
                facility, encounterNo);
        if (!query.WithClaim)
            return;
        batch.Add(
            $"""
            SELECT {FeeLineRows.Columns} FROM fee_line
            WHERE (person_id, encounter_id) = (SELECT e.person_id, e.encounter_id {Encounter}) ORDER BY line_no
            """,
            facility, encounterNo);
        batch.Add(Entitlements, facility, encounterNo);
    }

    internal static async Task<SettlementReads> ReadAsync(NpgsqlDataReader reader, SettlementQuery query, CancellationToken cancellation)
    {
        EarlierTransaction? earlier = null;
        if (query.TransactionNo is not null)
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
        var balance = query.UsesPersonalAccount ? await NextRows(reader, row => new Money(row.GetInt64(0)), cancellation) : [];
        encounter = encounter with
        {
            Accounts = accounts.ToDictionary(a => (int)a.Year, a => a.Account),
            PersonalAccountBalance = balance.SingleOrDefault(),
        };
        if (!query.WithClaim)
            return new(earlier, encounter);

        var lines = await NextRows(reader, FeeLineRows.Of, cancellation);
        return new(earlier, await WithEntitlementsAsync(encounter with { Lines = lines }, reader, cancellation));
    }

    private static async Task<EncounterReads> WithEntitlementsAsync(
        EncounterReads encounter, NpgsqlDataReader reader, CancellationToken cancellation)
    {
        await reader.NextResultAsync(cancellation);
        var (filings, qualifications) = (new List<Filing>(), new List<ChronicQualification>());
        Continuation? continues = null;
        var continuesOpenPart = false;
        while (await reader.ReadAsync(cancellation))
            switch (reader.GetString(0))
            {
                case "Filing":
                    filings.Add(FilingOf(reader));
                    break;
                case "Qualification":
                    qualifications.Add(new(reader.GetString(2), RangeOf(reader, 4)) { No = reader.GetString(3), Facilities = FacilitiesOf(reader, 8) });
                    break;
                default:
                    continues = new(Enum.Parse<ContinuationKind>(reader.GetString(2)), new(reader.IsDBNull(6) ? 0 : reader.GetInt64(6)));
                    continuesOpenPart = reader.GetBoolean(7);
                    break;
            }
        filings.Sort((a, b) => a.Id.Value.CompareTo(b.Id.Value));
        return encounter with
        {
            Person = encounter.Person with { Qualifications = qualifications },
            Filings = filings,
            Continues = continues,
            ContinuesOpenPart = continuesOpenPart,
        };
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
        [], [], new Dictionary<int, AccountReads>(), Money.Zero)
    {
        DischargedOn = row.IsDBNull(17) ? null : row.GetFieldValue<DateOnly>(17),
        HasTraumaStatement = row.GetBoolean(18),
        HasDeclaredLines = row.GetBoolean(19),
    };

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
        new(row.GetGuid(1)), Enum.Parse<FilingType>(row.GetString(2)), RegionCode.Parse(row.GetString(3)), RangeOf(row, 4), FilingState.Accepted)
    {
        Facilities = [.. FacilitiesOf(row, 8)],
        CompleteFrom = row.IsDBNull(9) ? null : row.GetFieldValue<DateOnly>(9),
    };

    private static FacilityCode[] FacilitiesOf(NpgsqlDataReader row, int column) => [.. row.GetFieldValue<string[]>(column).Select(FacilityCode.Parse)];

    private static DateRange RangeOf(NpgsqlDataReader row, int first) =>
        new(row.GetFieldValue<DateOnly>(first), row.IsDBNull(first + 1) ? null : row.GetFieldValue<DateOnly>(first + 1));

    private static string? TextOf(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
