using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Settlement.Api.Access;
using Settlement.Api.Settlements.Statement;
using Settlement.Api.Tests.Support;
using Settlement.Domain.Facilities;
using Settlement.Domain.Persons;
using Settlement.Domain.Policies;

namespace Settlement.Api.Tests.Settlements;

public sealed partial class StatementTests(DemonstrationApi api) : IClassFixture<DemonstrationApi>
{
    [Fact]
    public async Task A_statement_says_who_where_what_and_who_pays()
    {
        var page = await PageAsync(await SettledAsync("S1"), "S1-T");

        Assert.Contains("<h1>基本医疗保险跨省异地就医结算单</h1>", page, StringComparison.Ordinal);
        Assert.All(
            [
                "上海示范第一医院（演示）", "H31010499001", "三级", "360100**********31", "DEMO03", "江西省南昌市 360100", "职工基本医疗保险", "在职",
                "S1", "住院", "2026-11-02 — 2026-11-06", "I25.100 动脉硬化性心脏病", "S1-T", "异地转诊", "360100-employee-2023",
            ],
            fact => Assert.Contains($">{fact}<", page.Replace(" </td>", "</td>", StringComparison.Ordinal), StringComparison.Ordinal));
        Assert.Equal(["10,420.00", "6,970.00", "420.00"], Strong().Matches(page).Select(m => m.Groups[1].Value)); // total, funds, cash
        Assert.Contains("10,420.00 = 6,970.00 + 3,030.00 + 420.00", page, StringComparison.Ordinal); // (10,000 - 1,000 - 800) × 85 % = 6,970
        Assert.Equal(["床位费 480.00 0.00 120.00 0.00 360.00", "检查费 700.00 0.00 200.00 100.00 400.00", "治疗费 9,240.00 0.00 0.00 0.00 9,240.00"],
            RowsOf(page, "收费类别合计").Skip(1).Take(3));
        Assert.Equal(["统筹基金支付 6,970.00", "个人账户支付 3,030.00", "个人现金支付 420.00", "合计 10,420.00"], RowsOf(page, "支付构成").Skip(1));
        Assert.Contains("个人账户余额 4,000.00 → 970.00", page, StringComparison.Ordinal);
        Assert.Contains(RowsOf(page, "费用明细"), row => row == "2 磁共振平扫 002102000010000 · 2026-11-03 1 700.00 700.00 0.00 200.00 100.00 400.00");
    }

    [Fact]
    public async Task The_working_stands_on_it_step_by_step_in_words()
    {
        var page = await PageAsync(await SettledAsync("S2"), "S2-T");
        var rows = RowsOf(page, "计算过程").ToList();

        Assert.Contains(rows, row => row.StartsWith("起付标准 基金开始支付之前由个人负担的部分", StringComparison.Ordinal) && row.EndsWith("min(9000.00, 800.00) 800.00", StringComparison.Ordinal));
        Assert.Contains(rows, row => row.StartsWith("分段支付", StringComparison.Ordinal) && row.EndsWith("8200.00 × 85% 6,970.00", StringComparison.Ordinal));
        Assert.Contains("应付起付标准 800.00 - 0.00 (800.00)", rows); // explains, and adds nothing
        Assert.Equal(2, rows.Count(row => row.StartsWith("医疗费总额", StringComparison.Ordinal) && row.EndsWith(" 10,420.00", StringComparison.Ordinal)));
        Assert.Equal(["0.5", "1.9", "3.3", "4.7"], Indent().Matches(page).Select(m => m.Groups[1].Value).Distinct().Order());
    }

