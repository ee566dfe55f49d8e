using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Settlement.Api.Calls;
using Settlement.Domain;
using Settlement.Domain.Catalogs;
using Settlement.Persistence;
using Settlement.Persistence.Catalogs;
using Settlement.Persistence.Numbers;

namespace Settlement.Api.Catalogs;

/// <summary>What the operations on a version share.</summary>
internal sealed class CatalogVersionDesk(SettlementDbContext db, TimeProvider clock)
{
    /// <summary>Nobody else writes the province's catalogue until the transaction ends.</summary>
    internal Task<IDbContextTransaction> LockAsync(RegionCode owner, CancellationToken cancellation) =>
        db.LockNumberAsync("catalog", owner.Value, cancellation);

    internal Task<CatalogVersionRecord?> FindAsync(RegionCode owner, string version, CancellationToken cancellation) =>
        db.CatalogVersions.SingleOrDefaultAsync(v => v.Owner == owner && v.Version == version, cancellation);

    /// <summary>Whether entries that came otherwise carry the name: a settled line names its entry by code and version.</summary>
    internal Task<bool> IsNameTakenAsync(RegionCode owner, string version, CancellationToken cancellation) => db.Database.SqlQuery<bool>(
        $"""
        SELECT EXISTS (SELECT FROM catalog_entry WHERE owner IN ({owner.Value}, {Catalog.National.Value}) AND catalog_version = {version}) AS "Value"
        """).SingleAsync(cancellation);

    internal async Task RecordAsync(
        CatalogVersionRecord version, CatalogVersionStep step, string by, string? note, CancellationToken cancellation) => db.Add(new CatalogVersionEventRecord
        {
            Owner = version.Owner,
            Version = version.Version,
            EventNo = 1 + await db.CatalogVersionEvents.CountAsync(e => e.Owner == version.Owner && e.Version == version.Version, cancellation),
            Step = step,
            Revision = version.Revision,
            By = by,
            At = clock.Now(),
            Note = note,
        });

    internal async Task<CatalogVersionAnswer> AnswerAsync(CatalogVersionRecord version, CancellationToken cancellation) =>
        (await AnswersAsync(version.Owner, [version], cancellation))[0];

    internal async Task<IReadOnlyList<CatalogVersionAnswer>> AnswersAsync(
        RegionCode owner, IReadOnlyList<CatalogVersionRecord> versions, CancellationToken cancellation)
    {
        var names = versions.Select(v => v.Version).ToArray();
        var events = (await db.CatalogVersionEvents.AsNoTracking().Where(e => e.Owner == owner && names.Contains(e.Version)).ToListAsync(cancellation))
            .ToLookup(e => e.Version);
        var published = versions.Where(v => v.State == CatalogVersionState.Published).Select(v => v.Version).ToArray();
        var superseded = published.Length == 0 ? [] : await SupersededAsync(owner, published, cancellation);
        return [.. versions.Select(v => CatalogVersionAnswer.From(v, superseded.Contains(v.Version), events[v.Version]))];
    }

    /// <summary>Those of which no entry is in force or will be. A version that only removes has none from the start, and stays published.</summary>
    private Task<HashSet<string>> SupersededAsync(RegionCode owner, string[] versions, CancellationToken cancellation) => db.Database.SqlQuery<string>(
        $"""
        SELECT v AS "Value" FROM unnest({versions}) AS v
        WHERE EXISTS (SELECT FROM catalog_version_row r WHERE r.owner = {owner.Value} AND r.version = v AND r.operation = 'Set')
            AND v NOT IN (
                SELECT e.catalog_version FROM catalog_entry e
                WHERE e.owner = {owner.Value} AND e.superseded_at IS NULL AND (e.valid_through IS NULL OR e.valid_through >= {clock.Today()}))
        """).ToHashSetAsync(cancellation);
}
