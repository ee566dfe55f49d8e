using Microsoft.EntityFrameworkCore;
using Settlement.Api.Calls;
using Settlement.Domain;
using Settlement.Domain.Catalogs;
using Settlement.Persistence;
using Settlement.Persistence.Catalogs;

namespace Settlement.Api.Catalogs;

/// <summary>目录版本 as they are found and answered.</summary>
internal sealed class CatalogVersions(SettlementDbContext db)
{
    internal Task<CatalogVersionRecord?> FindAsync(RegionCode owner, string version, CancellationToken cancellation) =>
        db.CatalogVersions.SingleOrDefaultAsync(v => v.Owner == owner && v.Version == version, cancellation);

    /// <summary>Whether entries that came otherwise carry the name: a settled line names its entry by code and version.</summary>
    internal Task<bool> IsNameTakenAsync(RegionCode owner, string version, CancellationToken cancellation) => db.Database.SqlQuery<bool>(
        $"""
        SELECT EXISTS (
            SELECT FROM catalog_entry WHERE owner IN ({owner.Value}, {Catalog.National.Value}) AND catalog_version = {version}) AS "Value"
        """).SingleAsync(cancellation);

    internal async Task<Outcome<CatalogVersionAnswer>> ReadAsync(RegionCode owner, string version, Call call) =>
        await FindAsync(owner, version, call.Cancellation) is { } record
            ? await AnswerAsync(record, call)
            : ProblemKind.NotFound.Refuse(version);

    internal async Task<Outcome<Page<CatalogVersionAnswer>>> ListAsync(RegionCode owner, PageQuery page, Call call)
    {
        if (Paging.LimitFault(page.Limit) is { } fault)
            return fault;
        var records = await db.CatalogVersions.AsNoTracking()
            .Where(v => v.Owner == owner && string.Compare(v.Version, page.After ?? "") > 0)
            .OrderBy(v => v.Version).Take(page.Limit + 1).ToListAsync(call.Cancellation);
        var answers = await AnswersAsync(owner, records, call);
        return Page<CatalogVersionAnswer>.Of(answers, page.Limit, answer => answer.Version, answer => answer);
    }

    internal async Task<CatalogVersionAnswer> AnswerAsync(CatalogVersionRecord version, Call call) =>
        (await AnswersAsync(version.Owner, [version], call))[0];

    private async Task<IReadOnlyList<CatalogVersionAnswer>> AnswersAsync(
        RegionCode owner, IReadOnlyList<CatalogVersionRecord> versions, Call call)
    {
        var names = versions.Select(v => v.Version).ToArray();
        var events = (await db.CatalogVersionEvents.AsNoTracking()
            .Where(e => e.Owner == owner && names.Contains(e.CatalogVersion)).ToListAsync(call.Cancellation))
            .ToLookup(e => e.CatalogVersion);
        var published = versions.Where(v => v.State == CatalogVersionState.Published).Select(v => v.Version).ToArray();
        var superseded = published.Length == 0 ? [] : await SupersededAsync(owner, published, call);
        return [.. versions.Select(v => CatalogVersionAnswer.From(v, superseded.Contains(v.Version), events[v.Version]))];
    }

    /// <summary>Those of which no entry is in force or will be. A version that only removes never had one, and stays published.</summary>
    private Task<HashSet<string>> SupersededAsync(RegionCode owner, string[] versions, Call call) => db.Database.SqlQuery<string>(
        $"""
        SELECT v AS "Value" FROM unnest({versions}) AS v
        WHERE EXISTS (SELECT FROM catalog_version_row r WHERE r.owner = {owner.Value} AND r.version = v AND r.operation = 'Set')
            AND v NOT IN (
                SELECT e.catalog_version FROM catalog_entry e
                WHERE e.owner = {owner.Value} AND e.superseded_at IS NULL AND (e.valid_through IS NULL OR e.valid_through >= {call.Today}))
        """).ToHashSetAsync(call.Cancellation);
}
