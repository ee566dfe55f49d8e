using Npgsql;
using Settlement.Domain.Catalogs;

namespace Settlement.Persistence.Encounters;

/// <summary>Fee lines as columns of a statement, in one order everywhere.</summary>
internal static class FeeLineRows
{
    internal const string Columns =
        "line_no, item_code, service_date, quantity, unit_price, amount_fen, kind, refunds_line_no, approval, "
        + "hospital_item_code, outside_facility";

    /// <summary>The columns as arrays, in parameters <c>$3</c> to <c>$13</c>.</summary>
    internal const string Sent =
        "unnest($3::text[], $4::text[], $5::date[], $6::numeric[], $7::numeric[], $8::bigint[], "
        + "$9::text[], $10::text[], $11::text[], $12::text[], $13::text[])";

    /// <summary>Adds lines of the encounter in <c>$1</c> (person) and <c>$2</c>, or replaces those that are there.</summary>
    internal const string Upsert =
        $"""
        INSERT INTO fee_line (person_id, encounter_id, {Columns}) SELECT $1, $2, * FROM {Sent}
        ON CONFLICT (person_id, encounter_id, line_no) DO UPDATE SET
            item_code = excluded.item_code, service_date = excluded.service_date, quantity = excluded.quantity,
            unit_price = excluded.unit_price, amount_fen = excluded.amount_fen, kind = excluded.kind,
            refunds_line_no = excluded.refunds_line_no, approval = excluded.approval,
            hospital_item_code = excluded.hospital_item_code, outside_facility = excluded.outside_facility
        """;

    internal static object[] Arrays(IReadOnlyList<FeeLine> lines)
    {
        T[] Column<T>(Func<FeeLine, T> of) => [.. lines.Select(of)];
        return
        [
            Column(l => l.LineNo), Column(l => l.ItemCode), Column(l => l.ServiceDate), Column(l => l.Quantity),
            Column(l => l.UnitPriceYuan), Column(l => l.Amount.Fen), Column(l => l.Kind?.ToString()), Column(l => l.RefundsLineNo),
            Column(l => l.Approval.ToString()), Column(l => l.HospitalItemCode), Column(l => l.OutsideFacility),
        ];
    }

    internal static FeeLine Of(NpgsqlDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetFieldValue<DateOnly>(2), row.GetDecimal(3), row.GetDecimal(4), new(row.GetInt64(5)))
    {
        Kind = row.IsDBNull(6) ? null : Enum.Parse<ItemKind>(row.GetString(6)),
        RefundsLineNo = row.IsDBNull(7) ? null : row.GetString(7),
        Approval = Enum.Parse<HospitalApproval>(row.GetString(8)),
        HospitalItemCode = row.IsDBNull(9) ? null : row.GetString(9),
        OutsideFacility = row.IsDBNull(10) ? null : row.GetString(10),
    };
}