    [Fact]
    public async Task A_reversal_and_what_it_took_back_are_marked()
    {
        var visit = await SettledAsync("S3");
        Assert.DoesNotContain("class=\"stamp\"", await PageAsync(visit, "S3-T"), StringComparison.Ordinal);
        (await visit.ReverseAsync("S3-R", "S3-T", "<script>alert(1)</script>\u0001 & \"x\"")).Ok();

        var (first, reversal) = (await PageAsync(visit, "S3-T"), await PageAsync(visit, "S3-R"));

        Assert.Contains("<p class=\"stamp\">已撤销</p>", first, StringComparison.Ordinal);
        Assert.Contains("本结算已由 S3-R 撤销", first, StringComparison.Ordinal);
        Assert.Contains("<p class=\"stamp\">撤销</p>", reversal, StringComparison.Ordinal);
        Assert.Contains("本单撤销结算 S3-T，原因：&lt;script&gt;alert(1)&lt;/script&gt;", reversal, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", reversal, StringComparison.Ordinal);
        Assert.Contains("-10,420.00 = -6,970.00 + (-3,030.00) + (-420.00)", reversal, StringComparison.Ordinal);
        Assert.Empty(RowsOf(reversal, "费用明细"));
        Assert.Empty(RowsOf(reversal, "计算过程"));
    }

    [Fact]
    public async Task Name_and_identity_number_are_never_shown_whole()
    {
        var page = await PageAsync(await SettledAsync("S4"), "S4-T");
        var name = (string)(await api.Database.ScalarAsync("SELECT name FROM person WHERE person_no = 'DEMO03'"))!;
        var identity = (string)(await api.Database.ScalarAsync("SELECT identity_number FROM person WHERE person_no = 'DEMO03'"))!;

        Assert.DoesNotContain(name, page, StringComparison.Ordinal);
        Assert.DoesNotContain(identity, page, StringComparison.Ordinal);
        Assert.Contains($">{name[..1]}{new string('*', name.Length - 1)}<", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_needs_nothing_else_and_the_browser_is_told_so()
    {
        var visit = await SettledAsync("S5");
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{visit.Path}/settlements/S5-T/statement");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", visit.Token);
        using var response = await api.Http.SendAsync(request);
        var page = await response.Content.ReadAsStringAsync();

        Assert.Equal("text/html; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        Assert.Equal("default-src 'none'; style-src 'unsafe-inline'", response.Headers.GetValues("Content-Security-Policy").Single());
        Assert.True(response.Headers.CacheControl!.NoStore);
        Assert.DoesNotMatch("<script|<link|<img|<iframe|url\\(|@import|https?:|\\son\\w+=", page);
        Assert.Contains("size: A4", page, StringComparison.Ordinal);
        Assert.Contains("display: table-header-group", page, StringComparison.Ordinal); // heads repeat on each page
        Assert.Contains("tr { break-inside: avoid; }", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_in_English_for_whoever_asks_for_it()
    {
        var visit = await SettledAsync("S6");
        var page = (await api.SendAsync(HttpMethod.Get, $"{visit.Path}/settlements/S6-T/statement", visit.Token, null, "en")).Ok().Text;

        Assert.Contains("<html lang=\"en\">", page, StringComparison.Ordinal);
        Assert.Contains("Total = funds + personal account + cash", System.Net.WebUtility.HtmlDecode(page), StringComparison.Ordinal);
        Assert.Contains(RowsOf(page, "How it was worked out"), row => row.StartsWith("Deductible What the person pays before the fund begins", StringComparison.Ordinal));
        Assert.Contains("Referral", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_insured_place_reads_the_same_page_and_the_read_is_recorded()
    {
        var visit = await SettledAsync("S7");
        var clerk = api.Token(Role.Clerk, "360100");

        var page = (await api.GetAsync($"v1/regions/360100/settlements/{visit.Facility}/S7-T/statement", clerk)).Ok().Text;

        Assert.Equal(await PageAsync(visit, "S7-T"), page);
        Assert.Equal(1L, await api.Database.ScalarAsync("SELECT count(*) FROM person_access WHERE operation = 'ReadRegionStatement'"));
        (await api.GetAsync($"v1/regions/360200/settlements/{visit.Facility}/S7-T/statement", api.Token(Role.Clerk, "360200"))).IsProblem(404, "not-found");
        (await api.GetAsync($"v1/regions/360100/settlements/{visit.Facility}/NO-SUCH/statement", clerk)).IsProblem(404, "not-found");
        (await api.GetAsync("v1/regions/360100/settlements/nonsense/S7-T/statement", clerk)).IsProblem(404, "not-found");
        (await api.GetAsync($"{visit.Path}/settlements/NO-SUCH/statement", visit.Token)).IsProblem(404, "not-found");
    }

    [Fact]
    public async Task Lines_stand_in_the_order_of_day_and_number()
    {
        var visit = new Visit(api, Visit.Shanghai, "360100", "DEMO03", "S8");
        (await visit.RegisterAsync(startedOn: "2026-11-02")).Ok();
        object Line(string lineNo, string serviceDate) => new { lineNo, itemCode = Items.ClassA, serviceDate, quantity = 1, unitPrice = 100, amount = 100 };
        (await visit.LinesAsync(Line("10", "2026-11-03"), Line("9", "2026-11-03"), Line("11", "2026-11-02"))).Ok();
        (await visit.SettleAsync("S8-T", "2026-11-06")).Ok();

        Assert.Equal(["11", "9", "10"], RowsOf(await PageAsync(visit, "S8-T"), "费用明细").Skip(1).Select(row => row.Split(' ')[0]));
        (await visit.ReverseAsync("S8-R", "S8-T")).Ok();
    }

    [Fact]
    public void Every_value_has_its_word()
    {
        Assert.Equal(Enum.GetValues<FacilityLevel>().Order(), StatementWords.Levels.Keys.Order());
        Assert.Equal(Enum.GetValues<CareService>().Order(), StatementWords.Services.Keys.Order());
        Assert.Equal(Enum.GetValues<InsuranceScheme>().Order(), StatementWords.Schemes.Keys.Order());
        Assert.Equal(Enum.GetValues<PersonCategory>().Order(), StatementWords.Categories.Keys.Order());
        Assert.Equal(Enum.GetValues<TreatmentClass>().Order(), StatementWords.Classes.Keys.Order());
    }

    [Fact]
    public async Task Fee_categories_are_called_what_the_national_code_list_calls_them()
    {
        await using var command = api.Database.CreateCommand("SELECT value, name FROM code_value WHERE field = 'med_chrgitm_type' AND length(value) = 2 ORDER BY value");
        await using var reader = await command.ExecuteReaderAsync();
        var published = new List<(string, string)>();
        while (await reader.ReadAsync())
            published.Add((reader.GetString(0), reader.GetString(1)));

        Assert.Equal(published, StatementWords.FeeCategories.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => (c.Key, c.Value.Chinese)));
    }

    /// <summary>The bill of the HIS guide; the one before it is taken back, so that every test finds the same account.</summary>
    private async Task<Visit> SettledAsync(string no)
    {
        var visit = new Visit(api, Visit.Shanghai, "360100", "DEMO03", no);
        foreach (var earlier in Enumerable.Range(1, 8).Select(i => $"S{i}").Where(earlier => earlier != no))
            await visit.ReverseAsync($"{earlier}-X", $"{earlier}-T"); // where it was never settled, or is reversed, nothing happens
        (await visit.RegisterAsync(startedOn: "2026-11-02", diagnosisCode: "I25.100")).Ok();
        (await visit.LinesAsync(
            new { lineNo = "1", itemCode = "001109000010300", serviceDate = "2026-11-02", quantity = 4, unitPrice = 120, amount = 480 },
            new { lineNo = "2", itemCode = "002102000010000", serviceDate = "2026-11-03", quantity = 1, unitPrice = 700, amount = 700 },
            new { lineNo = "3", itemCode = "003205000030000", serviceDate = "2026-11-04", quantity = 1, unitPrice = 9240, amount = 9240 })).Ok();
        (await visit.SettleAsync($"{no}-T", "2026-11-06", usePersonalAccount: true)).Ok();
        return visit;
    }

    private async Task<string> PageAsync(Visit visit, string transactionNo)
    {
        var answer = (await api.GetAsync($"{visit.Path}/settlements/{transactionNo}/statement", visit.Token)).Ok();
        Assert.Equal("text/html", answer.MediaType);
        return answer.Text;
    }

    /// <summary>Rows of the section with this heading, each as the text of its cells.</summary>
    private static IEnumerable<string> RowsOf(string page, string heading)
    {
        var start = page.IndexOf($"<h2>{heading}</h2>", StringComparison.Ordinal);
        if (start < 0)
            return [];
        var section = page[start..page.IndexOf("</section>", start, StringComparison.Ordinal)];
        return Row().Matches(section).Select(row => System.Net.WebUtility.HtmlDecode(
            Space().Replace(Tag().Replace(row.Groups[1].Value, " "), " ")).Trim());
    }

    [GeneratedRegex("<strong>(.*?)</strong>")]
    private static partial Regex Strong();

    [GeneratedRegex("padding-left:([0-9.]+)em")]
    private static partial Regex Indent();

    [GeneratedRegex("<tr.*?>(.*?)</tr>", RegexOptions.Singleline)]
    private static partial Regex Row();

    [GeneratedRegex("<.*?>", RegexOptions.Singleline)]
    private static partial Regex Tag();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
