using Npgsql;
using Settlement.Domain;
using Settlement.Domain.Facilities;
using Settlement.Domain.SpecialDrugs;
using Settlement.Persistence.Settlements;

namespace Settlement.Persistence.SpecialDrugs;

/// <summary>What the purchase of a special drug rests on; asked for after the locks of the settlement, and for this service only.</summary>
internal static class SpecialDrugReads
{
    private const string Purchase =
        """
        SELECT r.drug_code, r.quantity, r.prescribed_on, r.valid_through, d.listing_no, u.encounter_id IS NOT NULL,
               a.doctor_code, a.hospital, a.pharmacy, a.valid_from, least(a.valid_through, a.revoked_from - 1),
               r.doctor_code, r.hospital, r.cancelled_at IS NOT NULL, d.province, d.ratio_percent, d.yearly_ceiling_fen, d.basis
        FROM encounter e
        JOIN person p ON p.person_id = e.person_id
        JOIN special_drug_prescription r ON r.person_id = e.person_id AND r.prescription_id = e.prescription_id
        LEFT JOIN special_drug d ON d.province = left(p.insured_region, 2) || '0000' AND d.drug_code = r.drug_code
            AND e.started_on >= d.valid_from AND (d.valid_through IS NULL OR e.started_on <= d.valid_through) AND d.withdrawn_at IS NULL
        LEFT JOIN special_drug_approval a ON a.person_id = e.person_id AND a.drug_code = r.drug_code AND e.started_on >= a.valid_from
            AND (a.valid_through IS NULL OR e.started_on <= a.valid_through) AND (a.revoked_from IS NULL OR e.started_on < a.revoked_from)
        LEFT JOIN special_drug_use u ON u.person_id = e.person_id AND u.prescription_id = r.prescription_id AND u.encounter_id <> e.encounter_id
        WHERE e.person_id = $1 AND e.encounter_id = $2
        """;

    /// <summary>The same reads, with the purchase where the encounter is one.</summary>
    internal static async Task<SettlementReads> CompleteAsync(
        NpgsqlConnection connection, SettlementReads reads, SettlementQuery query, CancellationToken cancellation)
    {
        if (!query.WithClaim || reads.Found is not { Benefit.Service: CareService.SpecialDrug } found)
            return reads;
        await using var batch = new NpgsqlBatch(connection);
        batch.Add(Purchase, found.Person.Id.Value, found.EncounterId.Value);
        await using var row = await batch.ExecuteReaderAsync(cancellation);
        return await row.ReadAsync(cancellation) ? reads with { Found = found with { SpecialDrug = PurchaseOf(row) } } : reads;
    }

    private static SpecialDrugPurchase PurchaseOf(NpgsqlDataReader row) => new(
        PrescriptionOf(row),
        row.IsDBNull(4) ? null : new(RegionCode.Parse(row.GetString(14)), row.GetString(4))
        {
            Ratio = row.IsDBNull(15) ? null : Ratio.FromPercent(row.GetDecimal(15)),
            YearlyCeiling = row.IsDBNull(16) ? null : new Money(row.GetInt64(16)),
            Basis = row.IsDBNull(17) ? null : row.GetString(17),
        },
        row.IsDBNull(6) ? null : new(
            row.GetString(6), FacilityCode.Parse(row.GetString(7)), FacilityCode.Parse(row.GetString(8)),
            new(row.GetFieldValue<DateOnly>(9), row.IsDBNull(10) ? null : row.GetFieldValue<DateOnly>(10))),
        row.GetBoolean(5));

    private static SpecialDrugPrescription PrescriptionOf(NpgsqlDataReader row) => new(
        row.GetString(0), row.GetDecimal(1), new(row.GetFieldValue<DateOnly>(2), row.GetFieldValue<DateOnly>(3)), row.GetString(11),
        FacilityCode.Parse(row.GetString(12)))
    {
        IsCancelled = row.GetBoolean(13),
    };
}
