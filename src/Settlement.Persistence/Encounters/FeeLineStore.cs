using Npgsql;
using Settlement.Domain.Catalogs;
using Settlement.Domain.Encounters;
using Settlement.Persistence.Settlements;

namespace Settlement.Persistence.Encounters;

/// <summary>Stores fee lines: one round trip that locks the encounter and reads what the lines refer to, one that writes.</summary>
public sealed class FeeLineStore(NpgsqlDataSource source)
{
    /// <summary>Most lines of one encounter.</summary>
    public const int MaximumPerEncounter = 10_000;

    /// <summary>Stored lines that are split together with those sent: charges that they refund, and refunds of either.</summary>
    private const string Related =
        $"""
        SELECT {FeeLineRows.Columns} FROM fee_line
        WHERE person_id = $1 AND encounter_id = $2 AND line_no <> ALL ($3::text[])
          AND (line_no = ANY ($4::text[]) OR refunds_line_no = ANY ($3::text[] || $4::text[]))
        ORDER BY line_no
        """;

    /// <summary>Locks the encounter until the session is disposed. The settlement takes the same lock, so lines cannot change under it.</summary>
    /// <param name="lines">The lines that were sent.</param>
    public async Task<FeeLineSession> OpenAsync(EncounterRecord encounter, IReadOnlyList<FeeLine> lines, CancellationToken cancellation)
    {
        var connection = await source.OpenConnectionAsync(cancellation);
        try
        {
            await connection.BeginTransactionAsync(cancellation); // sent together with the batch
            var (person, id) = (encounter.PersonId.Value, encounter.EncounterId.Value);
            await using var batch = new NpgsqlBatch(connection);
            batch.Add("SELECT state FROM encounter WHERE person_id = $1 AND encounter_id = $2 FOR NO KEY UPDATE", person, id);
            batch.Add(Related, person, id, lines.Select(l => l.LineNo).ToArray(), lines.Select(l => l.RefundsLineNo).OfType<string>().ToArray());
            await using var reader = await batch.ExecuteReaderAsync(cancellation);
            await reader.ReadAsync(cancellation);
            var state = Enum.Parse<EncounterState>(reader.GetString(0));
            await reader.NextResultAsync(cancellation);
            var related = new List<FeeLine>();
            while (await reader.ReadAsync(cancellation))
                related.Add(FeeLineRows.Of(reader));
            return new(connection, encounter, lines, state, related);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}

/// <summary>One upload under way, holding the lock of its encounter; what was not kept is rolled back.</summary>
public sealed class FeeLineSession : IAsyncDisposable
{
    private const string CountEqual =
        $"""
        SELECT count(*) FROM (
            SELECT {FeeLineRows.Columns} FROM fee_line WHERE person_id = $1 AND encounter_id = $2
            INTERSECT SELECT * FROM {FeeLineRows.Sent}) equal
        """;

    private readonly NpgsqlConnection connection;
    private readonly EncounterRecord encounter;
    private readonly IReadOnlyList<FeeLine> lines;

    internal FeeLineSession(
        NpgsqlConnection connection, EncounterRecord encounter, IReadOnlyList<FeeLine> lines, EncounterState state, IReadOnlyList<FeeLine> related) =>
        (this.connection, this.encounter, this.lines, State, Related) = (connection, encounter, lines, state, related);

    /// <summary>State of the encounter, which the lock holds.</summary>
    public EncounterState State { get; }

    /// <summary>Stored lines that are not among those sent and are split together with them.</summary>
    public IReadOnlyList<FeeLine> Related { get; }

    private object[] Values => [encounter.PersonId.Value, encounter.EncounterId.Value, .. FeeLineRows.Arrays(lines)];

    /// <summary>Whether the encounter holds exactly these lines already: the upload is a retry.</summary>
    public async Task<bool> HasAllAsync(CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.Add(CountEqual, Values);
        return await batch.ExecuteScalarAsync(cancellation) is long equal && equal == lines.Count;
    }

    /// <summary>Stores the lines and commits; a line that is there already is replaced.</summary>
    /// <returns>False where the encounter would hold more lines than one settlement takes; then nothing is stored.</returns>
    public async Task<bool> KeepAsync(CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.Add(FeeLineRows.Upsert, Values);
        batch.Add("SELECT count(*) FROM fee_line WHERE person_id = $1 AND encounter_id = $2", encounter.PersonId.Value, encounter.EncounterId.Value);
        if (await batch.ExecuteScalarAsync(cancellation) is > (long)FeeLineStore.MaximumPerEncounter)
            return false;
        await using var commit = new NpgsqlCommand("COMMIT", connection);
        await commit.ExecuteNonQueryAsync(cancellation);
        return true;
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
