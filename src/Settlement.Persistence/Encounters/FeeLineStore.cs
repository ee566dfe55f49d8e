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

/// <summary>Stores fee lines in one statement; a line that is there already is replaced.</summary>
public sealed class FeeLineStore(NpgsqlDataSource source)
{
    /// <summary>Most lines of one encounter.</summary>
    public const int MaximumPerEncounter = 10_000;

    private const string Upsert =
        """
        INSERT INTO fee_line (person_id, encounter_id, line_no, item_code, service_date, quantity, unit_price, amount_fen)
        SELECT $1, $2, * FROM unnest($3::text[], $4::text[], $5::date[], $6::numeric[], $7::numeric[], $8::bigint[])
        ON CONFLICT (person_id, encounter_id, line_no) DO UPDATE SET
            item_code = excluded.item_code, service_date = excluded.service_date, quantity = excluded.quantity,
            unit_price = excluded.unit_price, amount_fen = excluded.amount_fen
        """;

    private const string CountEqual =
        """
        SELECT count(*) FROM fee_line
        JOIN unnest($3::text[], $4::text[], $5::date[], $6::numeric[], $7::numeric[], $8::bigint[])
            AS sent (line_no, item_code, service_date, quantity, unit_price, amount_fen)
            USING (line_no, item_code, service_date, quantity, unit_price, amount_fen)
        WHERE person_id = $1 AND encounter_id = $2
        """;

    public async Task<FeeLineUpload> PutAsync(EncounterRecord encounter, IReadOnlyList<FeeLine> lines, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var (person, id) = (encounter.PersonId.Value, encounter.EncounterId.Value);

        // The settlement takes the same lock, so lines cannot change under it.
        await using var locking = new NpgsqlCommand(
            "SELECT state FROM encounter WHERE person_id = $1 AND encounter_id = $2 FOR NO KEY UPDATE", connection, transaction)
        {
            Parameters = { new() { Value = person }, new() { Value = id } },
        };
        var isOpen = await locking.ExecuteScalarAsync(cancellation) as string == nameof(EncounterState.Open);

        T[] Column<T>(Func<FeeLine, T> of) => [.. lines.Select(of)];
        object[] columns =
        [
            person, id, Column(l => l.LineNo), Column(l => l.ItemCode), Column(l => l.ServiceDate),
            Column(l => l.Quantity), Column(l => l.UnitPriceYuan), Column(l => l.Amount.Fen),
        ];
        await using var batch = new NpgsqlBatch(connection, transaction);
        if (!isOpen)
        {
            batch.Add(CountEqual, columns);
            return await batch.ExecuteScalarAsync(cancellation) is long equal && equal == lines.Count
                ? FeeLineUpload.Unchanged
                : FeeLineUpload.EncounterSettled;
        }
        batch.Add(Upsert, columns);
        batch.Add("SELECT count(*) FROM fee_line WHERE person_id = $1 AND encounter_id = $2", person, id);
        if (await batch.ExecuteScalarAsync(cancellation) is > (long)MaximumPerEncounter)
            return FeeLineUpload.TooMany;

        await transaction.CommitAsync(cancellation);
        return FeeLineUpload.Stored;
    }
}
