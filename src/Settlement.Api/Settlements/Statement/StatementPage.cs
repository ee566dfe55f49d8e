using System.Globalization;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Api.Persons;
using Settlement.Domain;

namespace Settlement.Api.Settlements.Statement;

/// <summary>结算单 as an HTML page for A4; its tables are in <see cref="StatementTables"/>.</summary>
internal static class StatementPage
{
    private static readonly Text Title = new("基本医疗保险跨省异地就医结算单", "Statement of a settlement between provinces, basic medical insurance");
    private static readonly Html Style = new(ReadStyle());

    internal static Html Of(StatementContent c) => Html.Of(
        $"""
        <!DOCTYPE html>
        <html lang="{CultureInfo.CurrentUICulture.Name}">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{Title} {c.Settlement.TransactionNo}</title>
        <style>
        {Style}
        </style>
        </head>
        <body>
        <main>
        <header>{Stamp(c)}<h1>{Title}</h1>{Relation(c)}</header>
        {Facts(c)}
        {Boxes(c)}
        {StatementTables.Summary(c)}
        {(c.Settlement.Working is { } working ? StatementWorking.Of(WorkingAnswer.From(working)) : Html.Empty)}
        {StatementTables.Lines(c)}
        <div class="closing">{Signatures()}{Footer(c)}</div>
        </main>
        </body>
        </html>

        """);

    /// <summary>Yuan as they are printed: <c>12,345.60</c>.</summary>
    internal static string Yuan(Money amount) => amount.Yuan.ToString("N2", CultureInfo.InvariantCulture);

    private static Html Stamp(StatementContent c) => c switch
    {
        { Reverses: not null } => Html.Of($"""<p class="stamp">{new Text("撤销", "REVERSAL")}</p>"""),
        { ReversedBy: not null } => Html.Of($"""<p class="stamp">{new Text("已撤销", "REVERSED")}</p>"""),
        _ => Html.Empty,
    };

    /// <summary>Which record a reversal takes back, or by which one a settlement was taken back.</summary>
    private static Html Relation(StatementContent c) => c switch
    {
        { Reverses: { } settlement } => Html.Of(
            $"""
            <p class="relation">{new Text($"本单撤销结算 {settlement}，原因：{c.Settlement.Reason}。费用明细与计算过程见原结算单。",
                $"Takes back settlement {settlement}: {c.Settlement.Reason}. "
                + "For fee lines and working see the statement of that settlement.")}</p>
            """),
        { ReversedBy: { } reversal } => Html.Of(
            $"""
            <p class="relation">{new Text($"本结算已由 {reversal} 撤销，不再有效。", $"Taken back by reversal {reversal}: no longer valid.")}</p>
            """),
        _ => Html.Empty,
    };

    private static Html Facts(StatementContent c)
    {
        var s = c.Settlement;
        return Html.Of(
            $"""
            <table class="facts"><colgroup>
            <col class="label"><col class="first"><col class="label"><col class="middle"><col class="label"><col></colgroup><tbody>
            {Row(Fact(new("医药机构", "Facility"), c.FacilityName, 3), Fact(new("机构编号", "Facility code"), s.FacilityCode.Value))}
            {Row(
                Fact(new("姓名", "Name"), MaskedName.Of(c.Person.Name)),
                Fact(new("身份证号", "Identity number"), c.Person.IdentityNumber.Masked),
                Fact(new("机构等级", "Facility level"), StatementWords.Levels[s.FacilityLevel]))}
            {Row(
                Fact(new("人员编号", "Person number"), c.Person.PersonNo.Value),
                Fact(new("参保地", "Insured place"), $"{c.InsuredRegion} {s.InsuredRegion}"),
                Fact(new("人员类别", "Category"), StatementWords.Categories[s.PersonCategory]))}
            {Row(
                Fact(new("就诊号", "Encounter"), c.EncounterNo),
                Fact(new("险种", "Scheme"), StatementWords.Schemes[s.Scheme]),
                Fact(new("医疗类别", "Service"), $"{StatementWords.Services[s.Service]} {s.DiseaseCode}"))}
            {Row(
                Fact(new("就诊日期", "Dates"), s.StartedOn == s.EndedOn ? $"{s.StartedOn:O}" : $"{s.StartedOn:O} — {s.EndedOn:O}"),
                Fact(new("诊断", "Diagnosis"), c.Diagnosis ?? "—", 3))}
            {Row(
                Fact(new("结算流水号", "Number"), s.TransactionNo),
                Fact(new("结算时间", "Settled at"), $"{s.SettledAt.InChina():yyyy-MM-dd HH:mm:ss}"),
                Fact(new("异地类别", "Class"), StatementWords.Classes[s.TreatmentClass]))}
            {Row(
                Fact(new("政策版本", "Policy"), s.PolicyVersion),
                Fact(new("结算编号", "Settlement id"), $"{s.SettlementId.Value}", 3))}
            </tbody></table>
            """);
    }

    private static Html Row(params Html[] facts) => Html.Of($"<tr>{Html.Join(facts)}</tr>");

    private static Html Fact<T>(Text label, T value, int columns = 1) =>
        Html.Of($"""<th scope="row">{label}</th><td colspan="{columns}">{value}</td>""");

    private static Html Boxes(StatementContent c)
    {
        var a = c.Settlement.Amounts;
        return Html.Of(
            $"""
            <section class="boxes">
            {Box(new("医疗费总额", "Total"), a.Total)}
            {Box(new("基金支付", "Paid by the funds"), a.FundTotal)}
            {Box(new("个人现金支付", "Paid in cash"), a.Cash)}
            </section>
            """);
    }

    private static Html Box(Text label, Money amount) =>
        Html.Of($"""<div><span>{label}</span><strong>{Yuan(amount)}</strong><small>{new Text("元", "yuan")}</small></div>""");

    private static Html Signatures() => Html.Of(
        $"""
        <section class="signatures">
        <p>{new Text("经办人（机构盖章）", "For the facility (seal)")}</p>
        <p>{new Text("患者或家属签名", "Patient or relative")}</p>
        <p>{new Text("日期", "Date")}</p>
        </section>
        """);

    private static Html Footer(StatementContent c)
    {
        var a = c.Settlement.Amounts;
        return Html.Of(
            $"""
            <footer>
            <p class="identity">{new Text("医疗费总额 = 基金支付 + 个人账户支付 + 个人现金支付", "Total = funds + personal account + cash")}<br>
            {Yuan(a.Total)} = {Yuan(a.FundTotal)} + {Signed(a.PersonalAccount)} + {Signed(a.Cash)}</p>
            <p>{new Text("金额单位：人民币元。姓名与身份证号已作脱敏处理。", "Amounts in yuan (CNY). Name and identity number are masked.")}</p>
            </footer>
            """);
    }

    /// <summary>A summand, in brackets where it is negative.</summary>
    private static string Signed(Money amount) => amount < Money.Zero ? $"({Yuan(amount)})" : Yuan(amount);

    private static string ReadStyle()
    {
        using var stream = typeof(StatementPage).Assembly.GetManifestResourceStream("statement.css")
            ?? throw new InvalidOperationException("statement.css is not part of the build.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
