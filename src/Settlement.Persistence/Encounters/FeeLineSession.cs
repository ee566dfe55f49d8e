using Npgsql;
using Settlement.Domain.Catalogs;
using Settlement.Domain.Chronic;
using Settlement.Domain.Encounters;
using Settlement.Persistence.Chronic;
using Settlement.Persistence.Settlements;

namespace Settlement.Persistence.Encounters;

/// <summary>Lines sent to one encounter, which is locked.</summary>
/// <param name="Related">Stored lines that are not among those sent and are split together with them.</param>
/// <param name="Declared">
/// What the facility declared for a disease among the charges sent; none but for ordinary outpatient care and purchases.
/// </param>
public sealed record FeeLinePart(
    EncounterRecord Encounter,
    IReadOnlyList<FeeLine> Lines,
    EncounterState State,
    IReadOnlyList<FeeLine> Related,
    IReadOnlyList<DeclaredItem> Declared)
{
    internal object[] Values => [Encounter.PersonId.Value, Encounter.EncounterId.Value, .. FeeLineRows.Arrays(Lines)];
}

/// <summary>One upload under way, holding the locks of its encounters; what was not kept is rolled back.</summary>
public sealed class FeeLineSession : IAsyncDisposable
{
    private const string CountEqual =
        $"""
        SELECT count(*) FROM (
            SELECT {FeeLineRows.Columns} FROM fee_line WHERE person_id = $1 AND encounter_id = $2
            INTERSECT SELECT * FROM {FeeLineRows.Sent}) equal
        """;

    private readonly NpgsqlConnection connection;

    internal FeeLineSession(NpgsqlConnection connection, IReadOnlyList<FeeLinePart> parts) =>
        (this.connection, Parts) = (connection, parts);

    /// <summary>The encounters to which lines were sent.</summary>
    public IReadOnlyList<FeeLinePart> Parts { get; }

    /// <summary>Whether the encounter holds exactly these lines already: the upload is a retry.</summary>
    public async Task<bool> HasAllAsync(FeeLinePart part, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.Add(CountEqual, part.Values);
        return await batch.ExecuteScalarAsync(cancellation) is long equal && equal == part.Lines.Count;
    }

    /// <summary>What a settlement of the part would read, as this upload sees it.</summary>
    public async Task<EncounterReads> ReadAsync(FeeLinePart part, CancellationToken cancellation)
    {
        var query = new SettlementQuery(
            part.Encounter.FacilityCode, part.Encounter.EncounterNo, new((short)part.Encounter.StartedOn.Year));
        return (await SettlementQueries.ReadAsync(connection, query, cancellation)).Found!;
    }

    /// <summary>
    /// Stores the lines of every part that is open, declares those of a disease, and commits; a line that is there already is replaced.
    /// </summary>
    /// <returns>False where an encounter would hold more lines than one settlement takes; then nothing is stored.</returns>
    public async Task<bool> KeepAsync(string by, DateTimeOffset at, CancellationToken cancellation)
    {
        await using (var batch = new NpgsqlBatch(connection))
        {
            var open = Parts.Where(p => p.State == EncounterState.Open).ToList();
            foreach (var part in open)
                batch.Add(FeeLineRows.Upsert, part.Values);
            foreach (var part in open) // after the lines of every part, so that a declaration marks those of this upload too
            {
                var (person, facility) = (part.Encounter.PersonId, part.Encounter.FacilityCode);
                if (part.Encounter.DiseaseCode is { } disease)
                    DeclaredItems.AddWrite(batch, person, facility, disease, part.Lines, by, at);
                if (part.Declared.Count > 0)
                    batch.Add(
                        "UPDATE encounter SET has_declared_lines = true WHERE person_id = $1 AND encounter_id = $2",
                        person.Value, part.Encounter.EncounterId.Value);
            }
            if (open.Count > 0)
                batch.Add(
                    "SELECT count(*) FROM fee_line WHERE person_id = $1 AND encounter_id = ANY ($2) "
                    + "GROUP BY encounter_id ORDER BY 1 DESC LIMIT 1",
                    open[0].Encounter.PersonId.Value, open.Select(p => p.Encounter.EncounterId.Value).ToArray());
            if (open.Count > 0 && await batch.ExecuteScalarAsync(cancellation) is > (long)FeeLineStore.MaximumPerEncounter)
                return false;
        }
        await using var commit = new NpgsqlCommand("COMMIT", connection);
        await commit.ExecuteNonQueryAsync(cancellation);
        return true;
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
