using Settlement.Domain.ManualReimbursements;
using Settlement.Domain.RulesVersions;
using Settlement.Persistence.RulesVersions;

namespace Settlement.Persistence.ManualReimbursements;

public static class ManualRulesQueries
{
    /// <summary>Those under which a claim was received.</summary>
    public static ManualReimbursementRules Of(this RulesBook<ManualReimbursementRules> rules, ManualClaimRecord claim) =>
        rules.Named(claim.RulesVersion);
}

internal sealed class ManualReimbursementRulesMapping() : RulesVersionMapping<ManualReimbursementRules>("manual_reimbursement_rules");
