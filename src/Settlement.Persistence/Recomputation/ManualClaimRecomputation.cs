using Settlement.Domain.Settlements;

namespace Settlement.Persistence.Recomputation;

/// <summary>
/// 手工报销: a claim is approved or paid exactly where it names a manual settlement that no reversal takes back, and each of those is named by one; what
/// a person owes keeps a claim from being paid again.
/// </summary>
internal static class ManualClaimRecomputation
{
    internal static void Run(PersonBooks books, RecomputationReport report)
    {
        var reversed = books.Settlements.Where(s => s.Reverses is not null).Select(s => s.Reverses!.Value).ToHashSet();
        var standing = books.Settlements
            .Where(s => s.Channel == SettlementChannel.Manual && s.Reverses is null && !reversed.Contains(s.SettlementId))
            .ToDictionary(s => s.SettlementId, s => $"{s.FacilityCode}/{s.TransactionNo}");
        foreach (var claim in books.ManualClaims)
        {
            var counts = claim.State is "Approved" or "Paid";
            if (counts && !(claim.Settlement is { } named && standing.Remove(named)))
                report.AddDifference(claim.Name, new("settlement", $"{claim.Settlement?.Value}", "its manual settlement that stands"));
            // A claim that has ended may be owed for or not; every other state says it.
            var (least, most) = claim.State switch { "ToRecover" => (1, 1), "Refused" or "Withdrawn" => (0, 1), _ => (0, 0) };
            if (claim.Owed < least || claim.Owed > most)
                report.AddDifference(claim.Name, new($"payments to recover of a claim in {claim.State}", $"{claim.Owed}", $"{(claim.Owed < least ? least : most)}"));
        }
        foreach (var unnamed in standing.Values)
            report.AddDifference(unnamed, new("manual reimbursement", "counts", "an approved or paid claim that names it"));
    }
}
