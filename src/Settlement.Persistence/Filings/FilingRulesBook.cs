using Microsoft.EntityFrameworkCore;
using Settlement.Domain;
using Settlement.Domain.Filings;

namespace Settlement.Persistence.Filings;

/// <summary>备案规则 of one insured place, by day.</summary>
public sealed class FilingRulesBook(IReadOnlyList<(DateRange InForce, FilingRules Rules)> versions)
{
    public static async Task<FilingRulesBook> LoadAsync(SettlementDbContext db, RegionCode insuredRegion, CancellationToken cancellation)
    {
        var rows = await db.FilingRules.AsNoTracking().Where(r => r.InsuredRegion == insuredRegion).ToListAsync(cancellation);
        return new([.. rows.Select(row => (new DateRange(row.ValidFrom, row.ValidThrough), FilingRulesDocument.Read(row.Document)))]);
    }

    /// <summary>The place's own rules of that day, else the national ones.</summary>
    public FilingRules On(DateOnly day) =>
        versions.Where(version => version.InForce.Contains(day)).Select(version => version.Rules).SingleOrDefault() ?? FilingRulesDocument.National;
}
