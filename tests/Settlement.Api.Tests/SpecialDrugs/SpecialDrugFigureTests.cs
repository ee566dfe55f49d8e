using System.Text.Json.Nodes;
using Settlement.Api.Access;
using Settlement.Api.Tests.ManualReimbursements;
using Settlement.Api.Tests.Settlements;
using Settlement.Api.Tests.Support;

namespace Settlement.Api.Tests.SpecialDrugs;

/// <summary>
/// 单药支付比例 and 单药年度限额. The section pays 65 % above 300 yuan a year, at most 20 000 a year. Each test lists a drug
/// of its own, for which an item stands whose whole amount is in scope, and takes back what it has settled, so that the account of 2026 is empty for the next one.
/// </summary>
[Rule("R-DRG-01")]
public sealed class SpecialDrugFigureTests(InventedPlace api) : IClassFixture<InventedPlace>
{
    private readonly Claims books = new(api, InventedPlace.Region);

    [Fact]
    public async Task A_drug_is_paid_at_its_own_ratio()
    {
        const string drug = "003315070010000";
        await ListAsync("A", drug, ratioPercent: 90);
        await BuyAsync("A1", drug, "2026-01-10", 1_000);

        var settled = (await SettleAsync("A1")).Ok();

        Assert.Equal("630.00", settled.Amount("pooledFund")); // (1 000 - 300) × 90%
        var band = Step(settled.Json["working"]!["payers"]!, "drugBand");
        Assert.Equal(("700.00 × 90%", "示例文件 A", drug, "R-DRG-01"), (Text(band, "formula"), Text(band, "source"), Text(band, "about"), Text(band, "ruleId")));
        Assert.Contains("Ratio of the single drug", (await StatementAsync("A1-T")).Text);
        Assert.Contains("示例文件 A", (await StatementAsync("A1-T")).Text);
        Assert.Equal("630.00", await UsedAsync(drug));
        Assert.Empty(await books.FindingsAsync());
        await TakeBackAsync("A1");
    }

    [Fact]
    public async Task A_drugs_own_ceiling_is_reached_over_two_purchases_and_given_back_by_a_reversal()
    {
        const string drug = "003315070030000";
        await ListAsync("B", drug, yearlyCeiling: 1_000);
        foreach (var (no, yuan) in new[] { ("B1", 1_500m), ("B2", 1_000m), ("B3", 1_000m), ("B4", 1_000m) })
            await BuyAsync(no, drug, "2026-02-10", yuan);

        Assert.Equal("780.00", (await SettleAsync("B1")).Ok().Amount("pooledFund")); // (1 500 - 300) × 65%
        Assert.Equal(
            $$"""{"drugCode":"{{drug}}","listingNo":"B","ratioPercent":null,"yearlyCeiling":1000.00,"used":780.00,"remaining":220.00}""",
            (await new DrugSteps(api).EntitlementAsync(drug)).Ok().Json["drug"]!.ToJsonString());
        var second = (await SettleAsync("B2")).Ok();
        Assert.Equal("220.00", second.Amount("pooledFund")); // 1 000 × 65% = 650, of which 1 000 - 780 are left
        Assert.Equal("0.00", (await SettleAsync("B3")).Ok().Amount("pooledFund"));
        Assert.Equal("1000.00", await UsedAsync(drug));
        var ceiling = Step(second.Json["working"]!["payers"]!, "drugCeiling");
        Assert.Equal(("1000.00 - 780.00", "示例文件 B", drug), (Text(ceiling, "formula"), Text(ceiling, "source"), Text(ceiling, "about")));
        Assert.Contains("Left below the drug", (await StatementAsync("B2-T")).Text);
        Assert.Contains("示例文件 B", (await StatementAsync("B2-T")).Text);
        var why = (await api.GetAsync($"{Shop}/settlements/B2-T/why-not-more", Token)).Ok().Json;
        Assert.Equal("430.00", why["whyNotMore"]!.AsArray().Single(w => w!["reason"]!.ToString() == "ceiling")!["difference"]!.ToJsonString()); // 650 - 220
        Assert.Empty(await books.FindingsAsync());

        (await ReverseAsync("B1")).IsProblem(422, "reversal-out-of-order"); // what the second one got rests on it
        await TakeBackAsync("B3", "B2");
        Assert.Equal("220.00", (await SettleAsync("B4")).Ok().Amount("pooledFund"));
        await TakeBackAsync("B4", "B1");
        Assert.Equal("780.00", (await SettleAsync("B1", "B1-T2")).Ok().Amount("pooledFund")); // as the first time
        Assert.Empty(await books.FindingsAsync());
        await TakeBackAsync(("B1", "B1-T2"));
    }

