using Settlement.Domain;
using Settlement.Domain.ManualReimbursements;
using Settlement.Domain.RulesVersions;
using Settlement.Persistence.RulesVersions;

namespace Settlement.Persistence.ManualReimbursements;

public static class ManualRulesBook
{
    public static Task<RulesBook<ManualReimbursementRules>> LoadAsync(
        SettlementDbContext db, RegionCode insuredRegion, CancellationToken cancellation) =>
        db.RulesOfAsync<ManualReimbursementRules>(insuredRegion, cancellation);

    /// <summary>Those under which a claim was received.</summary>
    public static ManualReimbursementRules Of(this RulesBook<ManualReimbursementRules> rules, ManualClaimRecord claim) =>
        rules.Named(claim.RulesVersion);
}

internal sealed class ManualReimbursementRulesMapping() : RulesVersionMapping<ManualReimbursementRules>("manual_reimbursement_rules");
