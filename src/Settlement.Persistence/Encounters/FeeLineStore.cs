using Npgsql;
using Settlement.Domain.Catalogs;
using Settlement.Domain.Chronic;
using Settlement.Domain.Encounters;
using Settlement.Domain.Facilities;
using Settlement.Persistence.Chronic;
using Settlement.Persistence.Settlements;

namespace Settlement.Persistence.Encounters;

/// <summary>
/// Stores fee lines: one round trip that locks the encounter and reads what the lines refer to, one that writes. Uploads of one person
/// outside a stay run one after the other at a facility, so that what is declared for a disease and what is charged as ordinary care
/// always see each other.
/// </summary>
public sealed class FeeLineStore(NpgsqlDataSource source)
{
    /// <summary>Most lines of one encounter.</summary>
    public const int MaximumPerEncounter = 10_000;

    private const string LockUploads = "SELECT pg_advisory_xact_lock(hashtextextended('lines/' || $1::text || '/' || $2, 0))";

    private const string LockEncounters =
        "SELECT encounter_id, state FROM encounter WHERE person_id = $1 AND encounter_id = ANY ($2) "
        + "ORDER BY encounter_id DESC FOR NO KEY UPDATE";

    /// <summary>
    /// Together with the ordinary encounters that a declaration will mark, in the one order in which encounters are locked.
    /// </summary>
    private const string LockEncountersAndMarked =
        """
        SELECT encounter_id, state FROM encounter e
        WHERE person_id = $1 AND (encounter_id = ANY ($2)
            OR facility_code = $3 AND service IN ('Outpatient', 'Pharmacy') AND EXISTS (
                SELECT FROM fee_line l WHERE l.person_id = e.person_id AND l.encounter_id = e.encounter_id
                  AND (l.item_code, l.service_date) IN (SELECT * FROM unnest($4::text[], $5::date[]))))
        ORDER BY encounter_id DESC FOR NO KEY UPDATE
        """;

    /// <summary>Stored lines that are split together with those sent: charges that they refund, and refunds of either.</summary>
    private const string Related =
        $"""
        SELECT {FeeLineRows.Columns} FROM fee_line
        WHERE person_id = $1 AND encounter_id = $2 AND line_no <> ALL ($3::text[])
          AND (line_no = ANY ($4::text[]) OR refunds_line_no = ANY ($3::text[] || $4::text[]))
        ORDER BY line_no
        """;

