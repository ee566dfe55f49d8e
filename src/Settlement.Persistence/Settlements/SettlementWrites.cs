using Npgsql;
using Settlement.Domain.Catalogs;

namespace Settlement.Persistence.Settlements;

/// <summary>The statements that keep a settlement.</summary>
internal static class SettlementWrites
{
    private const string InsertRecord =
        """
        INSERT INTO settlement (
            person_id, settlement_id, facility_code, transaction_no, encounter_id, reverses, reason, insured_region, scheme, service,
            person_category, facility_level, facility_region, is_emergency, started_on, ended_on, account_year, account_sequence,
            treatment_class, filing_id, policy_version, total_fen, full_self_pay_fen, over_limit_fen, first_self_paid_fen, in_scope_fen,
            up_front_share_fen, deductible_fen, pooled_fund_fen, large_amount_fen, large_illness_fen, personal_fen,
            account_before, account_change, working, request_hash, settled_by, settled_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25,
            $26, $27, $28, $29, $30, $31, $32, $33::jsonb, $34::jsonb, $35::jsonb, $36, $37, $38)
        """;

    private const string InsertLines =
        """
        INSERT INTO settlement_line (
            person_id, settlement_id, line_no, item_code, service_date, quantity, unit_price, amount_fen,
            full_self_pay_fen, over_limit_fen, first_self_paid_fen, in_scope_fen, item_class, fee_category, catalog_version,
            kind, refunds_line_no, approval, restriction_outcome)
        SELECT $1, $2, * FROM unnest($3::text[], $4::text[], $5::date[], $6::numeric[], $7::numeric[], $8::bigint[],
            $9::bigint[], $10::bigint[], $11::bigint[], $12::bigint[], $13::text[], $14::text[], $15::text[],
            $16::text[], $17::text[], $18::text[], $19::text[])
        """;

    internal static void AddRecord(NpgsqlBatch batch, SettlementRecord s) => batch.Add(InsertRecord,
        s.PersonId.Value, s.SettlementId.Value, s.FacilityCode.Value, s.TransactionNo, s.EncounterId.Value, s.Reverses?.Value, s.Reason,
        s.InsuredRegion.Value, s.Scheme.ToString(), s.Service.ToString(), s.PersonCategory.ToString(), s.FacilityLevel.ToString(),
        s.FacilityRegion.Value, s.IsEmergency, s.StartedOn, s.EndedOn, s.AccountYear, s.AccountSequence, s.TreatmentClass.ToString(),
        s.FilingId?.Value, s.PolicyVersion, s.Total.Fen, s.FullSelfPay.Fen, s.OverLimit.Fen, s.FirstSelfPaid.Fen, s.InScope.Fen,
        s.UpFrontShare.Fen, s.Deductible.Fen, s.PooledFund.Fen, s.LargeAmount.Fen, s.LargeIllness.Fen, s.Personal.Fen,
        StoredJson.Write(s.AccountBefore), StoredJson.Write(s.AccountChange), StoredJson.Write(s.Working),
        s.RequestHash, s.SettledBy, s.SettledAt);

    internal static void AddLines(NpgsqlBatch batch, SettlementRecord record, IReadOnlyList<SplitLine> lines)
    {
        if (lines.Count == 0)
            return;
        T[] Column<T>(Func<SplitLine, T> of) => [.. lines.Select(of)];
        batch.Add(InsertLines,
            record.PersonId.Value, record.SettlementId.Value,
            Column(l => l.Line.LineNo), Column(l => l.Line.ItemCode), Column(l => l.Line.ServiceDate), Column(l => l.Line.Quantity),
            Column(l => l.Line.UnitPriceYuan), Column(l => l.Line.Amount.Fen), Column(l => l.FullSelfPay.Fen), Column(l => l.OverLimit.Fen),
            Column(l => l.FirstSelfPaid.Fen), Column(l => l.InScope.Fen), Column(l => l.Entry.Class.ToString()),
            Column(l => l.Entry.FeeCategory), Column(l => l.Entry.Version), Column(l => l.Line.Kind?.ToString()),
            Column(l => l.Line.RefundsLineNo), Column(l => l.Line.Approval.ToString()), Column(l => l.Restriction.ToString()));
    }
}
