using Microsoft.EntityFrameworkCore;
using Settlement.Domain.Settlements;

namespace Settlement.Persistence.Settlements;

/// <summary>What the lines of a stored settlement say.</summary>
public static class SettledLines
{
    /// <summary>The lines as they were settled; none of a reversal.</summary>
    public static Task<List<SettlementLineRecord>> LinesOfAsync(
        this SettlementDbContext db, SettlementRecord settlement, CancellationToken cancellation) =>
        db.SettlementLines.AsNoTracking()
            .Where(l => l.PersonId == settlement.PersonId && l.SettlementId == settlement.SettlementId)
            .OrderBy(l => l.LineNo).ToListAsync(cancellation);

    /// <summary>各医疗收费项目类别合计, in the order of their codes.</summary>
    public static async Task<IReadOnlyList<FeeCategoryTotal>> FeeCategoriesAsync(
        this SettlementDbContext db, SettlementRecord settlement, CancellationToken cancellation)
    {
        var rows = await db.Database.SqlQuery<CategoryRow>(
            $"""
            SELECT fee_category AS "FeeCategory", sum(amount_fen)::bigint AS "Amount", sum(full_self_pay_fen)::bigint AS "FullSelfPay",
                   sum(over_limit_fen)::bigint AS "OverLimit", sum(first_self_paid_fen)::bigint AS "FirstSelfPaid"
            FROM settlement_line
            WHERE person_id = {settlement.PersonId.Value} AND settlement_id = {settlement.SettlementId.Value}
            GROUP BY fee_category
            """).ToListAsync(cancellation);
        return
        [
            .. rows.OrderBy(r => r.FeeCategory, StringComparer.Ordinal).Select(r => new FeeCategoryTotal(
                r.FeeCategory, new(new(r.Amount), new(r.FullSelfPay), new(r.OverLimit), new(r.FirstSelfPaid)))),
        ];
    }

    private sealed record CategoryRow(string FeeCategory, long Amount, long FullSelfPay, long OverLimit, long FirstSelfPaid);
}