    /// <summary>
    /// Locks the encounter until the session is disposed. The settlement takes the same lock, so lines cannot change under it.
    /// </summary>
    /// <param name="lines">The lines that were sent.</param>
    public async Task<FeeLineSession> OpenAsync(EncounterRecord encounter, IReadOnlyList<FeeLine> lines, CancellationToken cancellation)
    {
        var connection = await source.OpenConnectionAsync(cancellation);
        try
        {
            await connection.BeginTransactionAsync(cancellation); // sent together with the batch
            await using var batch = new NpgsqlBatch(connection);
            AddLocks(batch, [encounter], encounter.Service == CareService.ChronicOutpatient ? lines : []);
            AddReads(batch, encounter, lines);
            await using var reader = await batch.ExecuteReaderAsync(cancellation);
            var states = await StatesAsync(reader, encounter, cancellation);
            return new(connection, [await PartAsync(reader, encounter, lines, states[encounter.EncounterId.Value], cancellation)]);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// The same for the parts of a visit; lines that were sent to another part before move to the one that they are sent to now.
    /// </summary>
    /// <param name="parts">Every part of the visit with the lines sent to it, also those with none.</param>
    /// <returns>
    /// The session, or the line that cannot move: another part that is closed holds it, or lines that were not sent refund it there.
    /// </returns>
    public async Task<(FeeLineSession? Session, FixedLine? Fixed)> OpenAsync(
        IReadOnlyList<(EncounterRecord Encounter, IReadOnlyList<FeeLine> Lines)> parts, CancellationToken cancellation)
    {
        var connection = await source.OpenConnectionAsync(cancellation);
        try
        {
            await connection.BeginTransactionAsync(cancellation);
            Dictionary<Guid, EncounterState> states;
            await using (var locks = new NpgsqlBatch(connection))
            {
                AddLocks(locks, [.. parts.Select(p => p.Encounter)],
                    [.. parts.Where(p => p.Encounter.Service == CareService.ChronicOutpatient).SelectMany(p => p.Lines)]);
                await using var reader = await locks.ExecuteReaderAsync(cancellation);
                states = await StatesAsync(reader, parts[0].Encounter, cancellation);
            }
            if (await MovedLines.MoveAsync(connection, parts, states, cancellation) is { } immovable)
            {
                await connection.DisposeAsync();
                return (null, immovable);
            }
            await using var batch = new NpgsqlBatch(connection);
            var filled = parts.Where(p => p.Lines.Count > 0).ToList();
            foreach (var (encounter, lines) in filled)
                AddReads(batch, encounter, lines);
            await using var rows = await batch.ExecuteReaderAsync(cancellation);
            var opened = new List<FeeLinePart>();
            foreach (var (encounter, lines) in filled)
                opened.Add(await PartAsync(rows, encounter, lines, states[encounter.EncounterId.Value], cancellation));
            opened = [.. opened.Select(part => IsOrdinary(part.Encounter) ? part with { Declared = WithSent(part, opened) } : part)];
            return (new(connection, opened), null);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Keeps what charges were sent for, where the upload itself is refused: the word of the doctor stands (R-CHR-04).</summary>
    public async Task DeclareAsync(
        EncounterRecord encounter, IEnumerable<(string Disease, FeeLine Line)> sent, string by, DateTimeOffset at,
        CancellationToken cancellation)
    {
        var lines = sent.ToList();
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using var batch = new NpgsqlBatch(connection);
        AddLocks(batch, [encounter], [.. lines.Select(l => l.Line)]);
        foreach (var disease in lines.GroupBy(l => l.Disease))
            DeclaredItems.AddWrite(batch, encounter.PersonId, encounter.FacilityCode, disease.Key, disease.Select(l => l.Line), by, at);
        await batch.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    /// <param name="declared">Lines that are sent to an encounter of a disease.</param>
    private static void AddLocks(NpgsqlBatch batch, IReadOnlyList<EncounterRecord> encounters, IReadOnlyList<FeeLine> declared)
    {
        var (person, facility) = (encounters[0].PersonId.Value, encounters[0].FacilityCode.Value);
        var ids = encounters.Select(e => e.EncounterId.Value).ToArray();
        if (encounters[0].Service != CareService.Inpatient)
            batch.Add(LockUploads, person.ToString(), facility);
        if (declared.Count == 0)
            batch.Add(LockEncounters, person, ids);
        else
        {
            var (items, days) = DeclaredItems.Arrays(declared);
            batch.Add(LockEncountersAndMarked, person, ids, facility, items, days);
        }
    }

    private static async Task<Dictionary<Guid, EncounterState>> StatesAsync(
        NpgsqlDataReader reader, EncounterRecord any, CancellationToken cancellation)
    {
        if (any.Service != CareService.Inpatient)
            await reader.NextResultAsync(cancellation); // past the advisory lock
        var states = new Dictionary<Guid, EncounterState>();
        while (await reader.ReadAsync(cancellation))
            states.Add(reader.GetGuid(0), Enum.Parse<EncounterState>(reader.GetString(1)));
        await reader.NextResultAsync(cancellation);
        return states;
    }

    private static void AddReads(NpgsqlBatch batch, EncounterRecord encounter, IReadOnlyList<FeeLine> lines)
    {
        batch.Add(Related, encounter.PersonId.Value, encounter.EncounterId.Value,
            lines.Select(l => l.LineNo).ToArray(), lines.Select(l => l.RefundsLineNo).OfType<string>().ToArray());
        if (IsOrdinary(encounter))
            DeclaredItems.AddRead(batch, encounter.PersonId, encounter.FacilityCode, lines);
    }

    private static async Task<FeeLinePart> PartAsync(
        NpgsqlDataReader reader, EncounterRecord encounter, IReadOnlyList<FeeLine> lines, EncounterState state,
        CancellationToken cancellation)
    {
        var related = new List<FeeLine>();
        while (await reader.ReadAsync(cancellation))
            related.Add(FeeLineRows.Of(reader));
        await reader.NextResultAsync(cancellation);
        List<DeclaredItem> declared = [];
        if (IsOrdinary(encounter))
        {
            declared = await DeclaredItems.ReadAsync(reader, cancellation);
            await reader.NextResultAsync(cancellation);
        }
        return new(encounter, lines, state, related, declared);
    }

    /// <summary>
    /// What was declared before, and what the same call declares for a disease among the charges of the part. Sent together they are two
    /// charges, of which the one of the disease is settled first, so it holds the other only where it is refused or was paid in full.
    /// </summary>
    private static List<DeclaredItem> WithSent(FeeLinePart ordinary, IReadOnlyList<FeeLinePart> parts)
    {
        var charged = ordinary.Lines.Where(l => l.RefundsLineNo is null).Select(l => (l.ItemCode, l.ServiceDate)).ToHashSet();
        var sent = from part in parts
                   where part.Encounter.DiseaseCode is not null
                   from line in part.Lines
                   where line.RefundsLineNo is null && charged.Contains((line.ItemCode, line.ServiceDate))
                   select new DeclaredItem(
                       line.ItemCode, line.ServiceDate, part.Encounter.DiseaseCode!, part.State == EncounterState.PaidInFull);
        return
        [
            .. ordinary.Declared.Concat(sent).GroupBy(item => (item.ItemCode, item.ServiceDate, item.Disease))
                .Select(same => same.First() with { StandsWithDisease = same.Any(item => item.StandsWithDisease) }),
        ];
    }

    private static bool IsOrdinary(EncounterRecord encounter) => encounter.Service.IsOrdinary();
}
