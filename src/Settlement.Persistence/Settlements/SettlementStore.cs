using Npgsql;
using Settlement.Domain;
using Settlement.Domain.Chronic;
using Settlement.Persistence.Chronic;

namespace Settlement.Persistence.Settlements;

/// <summary>
/// The settlement path in PostgreSQL: one round trip that locks and reads what belongs to the person, one that writes
/// everything and commits. Locks are taken in one order everywhere: transaction numbers, encounters, those which they continue,
/// benefit accounts by year, personal account.
/// </summary>
public sealed class SettlementStore(NpgsqlDataSource source)
{
    /// <summary>Reads without a lock, for a preview.</summary>
    public async Task<SettlementReads> ReadAsync(SettlementQuery query, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        return await SettlementQueries.ReadAsync(connection, query, cancellation);
    }

    /// <summary>
    /// What the facility declared for a disease of the person among the charges of an encounter; asked only of one that is marked.
    /// </summary>
    /// <param name="settled">Parts of the visit that a preview takes as settled before this one.</param>
    public async Task<IReadOnlyList<DeclaredItem>> DeclaredAsync(
        FacilityCode facility, EncounterReads encounter, IReadOnlyList<EncounterId> settled, CancellationToken cancellation)
    {
        if (!encounter.HasDeclaredLines)
            return [];
        await using var connection = await source.OpenConnectionAsync(cancellation);
        return await DeclaredItems.OfAsync(connection, encounter.Person.Id, facility, encounter.Lines, cancellation, settled);
    }

    /// <summary>Begins without a lock. The session must be disposed; what was not kept is rolled back.</summary>
    public async Task<SettlementSession> BeginAsync(CancellationToken cancellation)
    {
        var connection = await source.OpenConnectionAsync(cancellation);
        try
        {
            return new(connection, await connection.BeginTransactionAsync(cancellation)); // sent together with the first batch
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Locks the numbers, encounters and accounts of several settlements and reversals that are kept together; each is then read by itself.
    /// </summary>
    /// <param name="originals">What is reversed, one settlement or several of one person.</param>
    public Task<SettlementSession> OpenAsync(
        FacilityCode facility, IEnumerable<string> transactionNos, IReadOnlyCollection<SettlementRecord> originals,
        CancellationToken cancellation) =>
        LockedAsync(
            session => session.LockAsync(facility, [.. transactionNos.Order(StringComparer.Ordinal)], originals, cancellation),
            cancellation);

    /// <summary>Locks the numbers and the parts of a visit that are settled together; each is then read by itself.</summary>
    public Task<SettlementSession> OpenAsync(
        FacilityCode facility, IEnumerable<string> transactionNos, PersonId person, IEnumerable<EncounterId> parts,
        CancellationToken cancellation) =>
        LockedAsync(
            session => session.LockAsync(facility, [.. transactionNos.Order(StringComparer.Ordinal)], person, [.. parts], cancellation),
            cancellation);

    private async Task<SettlementSession> LockedAsync(Func<SettlementSession, Task> locks, CancellationToken cancellation)
    {
        var session = await BeginAsync(cancellation);
        try
        {
            await locks(session);
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }
}
