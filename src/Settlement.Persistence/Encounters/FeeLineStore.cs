using Npgsql;
using Settlement.Domain.Catalogs;
using Settlement.Persistence.Settlements;

namespace Settlement.Persistence.Encounters;

/// <summary>What became of an upload.</summary>
public enum FeeLineUpload
{
    Stored,

    /// <summary>The encounter is settled and holds exactly these lines: the upload is a retry.</summary>
    Unchanged,

    /// <summary>The encounter is settled; nothing was stored.</summary>
    EncounterSettled,

    /// <summary>The encounter would hold more lines than one settlement takes; nothing was stored.</summary>
    TooMany,
}

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
            var isOpen = await reader.ReadAsync(cancellation) && reader.GetString(0) == nameof(EncounterState.Open);
            await reader.NextResultAsync(cancellation);
            var related = new List<FeeLine>();
            while (await reader.ReadAsync(cancellation))
                related.Add(FeeLineRows.Of(reader));
            return new(connection, encounter, lines, isOpen, related);
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
    private const string Upsert =
        $"""
        INSERT INTO fee_line (person_id, encounter_id, {FeeLineRows.Columns}) SELECT $1, $2, * FROM {FeeLineRows.Sent}
        ON CONFLICT (person_id, encounter_id, line_no) DO UPDATE SET
            item_code = excluded.item_code, service_date = excluded.service_date, quantity = excluded.quantity,
            unit_price = excluded.unit_price, amount_fen = excluded.amount_fen, kind = excluded.kind,
            refunds_line_no = excluded.refunds_line_no, approval = excluded.approval
        """;

    private const string CountEqual =
        $"""
        SELECT count(*) FROM (
            SELECT {FeeLineRows.Columns} FROM fee_line WHERE person_id = $1 AND encounter_id = $2
            INTERSECT SELECT * FROM {FeeLineRows.Sent}) equal
        """;

    private readonly NpgsqlConnection connection;
    private readonly EncounterRecord encounter;
    private readonly IReadOnlyList<FeeLine> lines;
    private readonly bool isOpen;

    internal FeeLineSession(
        NpgsqlConnection connection, EncounterRecord encounter, IReadOnlyList<FeeLine> lines, bool isOpen, IReadOnlyList<FeeLine> related) =>
        (this.connection, this.encounter, this.lines, this.isOpen, Related) = (connection, encounter, lines, isOpen, related);

    /// <summary>Stored lines that are not among those sent and are split together with them.</summary>
    public IReadOnlyList<FeeLine> Related { get; }

    /// <summary>Stores the lines and commits; a line that is there already is replaced.</summary>
    public async Task<FeeLineUpload> KeepAsync(CancellationToken cancellation)
    {
        object[] values = [encounter.PersonId.Value, encounter.EncounterId.Value, .. FeeLineRows.Arrays(lines)];
        await using var batch = new NpgsqlBatch(connection);
        if (!isOpen)
        {
            batch.Add(CountEqual, values);
            return await batch.ExecuteScalarAsync(cancellation) is long equal && equal == lines.Count
                ? FeeLineUpload.Unchanged
                : FeeLineUpload.EncounterSettled;
        }
        batch.Add(Upsert, values);
        batch.Add("SELECT count(*) FROM fee_line WHERE person_id = $1 AND encounter_id = $2", values[0], values[1]);
        if (await batch.ExecuteScalarAsync(cancellation) is > (long)FeeLineStore.MaximumPerEncounter)
            return FeeLineUpload.TooMany;

        await using var commit = new NpgsqlCommand("COMMIT", connection);
        await commit.ExecuteNonQueryAsync(cancellation);
        return FeeLineUpload.Stored;
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