    [Fact]
    public async Task A_partial_refund_gives_back_its_part_of_the_ceiling()
    {
        const string drug = "003315070040000";
        await ListAsync("C", drug, yearlyCeiling: 1_000);
        await BuyAsync("C1", drug, "2026-03-10", 900, quantity: 2);
        Assert.Equal("975.00", (await SettleAsync("C1")).Ok().Amount("pooledFund")); // (1 800 - 300) × 65%

        var refund = (await RefundOneAsync("C1", drug, "2026-03-10", 900)).Ok();

        Assert.Equal("390.00", refund.Json["settlement"]!["amounts"]!["pooledFund"]!.ToJsonString()); // (900 - 300) × 65%
        Assert.Equal("390.00", await UsedAsync(drug));
        Assert.Empty(await books.FindingsAsync());
        await TakeBackAsync(("C1", "C1-T2"));
    }

    [Fact]
    public async Task Two_drugs_have_separate_ceilings()
    {
        const string drug = Items.ClassA, other = "003315070010001";
        await ListAsync("D", drug, yearlyCeiling: 500);
        await ListAsync("D-2", other, ratioPercent: 80, yearlyCeiling: 400);
        await BuyAsync("D1", drug, "2026-04-10", 1_300);
        await BuyAsync("D2", other, "2026-04-10", 1_000);

        Assert.Equal("500.00", (await SettleAsync("D1")).Ok().Amount("pooledFund")); // (1 300 - 300) × 65% = 650
        Assert.Equal("400.00", (await SettleAsync("D2")).Ok().Amount("pooledFund")); // 1 000 × 80% = 800
        Assert.Equal(("500.00", "400.00"), (await UsedAsync(drug), await UsedAsync(other)));
        Assert.Empty(await books.FindingsAsync());
        await TakeBackAsync("D2", "D1");
    }

    [Fact]
    public async Task The_sections_ceiling_holds_where_it_is_lower_than_the_drugs()
    {
        const string drug = "003315070070000";
        await ListAsync("E", drug, ratioPercent: 100, yearlyCeiling: 50_000);
        await BuyAsync("E1", drug, "2026-05-10", 25_300);

        var settled = (await SettleAsync("E1")).Ok();

        Assert.Equal("20000.00", settled.Amount("pooledFund")); // (25 300 - 300) × 100%, of which the section pays 20 000
        Assert.Equal(("20000.00 - 0.00", "50000.00 - 0.00"), (
            Text(Step(settled.Json["working"]!["payers"]!, "ceiling"), "formula"), Text(Step(settled.Json["working"]!["payers"]!, "drugCeiling"), "formula")));
        await TakeBackAsync("E1");
    }

    [Fact]
    public async Task A_later_entry_does_not_change_what_was_settled_before()
    {
        const string drug = "003315070080000";
        var (yesterday, today) = ($"{DrugSteps.Today.AddDays(-1):O}", $"{DrugSteps.Today:O}");
        await ListAsync("F", drug, ratioPercent: 80, yearlyCeiling: 600);
        await BuyAsync("F1", drug, yesterday, 1_000);
        var first = (await SettleAsync("F1")).Ok();
        Assert.Equal("560.00", first.Amount("pooledFund")); // (1 000 - 300) × 80%

        (await api.PutAsync($"{Province}/F/ending", Administrator, new { lastDay = yesterday })).Ok();
        await ListAsync("F-2", drug, today, ratioPercent: 50, yearlyCeiling: 1_000);
        await api.Database.ExecuteAsync("UPDATE special_drug SET ratio_percent = 1, yearly_ceiling_fen = 1, basis = '-' WHERE listing_no = 'F'");

        Assert.Equal(first.Json["amounts"]!.ToJsonString(), (await api.GetAsync($"{Shop}/settlements/F1-T", Token)).Ok().Json["amounts"]!.ToJsonString());
        (await api.GetAsync($"{Shop}/settlements/F1-T/why-not-more", Token)).Ok(); // computed again to the same, or it would be a 409
        await BuyAsync("F2", drug, today, 1_000);
        Assert.Equal("440.00", (await SettleAsync("F2")).Ok().Amount("pooledFund")); // 1 000 × 50% = 500, of which 1 000 - 560 are left
        Assert.Empty(await books.FindingsAsync());
        await TakeBackAsync("F2", "F1");
    }

