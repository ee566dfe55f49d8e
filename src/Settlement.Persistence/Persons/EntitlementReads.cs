using Npgsql;
using Settlement.Domain;
using Settlement.Domain.BenefitAccounts;
using Settlement.Domain.Filings;
using Settlement.Domain.Persons;
using Settlement.Persistence.Settlements;

namespace Settlement.Persistence.Persons;

/// <summary>A filing as whoever asks about a person sees it.</summary>
/// <param name="LastDay">Last day on which an encounter may begin; null while open.</param>
public sealed record FiledAs(string FilingNo, FilingState State, DateOnly? LastDay, DateOnly? DueOn, Filing Filing);

/// <summary>Everything of a person that decides whether and how an encounter is settled directly; read in one conversation.</summary>
/// <param name="Filings">Those that took effect and those that wait for a decision.</param>
public sealed record EntitlementReads(InsuredPerson Person, BenefitAccount Account, IReadOnlyList<FiledAs> Filings)
{
    /// <param name="day">Day on which an encounter would begin: decides the year of the account and the chosen facilities.</param>
    /// <returns>Null where the insured place knows no such person.</returns>
    public static async Task<EntitlementReads?> ReadAsync(
        NpgsqlDataSource source, RegionCode insuredRegion, PersonNo personNo, DateOnly day, CancellationToken cancellation)
    {
        var person = PersonId.Of(insuredRegion, personNo).Value;
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var batch = new NpgsqlBatch(connection);
        batch.Add(
            """
            SELECT scheme, category, status, identity_number, civil_servant, enterprise_supplement, hardship FROM person WHERE person_id = $1
            """,
            person);
        batch.Add(
            """
            SELECT a.encounters, a.amounts FROM benefit_account a JOIN person p USING (person_id)
            WHERE a.person_id = $1 AND a.account_year = $2 AND a.scheme = p.scheme
            """,
            person, (short)day.Year);
        batch.Add(
            """
            SELECT filing_id, filing_no, type, destination, valid_from, least(valid_through, ended_on), state, facilities, complete_from, due_on FROM filing
            WHERE person_id = $1 AND state IN ('Submitted', 'Returned', 'Accepted', 'Changed', 'Cancelled', 'Ended')
              AND (ended_on IS NULL OR ended_on >= valid_from)
            ORDER BY filing_id
            """,
            person);
        batch.Add(
            """
            SELECT disease_code, valid_from, least(valid_through, revoked_from - 1), qualification_no, chosen_facilities(person_id, qualification_no, $2)
            FROM chronic_qualification
            WHERE person_id = $1 AND (revoked_from IS NULL OR revoked_from > valid_from)
            ORDER BY disease_code, valid_from
            """,
            person, day);

        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        if (!await reader.ReadAsync(cancellation))
            return null;
        var insured = PersonOf(reader, new(person), insuredRegion, personNo);

        await reader.NextResultAsync(cancellation);
        var account = await reader.ReadAsync(cancellation)
            ? new BenefitAccount { Encounters = StoredJson.ReadEncounters(reader.GetString(0)), Amounts = StoredJson.ReadAmounts(reader.GetString(1)) }
            : BenefitAccount.Empty;

        await reader.NextResultAsync(cancellation);
        var filings = new List<FiledAs>();
        while (await reader.ReadAsync(cancellation))
            filings.Add(FilingOf(reader));

        await reader.NextResultAsync(cancellation);
        var qualifications = new List<ChronicQualification>();
        while (await reader.ReadAsync(cancellation))
            qualifications.Add(new(reader.GetString(0), new(reader.GetFieldValue<DateOnly>(1), DayOf(reader, 2)))
            {
                No = reader.GetString(3),
                Facilities = [.. reader.GetFieldValue<string[]>(4).Select(FacilityCode.Parse)],
            });
        return new(insured with { Qualifications = qualifications }, account, filings);
    }

    private static InsuredPerson PersonOf(NpgsqlDataReader row, PersonId id, RegionCode insuredRegion, PersonNo personNo)
    {
        var identity = IdentityNumber.Parse(row.GetString(3));
        return new(
            id, personNo, insuredRegion, Enum.Parse<InsuranceScheme>(row.GetString(0)), Enum.Parse<PersonCategory>(row.GetString(1)),
            Enum.Parse<InsuredStatus>(row.GetString(2)), identity.BirthDate, identity.Sex)
        {
            IsCivilServant = row.GetBoolean(4),
            HasEnterpriseSupplement = row.GetBoolean(5),
            Hardship = row.IsDBNull(6) ? null : Enum.Parse<Hardship>(row.GetString(6)),
        };
    }

    private static FiledAs FilingOf(NpgsqlDataReader row)
    {
        var (first, last, state) = (row.GetFieldValue<DateOnly>(4), DayOf(row, 5), Enum.Parse<FilingState>(row.GetString(6)));
        return new(
            row.GetString(1), state, last, DayOf(row, 9),
            new(new(row.GetGuid(0)), Enum.Parse<FilingType>(row.GetString(2)), RegionCode.Parse(row.GetString(3)), new(first, last), state)
            {
                Facilities = [.. row.GetFieldValue<string[]>(7).Select(FacilityCode.Parse)],
                CompleteFrom = DayOf(row, 8),
            });
    }

    private static DateOnly? DayOf(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateOnly>(column);
}
