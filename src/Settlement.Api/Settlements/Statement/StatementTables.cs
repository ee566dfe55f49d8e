using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain;
using Settlement.Domain.Settlements;
using Settlement.Persistence.Settlements;

namespace Settlement.Api.Settlements.Statement;

/// <summary>The tables of a <see cref="StatementPage"/>; one that would be empty is left out.</summary>
internal static class StatementTables
{
    private static readonly Text Amount = new("金额", "Amount");

    /// <summary>Fee categories beside those who pay.</summary>
    internal static Html Summary(StatementContent c) => Html.Of($"""<div class="columns">{FeeCategories(c)}{Payers(c.Settlement)}</div>""");

    private static Html FeeCategories(StatementContent c) => c.FeeCategories.Count == 0 ? Html.Empty : Html.Of(
        $"""
        <section class="wide"><h2>{new Text("收费类别合计", "By fee category")}</h2>
        <table><thead><tr><th>{new Text("类别", "Category")}</th>{SplitHeads(Amount)}</tr></thead><tbody>
        {Html.Join(c.FeeCategories.Select(FeeCategory))}
        </tbody><tfoot>{SplitTotal(c.Settlement)}</tfoot></table></section>
        """);

    private static Html FeeCategory(FeeCategoryTotal f)
    {
        var a = f.Amounts;
        var amounts = Yuan(a.Total, a.FullSelfPay, a.OverLimit, a.FirstSelfPaid, a.InScope);
        return Html.Of($"<tr><td>{StatementWords.FeeCategory(f.Category)}</td>{amounts}</tr>");
    }

    private static Html Payers(SettlementRecord s)
    {
        var a = s.Amounts;
        (Text Name, Money Amount, bool Always)[] payers =
        [
            (new("统筹基金支付", "Pooled fund"), a.PooledFund, true),
            (new("大额医疗补助支付", "Large-amount fund"), a.LargeAmount, false),
            (new("大病保险支付", "Large-illness insurance"), a.LargeIllness, false),
            (new("公务员医疗补助支付", "Civil servants' supplement"), a.CivilServant, false),
            (new("企业补充医疗保险支付", "Enterprise supplement"), a.EnterpriseSupplement, false),
            (new("医疗救助支付", "Medical aid"), a.MedicalAid, false),
            (new("个人账户支付", "Personal account"), a.PersonalAccount, true),
            (new("个人现金支付", "Cash"), a.Cash, true),
        ];
        return Html.Of(
            $"""
            <section><h2>{new Text("支付构成", "Who pays")}</h2>
            <table><thead><tr><th>{new Text("支付方", "Payer")}</th><th class="amount">{Amount}</th></tr></thead><tbody>
            {Html.Join(payers.Where(p => p.Always || p.Amount != Money.Zero)
                .Select(p => Html.Of($"<tr><td>{p.Name}</td>{Yuan(p.Amount)}</tr>")))}
            </tbody><tfoot><tr><th scope="row">{new Text("合计", "Sum")}</th>{Yuan(a.Total)}</tr></tfoot></table>
            {Balance(s)}</section>
            """);
    }

    /// <summary>个人账户余额, where the account paid.</summary>
    private static Html Balance(SettlementRecord s)
    {
        if (s.PersonalAccountBefore is not { } before)
            return Html.Empty;
        var (first, last) = (StatementPage.Yuan(before), StatementPage.Yuan(before - s.PersonalAccount));
        return Html.Of($"""<p class="note">{new Text("个人账户余额", "Balance of the personal account")} {first} → {last}</p>""");
    }

    internal static Html Lines(StatementContent c) => c.Lines.Count == 0 ? Html.Empty : Html.Of(
        $"""
        <section><h2>{new Text("费用明细", "Fee lines")}</h2>
        <table class="lines"><thead><tr><th>{new Text("序号", "No.")}</th><th>{new Text("项目", "Item")}</th>
        <th class="amount">{new Text("数量", "Quantity")}</th><th class="amount">{new Text("单价", "Price")}</th>
        {SplitHeads(Amount)}</tr></thead><tbody>
        {Html.Join(c.Lines.Select(Line))}
        </tbody></table></section>
        """);

    private static Html Line(StatementLine line)
    {
        var l = line.Line;
        return Html.Of(
            $"""
            <tr><td>{l.LineNo}</td><td>{line.ItemName}<small>{l.ItemCode} · {l.ServiceDate:O}</small></td>
            <td class="amount">{l.Quantity:#,0.####}</td><td class="amount">{l.UnitPrice:#,0.00####}</td>
            {Yuan(l.Amount, l.FullSelfPay, l.OverLimit, l.FirstSelfPaid, l.InScope)}</tr>

            """);
    }

    private static Html SplitHeads(Text first) => Html.Join(new Text[]
    {
        first, new("全自费", "Full self-pay"), new("超限价", "Over limit"), new("先行自付", "First self-paid"), new("政策范围内", "In scope"),
    }.Select(head => Html.Of($"""<th class="amount">{head}</th>""")));

    private static Html SplitTotal(SettlementRecord s) => Html.Of(
        $"""
        <tr><th scope="row">{new Text("合计", "Sum")}</th>{Yuan(s.Total, s.FullSelfPay, s.OverLimit, s.FirstSelfPaid, s.InScope)}</tr>
        """);

    private static Html Yuan(params Money[] amounts) =>
        Html.Join(amounts.Select(amount => Html.Of($"""<td class="amount">{StatementPage.Yuan(amount)}</td>""")));
}
