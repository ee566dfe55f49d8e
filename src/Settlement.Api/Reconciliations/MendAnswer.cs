using Settlement.Api.Calls;
using Settlement.Domain;
using Settlement.Domain.Reconciliations;

namespace Settlement.Api.Reconciliations;

/// <summary>单边账处理: the call that mends a difference.</summary>
/// <param name="Explanation">What to do with it, in the language of the request.</param>
internal sealed record MendAnswer(string Method, string Path, string Explanation)
{
    /// <returns>Null where nothing has to be mended.</returns>
    internal static MendAnswer? Of(FacilityCode facility, ComparedDetail detail)
    {
        if (detail.Result == DetailResult.Equal)
            return null;
        var missing = detail.Result == DetailResult.MissingHere;
        var resource = missing && detail.Kind == TransactionKind.Reversal ? "reversals" : "settlements";
        return new(missing ? "PUT" : "GET", $"/v1/facilities/{facility}/{resource}/{detail.TransactionNo}", Explain(detail).ToString());
    }

    private static Text Explain(ComparedDetail detail) => (detail.Result, detail.Kind) switch
    {
        (DetailResult.MissingHere, TransactionKind.Settlement) => new(
            "平台没有此结算：以原编号、原内容重新发送；若就诊或明细也从未发送，先登记就诊、上传明细",
            "The settlement is not here: send it again with the same number and content; "
            + "if encounter or fee lines never were sent, send them first"),
        (DetailResult.MissingHere, _) => new(
            "平台没有此撤销：以原编号、原内容重新发送撤销",
            "The reversal is not here: send it again with the same number and content"),
        (DetailResult.MissingThere, TransactionKind.Settlement) => new(
            "机构账上没有此结算：查询后补记；若未向患者收费，以新编号 PUT reversals 撤销",
            "The settlement is not in your books: read it and book it; "
            + "if the person was not charged, reverse it by PUT reversals under a new number"),
        (DetailResult.MissingThere, _) => new(
            "机构账上没有此撤销：查询后补记，并核对是否已退费",
            "The reversal is not in your books: read it, book it, and see that the person has the money back"),
        (DetailResult.AmountsDiffer, TransactionKind.Settlement) => new(
            "金额以平台记录为准：查询后更正机构账；若患者已按其他金额付费，退补差额，或撤销后重新结算",
            "What is stored here holds: read it and book its amounts; "
            + "if the person paid another amount, pay back or collect the difference, or reverse and settle again"),
        (DetailResult.AmountsDiffer, _) => new(
            "金额以平台记录为准：查询后更正机构账",
            "What is stored here holds: read it and book its amounts"),
        (DetailResult.OtherDay, _) => new(
            $"该笔在平台的结算日为 {detail.SettledOn:O}：查询后按该日、该金额记账，列入该日的对账",
            $"It was settled here on {detail.SettledOn:O}: read it, book it on that day with the amounts stored here, "
            + "and list it with that day"),
        var other => throw new NotSupportedException($"{other}"),
    };
}
