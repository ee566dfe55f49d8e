using Npgsql;
using Settlement.Domain;
using Settlement.Domain.Catalogs;
using Settlement.Domain.Chronic;
using Settlement.Persistence.Settlements;

namespace Settlement.Persistence.Chronic;

/// <summary>Reads and writes 病种申报: what a facility declared for a disease of a person.</summary>
internal static class DeclaredItems
{
    private const string Matching =
        """
        SELECT d.item_code, d.service_date, d.disease_code, EXISTS (
            SELECT FROM encounter e JOIN fee_line l USING (person_id, encounter_id)
            WHERE e.person_id = d.person_id AND e.facility_code = d.facility_code AND e.disease_code = d.disease_code
              AND e.state IN ('Open', 'PaidInFull') AND e.encounter_id <> ALL ($5::uuid[])
              AND l.item_code = d.item_code AND l.service_date = d.service_date AND l.refunds_line_no IS NULL)
        FROM disease_declaration d
        WHERE d.person_id = $1 AND d.facility_code = $2
          AND (d.item_code, d.service_date) IN (SELECT * FROM unnest($3::text[], $4::date[]))
        ORDER BY d.service_date, d.item_code, d.disease_code
        """;

    private const string Insert =
        """
        INSERT INTO disease_declaration (person_id, facility_code, service_date, item_code, disease_code, declared_by, declared_at)
        SELECT DISTINCT $1::uuid, $2::text, service_date, item_code, $5::text, $6::text, $7::timestamptz
        FROM unnest($3::text[], $4::date[]) AS sent (item_code, service_date)
        ON CONFLICT DO NOTHING
        """;

    /// <summary>Whatever was charged as ordinary care meets the declaration: it asks at its settlement, also if that is reversed and made again.</summary>
    private const string Mark =
        """
        UPDATE encounter e SET has_declared_lines = true
        WHERE e.person_id = $1 AND e.facility_code = $2 AND e.service IN ('Outpatient', 'Pharmacy') AND NOT e.has_declared_lines
          AND EXISTS (
            SELECT FROM fee_line l WHERE l.person_id = e.person_id AND l.encounter_id = e.encounter_id AND l.refunds_line_no IS NULL
              AND (l.item_code, l.service_date) IN (SELECT * FROM unnest($3::text[], $4::date[])))
        """;

    /// <summary>Adds the read of what was declared among the charges; <see cref="ReadAsync"/> takes its result.</summary>
    /// <param name="settled">Encounters of a disease that count as settled, whatever their state.</param>
    internal static void AddRead(
        NpgsqlBatch batch, PersonId person, FacilityCode facility, IEnumerable<FeeLine> lines, IEnumerable<EncounterId>? settled = null)
    {
        var (items, days) = Arrays(lines);
        batch.Add(Matching, person.Value, facility.Value, items, days, (settled ?? []).Select(e => e.Value).ToArray());
    }

    internal static async Task<List<DeclaredItem>> ReadAsync(NpgsqlDataReader reader, CancellationToken cancellation)
    {
        var declared = new List<DeclaredItem>();
        while (await reader.ReadAsync(cancellation))
            declared.Add(new(reader.GetString(0), reader.GetFieldValue<DateOnly>(1), reader.GetString(2), reader.GetBoolean(3)));
        return declared;
    }

    internal static async Task<List<DeclaredItem>> OfAsync(
        NpgsqlConnection connection, PersonId person, FacilityCode facility, IEnumerable<FeeLine> lines, CancellationToken cancellation,
        IEnumerable<EncounterId>? settled = null)
    {
        await using var batch = new NpgsqlBatch(connection);
        AddRead(batch, person, facility, lines, settled);
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        return await ReadAsync(reader, cancellation);
    }

    /// <summary>Adds the declaration of charges for a disease, and marks the ordinary encounters that hold one of them.</summary>
    internal static void AddWrite(
        NpgsqlBatch batch, PersonId person, FacilityCode facility, string disease, IEnumerable<FeeLine> lines, string by, DateTimeOffset at)
    {
        var (items, days) = Arrays(lines);
        batch.Add(Insert, person.Value, facility.Value, items, days, disease, by, at);
        batch.Add(Mark, person.Value, facility.Value, items, days);
    }

    internal static (string[] Items, DateOnly[] Days) Arrays(IEnumerable<FeeLine> lines)
    {
        var charges = lines.Where(l => l.RefundsLineNo is null).ToList();
        return ([.. charges.Select(l => l.ItemCode)], [.. charges.Select(l => l.ServiceDate)]);
    }
}
