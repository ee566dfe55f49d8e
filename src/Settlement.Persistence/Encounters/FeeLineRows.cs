using Npgsql;
using Settlement.Domain.Catalogs;

namespace Settlement.Persistence.Encounters;

/// <summary>Fee lines as columns of a statement, in one order everywhere.</summary>
internal static class FeeLineRows
{
    internal const string Columns = "line_no, item_code, service_date, quantity, unit_price, amount_fen, kind, refunds_line_no, approval";

    /// <summary>The columns as arrays, in parameters <c>$3</c> to <c>$11</c>.</summary>
    internal const string Sent =
        "unnest($3::text[], $4::text[], $5::date[], $6::numeric[], $7::numeric[], $8::bigint[], $9::text[], $10::text[], $11::text[])";

    internal static object[] Arrays(IReadOnlyList<FeeLine> lines)
    {
        T[] Column<T>(Func<FeeLine, T> of) => [.. lines.Select(of)];
        return
        [
            Column(l => l.LineNo), Column(l => l.ItemCode), Column(l => l.ServiceDate), Column(l => l.Quantity),
            Column(l => l.UnitPriceYuan), Column(l => l.Amount.Fen), Column(l => l.Kind?.ToString()), Column(l => l.RefundsLineNo),
            Column(l => l.Approval.ToString()),
        ];
    }

    internal static FeeLine Of(NpgsqlDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetFieldValue<DateOnly>(2), row.GetDecimal(3), row.GetDecimal(4), new(row.GetInt64(5)))
    {
        Kind = row.IsDBNull(6) ? null : Enum.Parse<ItemKind>(row.GetString(6)),
        RefundsLineNo = row.IsDBNull(7) ? null : row.GetString(7),
        Approval = Enum.Parse<HospitalApproval>(row.GetString(8)),
    };
}
