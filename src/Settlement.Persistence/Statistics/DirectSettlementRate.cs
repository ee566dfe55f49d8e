using Microsoft.EntityFrameworkCore;
using Settlement.Domain;
using Settlement.Domain.Encounters;
using Settlement.Domain.Facilities;

namespace Settlement.Persistence.Statistics;

/// <summary>Which side of an encounter a region is.</summary>
public enum RateSide
{
    /// <summary>参保地.</summary>
    Insured,

    /// <summary>就医地.</summary>
    Treatment,
}

/// <summary>Which encounters are counted.</summary>
/// <param name="Region">Of the side.</param>
/// <param name="Facility">Null for all of the region.</param>
/// <param name="Through">Last day, included.</param>
public sealed record RateScope(RateSide Side, RegionCode Region, FacilityCode? Facility, DateOnly From, DateOnly Through);

/// <summary>Encounters of one service, direct or not, and why not.</summary>
/// <param name="Reason">Null for directly settled ones.</param>
/// <param name="Reimbursed">Of those that were not settled directly: how many have been reimbursed since.</param>
public sealed record RateCount(CareService Service, SelfPaymentReason? Reason, int Count, int Reimbursed);

public static class DirectSettlementRate
{
    /// <summary>
    /// Counts of a period (R-SET-06): direct settlements by the day on which they were made, those reversed since left out; encounters paid in
    /// full by the day on which they ended.
    /// </summary>
    public static async Task<IReadOnlyList<RateCount>> CountAsync(SettlementDbContext db, RateScope scope, CancellationToken cancellation)
    {
        var (first, last) = (scope.Region.Prefix.PadRight(6, '0'), scope.Region.Prefix.PadRight(6, '9'));
        var (isInsured, code) = (scope.Side == RateSide.Insured, scope.Facility?.Value);
        var (from, through) = (scope.From, scope.Through);
        var rows = await db.Database.SqlQuery<Row>(
            $"""
            SELECT s.service AS "Service", NULL AS "Reason", count(*)::int AS "Count", 0 AS "Reimbursed"
            FROM settlement s
            WHERE s.settled_day BETWEEN {from} AND {through} AND ({code}::text IS NULL OR s.facility_code = {code}::text)
              AND s.channel = 'Direct' AND s.reverses IS NULL
              AND (CASE WHEN {isInsured} THEN s.insured_region ELSE s.facility_region END) BETWEEN {first} AND {last}
              AND NOT EXISTS (SELECT FROM settlement r WHERE r.person_id = s.person_id AND r.reverses = s.settlement_id)
            GROUP BY s.service
            UNION ALL
            SELECT e.service, e.self_payment_reason, count(*)::int, count(*) FILTER (WHERE c.state IN ('Approved', 'Paid'))::int
            FROM encounter e
            JOIN person p USING (person_id)
            JOIN facility f USING (facility_code)
            LEFT JOIN manual_claim c ON c.person_id = e.person_id AND c.claim_id = e.manual_claim_id
            WHERE e.state = 'PaidInFull' AND e.paid_in_full_on BETWEEN {from} AND {through}
              AND ({code}::text IS NULL OR coalesce(c.facility_code, e.facility_code) = {code}::text)
              AND (CASE WHEN {isInsured} THEN p.insured_region ELSE coalesce(c.facility_region, f.region) END) BETWEEN {first} AND {last}
            GROUP BY e.service, e.self_payment_reason
            """).ToListAsync(cancellation);
        return
        [
            .. rows.Select(r => new RateCount(
                Enum.Parse<CareService>(r.Service), r.Reason is null ? null : Enum.Parse<SelfPaymentReason>(r.Reason), r.Count, r.Reimbursed)),
        ];
    }

    private sealed record Row(string Service, string? Reason, int Count, int Reimbursed);
}