    [Theory]
    [InlineData(-1, "003315070090001")]
    [InlineData(0, "003315070080001")] // the entry of the same day is another one by now
    public async Task A_part_that_is_refunded_after_a_later_entry_leaves_the_rest_at_the_ratio_of_the_purchase(int days, string drug)
    {
        var (no, day) = ($"K{-days}", $"{DrugSteps.Today.AddDays(days):O}");
        await ListAsync(no, drug, ratioPercent: 80);
        await BuyAsync(no, drug, day, 1_000, quantity: 2);
        Assert.Equal("1360.00", (await SettleAsync(no)).Ok().Amount("pooledFund")); // (2 000 - 300) × 80%

        (await api.PutAsync($"{Province}/{no}/ending", Administrator, new { lastDay = $"{DrugSteps.Today.AddDays(-1):O}" })).Ok();
        await ListAsync($"{no}-2", drug, $"{DrugSteps.Today:O}", ratioPercent: 50);
        var refund = (await RefundOneAsync(no, drug, day, 1_000)).Ok();

        Assert.Equal("560.00", refund.Json["settlement"]!["amounts"]!["pooledFund"]!.ToJsonString()); // (1 000 - 300) × 80%
        Assert.Empty(await books.FindingsAsync());
        await TakeBackAsync((no, $"{no}-T2"));
    }

    [Fact]
    public async Task A_manual_claim_is_paid_by_the_drugs_own_figures_and_uses_up_its_ceiling()
    {
        const string drug = "003315070090000";
        await books.ByTreatmentPlaceAsync();
        // In another year, since nobody takes back what was approved.
        await ListAsync("G", drug, "2025-01-01", ratioPercent: 90, yearlyCeiling: 700);
        await BuyAsync("G1", drug, "2025-07-10", 1_000);
        await BuyAsync("G2", drug, "2025-07-11", 1_000);
        (await api.PutAsync($"{Shop}/encounters/G1/self-payment", Token, new { endedOn = "2025-07-10", reason = "fault", note = "-" })).Ok();
        (await api.PutAsync($"{books.Path}/G", books.Clerk, new
        {
            personNo = InventedPlace.Buyer,
            encounter = new { facilityCode = InventedPlace.Pharmacy, encounterNo = "G1" },
            invoices = new[] { new { code = "46010126", number = Claims.Number("G") } },
        })).Ok();

        Assert.Equal("630.00", (await books.ComputeAsync("G")).Ok().Json["computation"]!["payable"]!.ToJsonString()); // (1 000 - 300) × 90%
        (await books.ApproveAsync("G")).Ok();

        Assert.Equal("70.00", (await SettleAsync("G2")).Ok().Amount("pooledFund")); // 1 000 × 90% = 900, of which 700 - 630 are left
        Assert.Empty(await books.FindingsAsync());
        await TakeBackAsync("G2");
    }

    [Fact]
    public async Task What_was_settled_before_the_list_had_figures_computes_again_to_the_same()
    {
        const string drug = "003315070100000";
        await ListAsync("H", drug);
        await BuyAsync("H1", drug, "2026-08-10", 1_000);
        (await SettleAsync("H1")).Ok();
        await api.Database.ExecuteAsync(
            $"""
            UPDATE settlement SET drug_code = NULL, drug_listing_no = NULL, account_change = account_change #- '{"{"}amounts,pooledFundOfDrug/{drug}{"}"}' WHERE transaction_no = 'H1-T';
            UPDATE benefit_account SET amounts = amounts - 'pooledFundOfDrug/{drug}' WHERE account_year = 2026
            """);

        (await api.GetAsync($"{Shop}/settlements/H1-T/why-not-more", Token)).Ok();
        Assert.Empty(await books.FindingsAsync());
        await TakeBackAsync("H1");
    }

    private const string Province = "v1/regions/330000/special-drugs";

    private const string Shop = $"v1/facilities/{InventedPlace.Pharmacy}";

    private string Administrator => api.Token(Role.Administrator, "330000");

    private string Token => api.Token(Role.Pharmacy, InventedPlace.Pharmacy);

