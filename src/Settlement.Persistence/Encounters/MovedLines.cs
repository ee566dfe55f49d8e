using Npgsql;
using Settlement.Domain.Catalogs;
using Settlement.Domain.Encounters;
using Settlement.Persistence.Settlements;

namespace Settlement.Persistence.Encounters;

/// <summary>A line that cannot move to another part of its visit.</summary>
/// <param name="State">State of the part that holds it; open where lines that were not sent along refund it there.</param>
public sealed record FixedLine(string LineNo, string EncounterNo, EncounterState State);

/// <summary>A line number stands once in a visit: sent to another part, the line moves.</summary>
internal static class MovedLines
{
    /// <returns>A line that cannot move; null where all of them have.</returns>
    internal static async Task<FixedLine?> MoveAsync(
        NpgsqlConnection connection, IReadOnlyList<(EncounterRecord Encounter, IReadOnlyList<FeeLine> Lines)> parts,
        Dictionary<Guid, EncounterState> states, CancellationToken cancellation)
    {
        var person = parts[0].Encounter.PersonId.Value;
        var target = parts.SelectMany(p => p.Lines.Select(l => (l.LineNo, p.Encounter.EncounterId.Value)))
            .ToDictionary(l => l.LineNo, l => l.Value);
        var stored = await StoredAsync(connection, person, [.. states.Keys], [.. target.Keys], cancellation);
        var moved = stored.Where(line => target.TryGetValue(line.LineNo, out var to) && to != line.Encounter).ToList();
        foreach (var line in moved)
        {
            var from = parts.FirstOrDefault(p => p.Encounter.EncounterId.Value == line.Encounter).Encounter;
            if (from is null)
                continue; // another encounter that is only locked
            var isRefundedThere = stored.Any(l => l.Encounter == line.Encounter && l.Refunds == line.LineNo
                && target.GetValueOrDefault(l.LineNo, line.Encounter) == line.Encounter);
            if (states[line.Encounter] != EncounterState.Open || isRefundedThere)
                return new(line.LineNo, from.EncounterNo, states[line.Encounter]);
        }
        await using var batch = new NpgsqlBatch(connection);
        foreach (var from in parts.Select(p => p.Encounter.EncounterId.Value))
            if (moved.Where(line => line.Encounter == from).Select(line => line.LineNo).ToArray() is { Length: > 0 } numbers)
                batch.Add("DELETE FROM fee_line WHERE person_id = $1 AND encounter_id = $2 AND line_no = ANY ($3)", person, from, numbers);
        if (batch.BatchCommands.Count > 0)
            await batch.ExecuteNonQueryAsync(cancellation);
        return null;
    }

    /// <summary>Stored lines of these numbers, and those that refund one of them.</summary>
    private static async Task<List<(string LineNo, Guid Encounter, string? Refunds)>> StoredAsync(
        NpgsqlConnection connection, Guid person, Guid[] encounters, string[] lineNos, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.Add(
            """
            SELECT line_no, encounter_id, refunds_line_no FROM fee_line
            WHERE person_id = $1 AND encounter_id = ANY ($2) AND (line_no = ANY ($3) OR refunds_line_no = ANY ($3)) ORDER BY line_no
            """,
            person, encounters, lineNos);
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        var stored = new List<(string, Guid, string?)>();
        while (await reader.ReadAsync(cancellation))
            stored.Add((reader.GetString(0), reader.GetGuid(1), reader.IsDBNull(2) ? null : reader.GetString(2)));
        return stored;
    }
}
