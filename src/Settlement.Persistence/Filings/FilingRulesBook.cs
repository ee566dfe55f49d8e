using Microsoft.EntityFrameworkCore;
using Settlement.Domain;
using Settlement.Domain.Filings;

namespace Settlement.Persistence.Filings;

/// <summary>备案规则 of one insured place, by day.</summary>
public sealed class FilingRulesBook(IReadOnlyList<FilingRules> versions)
{
    public static async Task<FilingRulesBook> LoadAsync(SettlementDbContext db, RegionCode insuredRegion, CancellationToken cancellation)
    {
        var rows = await db.FilingRules.AsNoTracking().Where(r => r.InsuredRegion == insuredRegion).ToListAsync(cancellation);
        return new([.. rows.Select(row => FilingRulesDocument.Read(row.Document) with { InForceThrough = row.ValidThrough })]);
    }

    /// <summary>The place's own rules of that day, else the national ones.</summary>
    public FilingRules On(DateOnly day) =>
        versions.SingleOrDefault(version => new DateRange(version.InForceFrom, version.InForceThrough).Contains(day)) ?? FilingRulesDocument.National;

    /// <summary>Those by which a filing is judged: today's while it waits, those of its decision for ever after.</summary>
    public FilingRules Of(FilingRecord filing, DateOnly today) => filing.DecidedAt is null
        ? On(today)
        : versions.SingleOrDefault(version => version.Version == filing.RulesVersion) ?? FilingRulesDocument.National;
}
