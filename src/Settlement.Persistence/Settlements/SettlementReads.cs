using Npgsql;
using Settlement.Domain;
using Settlement.Domain.BenefitAccounts;
using Settlement.Domain.Catalogs;
using Settlement.Domain.Facilities;
using Settlement.Domain.Filings;
using Settlement.Domain.Persons;
using Settlement.Persistence.Encounters;

namespace Settlement.Persistence.Settlements;

/// <summary>The record that already has the transaction number.</summary>
public sealed record EarlierTransaction(PersonId PersonId, SettlementId SettlementId, byte[] RequestHash);

/// <summary>Which account of a person a settlement counts into.</summary>
/// <param name="Scheme">Null for the scheme that the person is in now.</param>
public readonly record struct AccountKey(short Year, InsuranceScheme? Scheme = null);

/// <summary>What the database knows for one settlement.</summary>
/// <param name="Earlier">Null unless the transaction number was used before.</param>
/// <param name="Found">Null where the facility has no such encounter.</param>
public sealed record SettlementReads(EarlierTransaction? Earlier, EncounterReads? Found);

/// <summary>An encounter with everything of its person that a settlement needs.</summary>
/// <param name="Account">The account of the year asked for; empty where there is none yet.</param>
/// <param name="LastSequence">Number of the account's latest record; zero before the first.</param>
public sealed record EncounterReads(
    EncounterId EncounterId,
    EncounterState State,
    CareService Service,
    bool IsEmergency,
    DateOnly StartedOn,
    InsuredPerson Person,
    IReadOnlyList<FeeLine> Lines,
    IReadOnlyList<Filing> Filings,
    BenefitAccount Account,
    int LastSequence);

/// <summary>The statements that read for a settlement, all sent at once.</summary>
internal static class SettlementQueries
{
    /// <summary>Adds the reads to a batch in the order in which <see cref="ReadAsync"/> takes them; a lock is held to the end of the transaction.</summary>
    /// <param name="account">Year of the account, and its scheme where it is not the person's present one.</param>
    /// <param name="transactionNo">Null for a preview, which locks nothing.</param>
    internal static void Add(
        NpgsqlBatch batch, FacilityCode facility, string encounterNo, AccountKey account, string? transactionNo)
    {
        var (accountYear, scheme) = (account.Year, account.Scheme?.ToString());
        var locked = transactionNo is not null;
        if (locked)
        {
            batch.Add("SELECT pg_advisory_xact_lock(hashtextextended($1 || '/' || $2, 0))", facility.Value, transactionNo!);
            batch.Add(
                "SELECT person_id, settlement_id, request_hash FROM settlement WHERE facility_code = $1 AND transaction_no = $2",
                facility.Value, transactionNo!);
        }

        // One facility and number name one encounter; the other reads find the person through it.
        const string encounter = "FROM encounter e WHERE e.facility_code = $1 AND e.encounter_no = $2";
        batch.Add(
            $"""
            SELECT e.person_id, e.encounter_id, e.state, e.service, e.is_emergency, e.started_on,
                   p.insured_region, p.person_no, p.scheme, p.category, p.status
            FROM encounter e JOIN person p USING (person_id)
            WHERE e.facility_code = $1 AND e.encounter_no = $2 {(locked ? "FOR NO KEY UPDATE OF e" : "")}
            """,
            facility.Value, encounterNo);
        if (locked)
        {
            batch.Add(
                $"""
                INSERT INTO benefit_account (person_id, account_year, scheme)
                SELECT p.person_id, $3, coalesce($4::text, p.scheme) FROM person p WHERE p.person_id = (SELECT e.person_id {encounter})
                ON CONFLICT DO NOTHING
                """,
                facility.Value, encounterNo, accountYear, scheme);
        }
        batch.Add(
            $"""
            SELECT a.encounters, a.amounts, a.last_sequence FROM benefit_account a
            JOIN person p USING (person_id)
            WHERE a.person_id = (SELECT e.person_id {encounter}) AND a.account_year = $3 AND a.scheme = coalesce($4::text, p.scheme) {(locked ? "FOR UPDATE OF a" : "")}
            """,
            facility.Value, encounterNo, accountYear, scheme);
        batch.Add(
            $"""
            SELECT {FeeLineRows.Columns} FROM fee_line
            WHERE (person_id, encounter_id) = (SELECT e.person_id, e.encounter_id {encounter}) ORDER BY line_no
            """,
            facility.Value, encounterNo);
        batch.Add(
            $"""
            SELECT filing_id, type, destination, valid_from, valid_through, state FROM filing
            WHERE person_id = (SELECT e.person_id {encounter}) AND state = 'Accepted' ORDER BY filing_id
            """,
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

        await reader.NextResultAsync(cancellation);
        if (await reader.ReadAsync(cancellation))
            encounter = encounter with { Account = AccountOf(reader), LastSequence = reader.GetInt32(2) };
        var lines = await NextRows(reader, FeeLineRows.Of, cancellation);
        var filings = await NextRows(reader, FilingOf, cancellation);
        return new(earlier, encounter with { Lines = lines, Filings = filings });
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
        Enum.Parse<CareService>(row.GetString(3)),
        row.GetBoolean(4),
        row.GetFieldValue<DateOnly>(5),
        new InsuredPerson(
            new(row.GetGuid(0)), new(row.GetString(7)), RegionCode.Parse(row.GetString(6)),
            Enum.Parse<InsuranceScheme>(row.GetString(8)), Enum.Parse<PersonCategory>(row.GetString(9)),
            Enum.Parse<InsuredStatus>(row.GetString(10))),
        [], [], BenefitAccount.Empty, LastSequence: 0);

    private static BenefitAccount AccountOf(NpgsqlDataReader row) => new()
    {
        Encounters = StoredJson.ReadEncounters(row.GetString(0)),
        Amounts = StoredJson.ReadAmounts(row.GetString(1)),
    };

    private static Filing FilingOf(NpgsqlDataReader row) => new(
        new(row.GetGuid(0)), Enum.Parse<FilingType>(row.GetString(1)), RegionCode.Parse(row.GetString(2)),
        new(row.GetFieldValue<DateOnly>(3), row.IsDBNull(4) ? null : row.GetFieldValue<DateOnly>(4)),
        Enum.Parse<FilingState>(row.GetString(5)));
}