    /// <summary>Lists a drug, and approves it for the buyer unless it is.</summary>
    private async Task ListAsync(string no, string drug, string from = "2026-01-01", decimal? ratioPercent = null, decimal? yearlyCeiling = null)
    {
        var basis = (ratioPercent ?? yearlyCeiling) is null ? null : $"示例文件 {no}";
        (await api.PutAsync($"{Province}/{no}", Administrator, new { drugCode = drug, validFrom = from, ratioPercent, yearlyCeiling, basis })).Ok();
        (await api.PutAsync($"v1/regions/{InventedPlace.Region}/persons/{InventedPlace.Buyer}/special-drug-approvals/{drug}", books.Clerk, new
        {
            drugCode = drug,
            doctorCode = "D1",
            doctor = "王医师",
            hospital = Visit.Haikou,
            pharmacy = InventedPlace.Pharmacy,
            validFrom = "2025-01-01",
        })).Ok();
    }

    /// <summary>A purchase on a prescription of its own, not settled yet.</summary>
    private async Task BuyAsync(string no, string drug, string day, decimal priceYuan, int quantity = 1)
    {
        (await api.PutAsync($"v1/facilities/{Visit.Haikou}/special-drug-prescriptions/{no}", api.Token(Role.Hospital, Visit.Haikou), new
        {
            insuredRegion = InventedPlace.Region,
            personNo = InventedPlace.Buyer,
            drugCode = drug,
            doctorCode = "D1",
            quantity,
            prescribedOn = day,
            validDays = 7,
        })).Ok();
        (await api.PutAsync($"{Shop}/encounters/{no}", Token, new
        {
            insuredRegion = InventedPlace.Region,
            personNo = InventedPlace.Buyer,
            service = "specialDrug",
            startedOn = day,
            prescription = new { hospital = Visit.Haikou, prescriptionNo = no },
        })).Ok();
        var lines = new[] { new { lineNo = "1", itemCode = drug, serviceDate = day, quantity, unitPrice = priceYuan, amount = priceYuan * quantity } };
        (await api.PutAsync($"{Shop}/encounters/{no}/lines", Token, new { lines })).Ok();
    }

    private async Task<Answer> SettleAsync(string no, string? transactionNo = null)
    {
        var day = (await api.GetAsync($"{Shop}/encounters/{no}", Token)).Ok().Json["startedOn"]!.ToString();
        return await api.PutAsync($"{Shop}/settlements/{transactionNo ?? $"{no}-T"}", Token, new { encounterNo = no, endedOn = day });
    }

    /// <summary>Gives one of what line 1 charges back; the rest is settled under <c>{no}-T2</c>.</summary>
    private Task<Answer> RefundOneAsync(string no, string drug, string day, decimal priceYuan) => api.PutAsync($"{Shop}/refunds/{no}-T2", Token, new
    {
        settlementTransactionNo = $"{no}-T",
        reversalTransactionNo = $"{no}-R1",
        reason = "退药",
        lines = new[] { new { lineNo = "R1", itemCode = drug, serviceDate = day, quantity = -1, unitPrice = priceYuan, amount = -priceYuan, refundsLineNo = "1" } },
    });

    private Task<Answer> ReverseAsync(string no, string? transactionNo = null) => api.PutAsync(
        $"{Shop}/reversals/{transactionNo ?? $"{no}-T"}-R", Token, new { settlementTransactionNo = transactionNo ?? $"{no}-T", reason = "录入错误" });

    private Task TakeBackAsync(params string[] nos) => TakeBackAsync([.. nos.Select(no => (no, $"{no}-T"))]);

    private async Task TakeBackAsync(params (string No, string TransactionNo)[] settled)
    {
        foreach (var (no, transactionNo) in settled)
            (await ReverseAsync(no, transactionNo)).Ok();
    }

    private Task<Answer> StatementAsync(string transactionNo) => api.SendAsync(HttpMethod.Get, $"{Shop}/settlements/{transactionNo}/statement", Token, null, "en");

    /// <summary>What the year has paid for a drug; null where the account says nothing of it.</summary>
    private async Task<string?> UsedAsync(string drug) =>
        (await api.GetAsync($"v1/regions/{InventedPlace.Region}/persons/{InventedPlace.Buyer}", books.Clerk)).Ok()
            .Json["benefitAccounts"]!.AsArray().Single(account => account!["year"]!.GetValue<int>() == 2026)!["amounts"]![$"pooledFundOfDrug/{drug}"]?.ToJsonString();

    /// <summary>The one step of a rule in a tree of the working.</summary>
    private static JsonNode Step(JsonNode root, string rule) => Steps(root).Single(step => Text(step, "rule") == rule);

    private static IEnumerable<JsonNode> Steps(JsonNode step) =>
        step["parts"]!.AsArray().Concat(step["basis"]!.AsArray()).SelectMany(part => Steps(part!)).Prepend(step);

    private static string Text(JsonNode step, string field) => step[field]!.ToString();
}
