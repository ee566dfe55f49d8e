using Microsoft.EntityFrameworkCore;
using Settlement.Domain;
using Settlement.Domain.RulesVersions;

namespace Settlement.Persistence.RulesVersions;

public static class RulesBooks
{
    /// <summary>The rules of one kind of an insured place.</summary>
    public static async Task<RulesBook<TRules>> RulesOfAsync<TRules>(
        this SettlementDbContext db, RegionCode insuredRegion, CancellationToken cancellation)
        where TRules : class, IDatedRules<TRules>
    {
        var versions = await db.Set<RulesVersionRecord<TRules>>().AsNoTracking().Where(r => r.InsuredRegion == insuredRegion)
            .ToListAsync(cancellation);
        return new([.. versions.Select(version => version.ToRules())]);
    }
}
