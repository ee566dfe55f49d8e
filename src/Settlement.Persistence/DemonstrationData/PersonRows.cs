using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Settlement.Domain;
using Settlement.Persistence.ReferenceData;

namespace Settlement.Persistence.DemonstrationData;

/// <summary>The invented persons; filings, qualifications and credits come only with a person who was not there before.</summary>
internal static class PersonRows
{
    private static readonly TimeSpan ChinaTime = TimeSpan.FromHours(8);

    internal static readonly VersionedPart Part =
        new("demonstration_persons", () => DemonstrationFiles.HashOf("persons.json"), InsertAsync);

    private static async Task<int> InsertAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var persons = DemonstrationFiles.Persons();
        foreach (var person in persons)
            await connection.ExecuteAsync(
                """
                with added as (
                    insert into person (person_id, insured_region, person_no, name, identity_number, scheme, category, status, source,
                        civil_servant, enterprise_supplement, hardship)
                    values ($1, $2, $3, $4, $5, $6, $7, $8, 'demonstration', $20, $21, $22)
                    on conflict do nothing
                    returning person_id),
                qualified as (
                    insert into chronic_qualification (person_id, qualification_no, insured_region, disease_code, valid_from, valid_through, granted_by)
                    select added.person_id, qualification.disease_code || '-' || to_char(qualification.valid_from, 'YYYYMMDD'), $2,
                        qualification.disease_code, qualification.valid_from, qualification.valid_through, 'demonstration'
                    from added cross join unnest($17::text[], $18::date[], $19::date[]) as qualification (disease_code, valid_from, valid_through)
                    returning person_id, qualification_no, valid_through),
                certified as (
                    insert into chronic_qualification_event (person_id, qualification_no, version, step, valid_through, facilities, request_hash, done_by, done_at)
                    select person_id, qualification_no, 1, 'Grant', valid_through, '{}', '', 'demonstration', now() from qualified),
                account as (
                    insert into personal_account (person_id, credited_fen)
                    select added.person_id, $23::bigint from added where $23::bigint > 0
                    returning person_id, credited_fen),
                credited as (
                    insert into personal_account_credit (person_id, credit_no, amount_fen, request_hash, credited_by, credited_at)
                    select account.person_id, $3 || '-C1', account.credited_fen, $24, 'demonstration', now() from account),
                filed as (
                    insert into filing (person_id, filing_id, insured_region, filing_no, type, destination, valid_from, valid_through,
                        state, version, complete_from, slot, request_hash, submitted_by, submitted_at, decided_by, decided_at)
                    select added.person_id, filing.id, $2, filing.no, filing.type, filing.destination, filing.valid_from, filing.valid_through,
                        'Accepted', 2, filing.valid_from, case when filing.valid_through is null then 1 end,
                        filing.request_hash, 'demonstration', filing.filed_at, 'demonstration', filing.filed_at
                    from added cross join unnest($9::uuid[], $10::text[], $11::text[], $12::text[], $13::date[], $14::date[], $15::bytea[],
                        $16::timestamptz[]) as filing (id, no, type, destination, valid_from, valid_through, request_hash, filed_at)
                    returning person_id, filing_id, request_hash, submitted_at)
                insert into filing_event (person_id, filing_id, version, step, state, request_hash, done_by, done_at)
                select person_id, filing_id, step.version, step.name, step.state, request_hash, 'demonstration', submitted_at
                from filed cross join (values (1, 'Submit', 'Submitted'), (2, 'Accept', 'Accepted')) as step (version, name, state)
                """,
                cancellation,
                [
                    .. PersonValues(person), .. FilingValues(person.Filings), .. QualificationValues(person.ChronicQualifications ?? []),
                    .. EntitlementValues(person),
                ]);
        return persons.Count;
    }

    private static object[] PersonValues(DemonstrationPerson person) =>
    [
        person.ToPerson().Id.Value, person.InsuredRegion, person.PersonNo, person.Name, person.IdentityNumber,
        person.Scheme.ToString(), person.Category.ToString(), person.Status.ToString(),
    ];

    private static object?[] EntitlementValues(DemonstrationPerson person) =>
    [
        person.CivilServant, person.EnterpriseSupplement, person.Hardship?.ToString(), Money.FromYuan(person.PersonalAccountYuan).Fen,
        RequestHash($"demonstration credit {person.PersonNo}"),
    ];

    private static object[] FilingValues(IReadOnlyList<DemonstrationFiling> filings) =>
    [
        filings.Select(_ => FilingId.New().Value).ToArray(),
        filings.Select(f => f.FilingNo).ToArray(),
        filings.Select(f => f.Type.ToString()).ToArray(),
        filings.Select(f => f.Destination).ToArray(),
        filings.Select(f => f.ValidFrom).ToArray(),
        filings.Select(f => f.ValidThrough).ToArray(),
        filings.Select(f => RequestHash($"demonstration filing {f.FilingNo}")).ToArray(),
        filings.Select(f => new DateTimeOffset(f.ValidFrom, TimeOnly.MinValue, ChinaTime).ToUniversalTime()).ToArray(),
    ];

    private static object[] QualificationValues(IReadOnlyList<DemonstrationQualification> qualifications) =>
    [
        qualifications.Select(q => q.DiseaseCode).ToArray(),
        qualifications.Select(q => q.ValidFrom).ToArray(),
        qualifications.Select(q => q.ValidThrough).ToArray(),
    ];

    /// <summary>No request brought these filings and credits, so no request can be a retry of one: the hash is of words that no request has.</summary>
    private static byte[] RequestHash(string words) => SHA256.HashData(Encoding.UTF8.GetBytes(words));
}
