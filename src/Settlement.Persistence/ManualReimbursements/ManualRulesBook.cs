using Microsoft.EntityFrameworkCore;
using Settlement.Domain;
using Settlement.Domain.ManualReimbursements;
using Settlement.Persistence.RulesVersions;

namespace Settlement.Persistence.ManualReimbursements;

/// <summary>手工报销规则 of one insured place, by day.</summary>
public sealed class ManualRulesBook(IReadOnlyList<ManualReimbursementRules> versions)
{
    public static async Task<ManualRulesBook> LoadAsync(SettlementDbContext db, RegionCode insuredRegion, CancellationToken cancellation)
    {
        var rows = await db.ManualReimbursementRules.AsNoTracking().Where(r => r.InsuredRegion == insuredRegion).ToListAsync(cancellation);
        return new([.. rows.Select(row => ManualRulesDocument.Read(row.Document) with { InForceThrough = row.ValidThrough })]);
    }

    /// <summary>The place's own rules of that day, else the national ones.</summary>
    public ManualReimbursementRules On(DateOnly day) =>
        versions.SingleOrDefault(version => new DateRange(version.InForceFrom, version.InForceThrough).Contains(day)) ?? ManualRulesDocument.National;

    /// <summary>Those under which a claim was received.</summary>
    public ManualReimbursementRules Of(ManualClaimRecord claim) =>
        versions.SingleOrDefault(version => version.Version == claim.RulesVersion) ?? ManualRulesDocument.National;
}

/// <summary>手工报销规则 of an insured place as <see cref="ManualRulesDocument"/> reads them.</summary>
public sealed class ManualReimbursementRulesRecord : RulesVersionRecord;

internal sealed class ManualReimbursementRulesMapping() : RulesVersionMapping<ManualReimbursementRulesRecord>("manual_reimbursement_rules");
