using Npgsql;
using Settlement.Domain;
using Settlement.Domain.Encounters;
using Settlement.Domain.Filings;

namespace Settlement.Persistence.Settlements;

/// <summary>
/// What the person is entitled to, and what the earlier parts of a continuing encounter came to: three kinds of rows of one statement,
/// which is read after the accounts are locked.
/// </summary>
internal static class EntitlementRows
{
    private const string Filing = "Filing";
    private const string Qualification = "Qualification";
    private const string EarlierPart = "EarlierPart";

    internal const string Sql =
        $"""
        SELECT '{Filing}' AS row_kind, filing_id AS id, type AS word, destination AS code, valid_from,
               least(valid_through, ended_on) AS valid_through,
               NULL::bigint AS deductible_fen, NULL::boolean AS is_open, facilities, complete_from
        FROM filing
        WHERE person_id = {SettlementQueries.Person} AND state IN ('Accepted', 'Changed', 'Cancelled', 'Ended')
          AND (ended_on IS NULL OR ended_on >= valid_from)
        UNION ALL
        SELECT '{Qualification}', NULL, disease_code, qualification_no, valid_from, least(valid_through, revoked_from - 1), NULL, NULL,
               chosen_facilities(person_id, qualification_no, (SELECT e.started_on {SettlementQueries.Encounter})), NULL
        FROM chronic_qualification
        WHERE person_id = {SettlementQueries.Person} AND (revoked_from IS NULL OR revoked_from > valid_from)
        UNION ALL
        SELECT '{EarlierPart}', NULL, e.continuation, NULL, NULL, NULL, earlier.deductible_fen, earlier.is_open, NULL, NULL
        FROM encounter e CROSS JOIN LATERAL (
            WITH RECURSIVE part AS (
                SELECT e.continues_encounter_id AS id
                UNION
                SELECT p.continues_encounter_id FROM part JOIN encounter p ON p.person_id = e.person_id AND p.encounter_id = part.id
                WHERE p.continues_encounter_id IS NOT NULL)
            SELECT (SELECT sum(s.deductible_fen)
                    FROM part JOIN settlement s ON s.person_id = e.person_id AND s.encounter_id = part.id)::bigint AS deductible_fen,
                   EXISTS (SELECT FROM part JOIN encounter p ON p.person_id = e.person_id AND p.encounter_id = part.id
                       WHERE p.state = 'Settled'
                       OR p.manual_claim_id IS NOT NULL AND (SELECT count(*) > 2 * count(s.reverses) -- one that no reversal takes back
                           FROM settlement s
                           WHERE s.person_id = p.person_id AND s.encounter_id = p.encounter_id AND s.channel = 'Manual')) AS is_settled,
                   EXISTS (SELECT FROM part JOIN encounter p ON p.person_id = e.person_id AND p.encounter_id = part.id
                       WHERE p.state = 'Open') AS is_open
        ) earlier
        WHERE e.facility_code = $1 AND e.encounter_no = $2 AND e.continues_encounter_id IS NOT NULL
          AND (earlier.is_settled OR earlier.is_open)
        """;

    /// <summary>Columns in their order; a kind of row leaves those null that it does not have.</summary>
    private enum Column
    {
        RowKind,
        Id,

        /// <summary>Type of a filing, disease of a qualification, kind of a continuation.</summary>
        Word,

        /// <summary>Destination of a filing, number of a qualification.</summary>
        Code,
        ValidFrom,
        ValidThrough,
        DeductibleFen,
        IsOpen,
        Facilities,
        CompleteFrom,
    }

    internal static void Take(NpgsqlDataReader row, SettlementRows rows)
    {
        switch (row.GetString((int)Column.RowKind))
        {
            case Filing:
                rows.Filings.Add(FilingOf(row));
                break;
            case Qualification:
                rows.Qualifications.Add(new(row.GetString((int)Column.Word), ValidityOf(row))
                {
                    No = row.GetString((int)Column.Code),
                    Facilities = FacilitiesOf(row),
                });
                break;
            case EarlierPart:
                var paid = row.IsDBNull((int)Column.DeductibleFen) ? 0 : row.GetInt64((int)Column.DeductibleFen);
                rows.Continues = new(row.Word<ContinuationKind>((int)Column.Word), new(paid));
                rows.ContinuesOpenPart = row.GetBoolean((int)Column.IsOpen);
                break;
            case var other:
                throw new NotSupportedException(other);
        }
    }

    private static Filing FilingOf(NpgsqlDataReader row) => new(
        new(row.GetGuid((int)Column.Id)), row.Word<FilingType>((int)Column.Word), RegionCode.Parse(row.GetString((int)Column.Code)),
        ValidityOf(row), FilingState.Accepted)
    {
        Facilities = [.. FacilitiesOf(row)],
        CompleteFrom = row.DayOrNull((int)Column.CompleteFrom),
    };

    private static FacilityCode[] FacilitiesOf(NpgsqlDataReader row) =>
        [.. row.GetFieldValue<string[]>((int)Column.Facilities).Select(FacilityCode.Parse)];

    private static DateRange ValidityOf(NpgsqlDataReader row) =>
        new(row.Day((int)Column.ValidFrom), row.DayOrNull((int)Column.ValidThrough));
}
