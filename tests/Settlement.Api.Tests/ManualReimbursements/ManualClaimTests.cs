using Settlement.Api.Tests.Settlements;
using Settlement.Api.Tests.Support;

namespace Settlement.Api.Tests.ManualReimbursements;

/// <summary>手工报销 from the bill that was not settled directly to the payment.</summary>
[Rule("R-MAN-01")]
public sealed class ManualClaimTests(DemonstrationApi api) : IClassFixture<DemonstrationApi>, IAsyncLifetime
{
    private readonly Claims claims = new(api);
    private readonly Claims beijing = new(api, "110000");

    public Task InitializeAsync() => claims.ByTreatmentPlaceAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact, Rule("R1.18.4"), Rule("R-MAN-02"), Rule("R1.14.14")]
    public async Task A_claim_on_an_uploaded_bill_needs_no_paper_and_is_paid_like_a_settlement()
    {
        await claims.PaidInFullAsync("M1");
        var opened = (await claims.OpenAsync("M1", "M1")).Ok().Json;
        Assert.Equal("documentsComplete", opened["state"]!.GetValue<string>());
        Assert.Empty(opened["missing"]!.AsArray());

        // Referral: (5,000 - 10 % - 800) x 85 % = 3,700 x 85 % = 3,145
        var computed = (await claims.ComputeAsync("M1")).Ok().Json;
        Assert.Equal("3145.00", computed["computation"]!["payable"]!.ToJsonString());
        Assert.Equal("computed", computed["state"]!.GetValue<string>());
        Assert.Equal("1855.00", computed["computation"]!["amounts"]!["cash"]!.ToJsonString());
        Assert.Equal("0", (await AmountAsync("M1")).ToString());

        var approved = (await claims.ApproveAsync("M1")).Ok().Json;
        Assert.Equal("approved", approved["state"]!.GetValue<string>());
        Assert.Equal("314500", (await AmountAsync("M1")).ToString()); // counted into the account

        await ConfirmPayeeAsync("DEMO03", "M1");
        var paid = (await claims.StepAsync("M1", "payment", claims.Finance, new { version = 3, payeeChangeNo = "M1", paidOn = Today(), bankReference = "BANK-1" })).Ok().Json;
        Assert.Equal("paid", paid["state"]!.GetValue<string>());
        Assert.Equal("************1234", paid["payment"]!["account"]!.GetValue<string>());

        var steps = (await api.GetAsync($"{claims.Path}/M1/history", claims.Reviewer)).Ok().Json["items"]!.AsArray();
        Assert.Equal(["open", "compute", "approve", "pay"], steps.Select(s => s!["step"]!.GetValue<string>()));
        Assert.Equal(["test-clerk", "test-clerk", "test-reviewer", "test-finance"], steps.Select(s => s!["doneBy"]!.GetValue<string>()));
    }

    [Fact, Rule("R1.18.4")]
    public async Task A_later_settlement_stands_on_the_account_that_a_claim_was_counted_into()
    {
        await beijing.PaidInFullAsync("M2", personNo: "DEMO15");
        (await beijing.OpenAsync("M2", "M2", personNo: "DEMO15")).Ok();
        var first = (await beijing.ComputeAsync("M2")).Ok().Json["computation"]!["amounts"]!["deductible"]!.ToJsonString();
        Assert.Equal("1300.00", first);
        (await beijing.ApproveAsync("M2")).Ok();

        var visit = await new Visit(api, Visit.Shanghai, "110000", "DEMO15", "M2-L").ReadyAsync(5000m, startedOn: "2026-10-01");
        var later = (await visit.SettleAsync("M2-T", "2026-10-05")).Ok();
        Assert.Equal("650.00", later.Amount("deductible")); // the second stay of the year owes half
        await AssertBooksAsync();
    }

    [Fact, Rule("R1.18")]
    public async Task What_the_nation_or_the_facility_has_not_opened_can_still_be_claimed()
    {
        // Facility without inpatient care: refused directly, paid by hand.
        var guangzhou = new Claims(api, "440100");
        var visit = await new Visit(api, "H46010899004", "440100", "DEMO14", "M3").ReadyAsync(3000m, startedOn: "2026-08-17");
        (await visit.SettleAsync("M3-T", "2026-08-19")).IsProblem(422, "facility-not-open");
        (await api.PutAsync($"{visit.Path}/encounters/M3/self-payment", visit.Token, new { endedOn = "2026-08-19", reason = "refused", note = "facility-not-open" })).Ok();
        (await api.PutAsync($"{guangzhou.Path}/M3", guangzhou.Clerk, new
        {
            personNo = "DEMO14",
            encounter = new { facilityCode = "H46010899004", encounterNo = "M3" },
            invoices = new[] { new { code = "46010126", number = "0000000003" } },
        })).Ok();

        var computed = (await guangzhou.ComputeAsync("M3")).Ok().Json["computation"]!;

        Assert.Equal("otherTemporary", computed["treatmentClass"]!.GetValue<string>());
        Assert.NotEqual("0.00", computed["payable"]!.ToJsonString());
    }

    [Fact]
    public async Task Entitlement_still_decides_a_person_who_was_not_insured_on_the_day_is_not_paid()
    {
        await claims.PaidInFullAsync("M4", personNo: "DEMO05", reason: "refused");
        (await api.PutAsync("v1/regions/360100/persons/DEMO05/insured-status/M4", claims.Clerk, new { status = "terminated", effectiveOn = "2026-09-01", reason = "欠费" })).Ok();
        (await claims.OpenAsync("M4", "M4", personNo: "DEMO05")).Ok();
        (await claims.ComputeAsync("M4")).IsProblem(422, "insurance-not-active");

        // Insured again today, but not on the day of the admission.
        (await api.PutAsync("v1/regions/360100/persons/DEMO05/insured-status/M4-2", claims.Clerk, new { status = "normal", effectiveOn = "2026-10-10", reason = "补缴" })).Ok();
        (await claims.ComputeAsync("M4")).IsProblem(422, "insurance-not-active");
        Assert.Equal("documentsComplete", (await claims.ReadAsync("M4")).Ok().Json["state"]!.GetValue<string>());
    }

    [Fact]
    public async Task Only_what_is_missing_is_asked_for()
    {
        object[] lines = [Line("1", Items.ClassA, 6000m)];
        var opened = (await beijing.OpenPaperAsync("M5", lines, shown: ["feeList", "medicalRecord"], personNo: "DEMO02")).Ok().Json;
        Assert.Equal("received", opened["state"]!.GetValue<string>());
        Assert.Equal(["invoice", "diagnosisCertificate"], opened["missing"]!.AsArray().Select(m => m!.GetValue<string>()));
        (await beijing.ComputeAsync("M5")).IsProblem(409, "manual-claim-step-not-possible");

        var supplied = (await beijing.StepAsync("M5", "supplement", beijing.Clerk,
            new { version = 1, shown = new[] { "diagnosisCertificate", "invoice" } })).Ok().Json;
        Assert.Equal(["invoice"], supplied["missing"]!.AsArray().Select(m => m!.GetValue<string>())); // its number
        supplied = (await beijing.StepAsync("M5", "supplement", beijing.Clerk,
            new { version = 2, invoices = new[] { new { code = "32050126", number = "0000000005" } } })).Ok().Json;
        Assert.Equal("documentsComplete", supplied["state"]!.GetValue<string>());

        (await beijing.ComputeAsync("M5", 3)).Ok();
        var file = await api.SendAsync(HttpMethod.Put, $"{beijing.Path}/M5/documents/medicalRecord?fileName=record.pdf", beijing.Clerk, "%PDF-1.4 record", mediaType: "application/pdf");
        Assert.Equal("documentsComplete", file.Ok().Json["state"]!.GetValue<string>()); // to be computed again
        Assert.Null(file.Json["computation"]);
        Assert.Single((await api.GetAsync($"{beijing.Path}/M5/documents", beijing.Reviewer)).Ok().Json["items"]!.AsArray());
    }

    [Fact, Rule("R1.18.2")]
    public async Task A_bill_on_paper_splits_by_the_insured_place_and_pays_nothing_for_what_its_catalogue_does_not_list()
    {
        (await beijing.OpenPaperAsync("M6", [Line("1", "X-UNKNOWN", 100m)], "0000000006", personNo: "DEMO01")).IsProblem(422, "item-not-listed");
        (await beijing.OpenPaperAsync("M6", [Line("1", Items.ClassA, 100m, outside: true)], "0000000006", personNo: "DEMO01")).IsProblem(422, "item-listed");
        var opened = (await beijing.OpenPaperAsync(
            "M6", [Line("1", Items.ClassA, 6000m), Line("2", "X-UNKNOWN", 100m, outside: true)], "0000000006", Claims.Papers, "DEMO01")).Ok();
        Assert.Equal("insuredPlace", opened.Json["catalogSide"]!.GetValue<string>());

        var computed = (await beijing.ComputeAsync("M6")).Ok().Json["computation"]!;

        // An emergency, retired: (6,000 - 1,300) x (91 % - 10 points); the 100 that no catalogue lists are wholly self-paid
        Assert.Equal("6100.00", computed["amounts"]!["total"]!.ToJsonString());
        Assert.Equal("100.00", computed["amounts"]!["fullSelfPay"]!.ToJsonString());
        Assert.Equal("3807.00", computed["payable"]!.ToJsonString());
        (await beijing.ApproveAsync("M6")).Ok();
        Assert.Equal(1L, await api.Database.ScalarAsync("SELECT count(*) FROM settlement_line WHERE catalog_version = 'unlisted'"));
        await AssertBooksAsync();
    }

    [Fact]
    public async Task A_claim_is_not_computed_by_a_catalogue_that_is_not_loaded()
    {
        var zhengzhou = new Claims(api, "410100");
        await zhengzhou.PaidInFullAsync("M12", personNo: "DEMO08");
        (await zhengzhou.OpenAsync("M12", "M12", personNo: "DEMO08")).Ok();

        (await zhengzhou.ComputeAsync("M12")).IsProblem(422, "catalog-missing");
        (await zhengzhou.OpenPaperAsync("M12-P", [Line("1", Items.ClassA, 100m)], personNo: "DEMO08")).IsProblem(422, "catalog-missing");
    }

    [Fact]
    public async Task The_reviewer_is_a_second_person_and_approves_what_was_computed()
    {
        await claims.PaidInFullAsync("M7", personNo: "DEMO13");
        (await claims.OpenAsync("M7", "M7", personNo: "DEMO13")).Ok();
        (await claims.ComputeAsync("M7")).Ok();
        await api.Database.ExecuteAsync("UPDATE manual_claim SET computed_by = 'test-reviewer' WHERE claim_no = 'M7'");
        (await claims.ApproveAsync("M7")).IsProblem(403, "second-person");
        var broken = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => api.Database.ExecuteAsync(
            "UPDATE manual_claim SET approved_by = computed_by, settlement_id = (SELECT settlement_id FROM settlement LIMIT 1) WHERE claim_no = 'M7'"));
        Assert.StartsWith("manual_claim_", broken.ConstraintName, StringComparison.Ordinal);
        await api.Database.ExecuteAsync("UPDATE manual_claim SET computed_by = 'test-clerk' WHERE claim_no = 'M7'");

        // Another settlement counts into the account meanwhile, so the reviewer saw what is no more.
        var visit = await new Visit(api, Visit.Shanghai, "360100", "DEMO13", "M7-L").ReadyAsync(2000m, startedOn: "2026-10-01");
        (await visit.SettleAsync("M7-T", "2026-10-05")).Ok();
        (await claims.ApproveAsync("M7")).IsProblem(409, "computation-outdated");
        (await claims.ComputeAsync("M7", 2)).Ok();
        (await claims.ApproveAsync("M7", 3)).Ok();
        Assert.True((await claims.ApproveAsync("M7", 3)).Ok().IsReplay);
        Assert.Equal(1L, await api.Database.ScalarAsync("SELECT count(*) FROM settlement WHERE channel = 'Manual' AND ended_on = '2026-09-25' AND insured_region = '360100' AND scheme = 'Resident'"));
        await AssertBooksAsync();
    }

    [Fact]
    public async Task A_refused_or_withdrawn_claim_lets_go_of_encounter_and_invoice()
    {
        var visit = await claims.PaidInFullAsync("M8");
        (await claims.OpenAsync("M8", "M8")).Ok();
        (await api.SendAsync(HttpMethod.Delete, $"{visit.Path}/encounters/M8/self-payment", visit.Token, null)).IsProblem(409, "encounter-under-claim");
        (await claims.OpenAsync("M8-2", "M8", "0000000888")).IsProblem(409, "encounter-under-claim");

        (await claims.StepAsync("M8", "refusal", claims.Reviewer, new { version = 1, reason = "材料不实" })).Ok();
        Assert.True((await claims.StepAsync("M8", "refusal", claims.Reviewer, new { version = 1, reason = "材料不实" })).Ok().IsReplay);
        (await claims.OpenAsync("M8-2", "M8", Claims.Number("M8"))).Ok();
        (await claims.StepAsync("M8-2", "withdrawal", claims.Clerk, new { version = 1, reason = "本人撤回" })).Ok();
        (await api.SendAsync(HttpMethod.Delete, $"{visit.Path}/encounters/M8/self-payment", visit.Token, null)).Ok();
        (await claims.OpenAsync("M8-3", "M8")).IsProblem(409, "encounter-not-paid-in-full");
    }

    [Fact]
    public async Task The_facility_sees_nothing_of_what_an_agency_reimbursed()
    {
        var guangzhou = new Claims(api, "440100");
        var visit = await guangzhou.PaidInFullAsync("M9", 1500m, "DEMO07");
        (await guangzhou.OpenAsync("M9", "M9", personNo: "DEMO07")).Ok();
        (await guangzhou.ComputeAsync("M9")).Ok();
        (await guangzhou.ApproveAsync("M9")).Ok();
        var number = await api.Database.ScalarAsync("SELECT transaction_no FROM settlement JOIN manual_claim USING (person_id, settlement_id) WHERE claim_no = 'M9'");

        (await visit.ReadAsync($"{number}")).IsProblem(404, "not-found");
        (await visit.ReverseAsync("M9-R", $"{number}")).IsProblem(400, "invalid-request");
        var day = (await api.GetAsync($"{visit.Path}/settlement-days/{Today()}", visit.Token)).Ok().Text;
        Assert.DoesNotContain("manual:", day, StringComparison.Ordinal);
        Assert.Equal("paidInFull", (await api.GetAsync($"{visit.Path}/encounters/M9", visit.Token)).Ok().Json["state"]!.GetValue<string>());
    }

    [Fact, Rule("R1.18.1")]
    public async Task What_waits_beyond_its_working_days_is_on_the_overdue_list()
    {
        await claims.PaidInFullAsync("M10", 1000m);
        var opened = (await claims.OpenAsync("M10", "M10")).Ok().Json;
        var due = (await api.GetAsync($"v1/working-days?after={opened["receivedOn"]!.GetValue<string>()}&workingDays=30", claims.Clerk));
        if (due.Status == 200)
            Assert.Equal(due.Json["day"]!.GetValue<string>(), opened["dueOn"]!.GetValue<string>());
        else
            Assert.Null(opened["dueOn"]);
        Assert.DoesNotContain("M10", await OverdueAsync());

        await api.Database.ExecuteAsync("UPDATE manual_claim SET due_on = '2026-01-05', due_on_by_weekdays = '2026-01-05' WHERE claim_no = 'M10'");
        Assert.Contains("M10", await OverdueAsync());
        Assert.Equal((true, false), await SaysAsync("M10"));

        // Of a claim whose due date lies in a year without known holidays the plain weekdays remind.
        await api.Database.ExecuteAsync("UPDATE manual_claim SET due_on = NULL WHERE claim_no = 'M10'");
        Assert.Contains("M10", await OverdueAsync());
        Assert.Equal((false, true), await SaysAsync("M10"));
        await api.Database.ExecuteAsync("UPDATE manual_claim SET due_on_by_weekdays = '2099-01-05' WHERE claim_no = 'M10'");
        Assert.DoesNotContain("M10", await OverdueAsync());
        Assert.Equal((false, false), await SaysAsync("M10"));
        await api.Database.ExecuteAsync("UPDATE manual_claim SET due_on_by_weekdays = '2026-01-05' WHERE claim_no = 'M10'");
        (await claims.StepAsync("M10", "withdrawal", claims.Clerk, new { version = 1, reason = "本人撤回" })).Ok();
        Assert.DoesNotContain("M10", await OverdueAsync());

        async Task<(bool IsOverdue, bool MayBe)> SaysAsync(string no)
        {
            var claim = (await claims.ReadAsync(no)).Ok().Json;
            return (claim["isOverdue"]!.GetValue<bool>(), claim["mayBeOverdue"]!.GetValue<bool>());
        }

        async Task<IEnumerable<string>> OverdueAsync() =>
            (await api.GetAsync($"{claims.Path}?overdue=true", claims.Clerk)).Ok().Json["items"]!.AsArray().Select(c => c!["claimNo"]!.GetValue<string>());
    }

    [Fact, Rule("R1.18.1")]
    public async Task A_due_date_in_a_year_without_known_holidays_is_open_and_says_which_year()
    {
        // 30 working days reach 2027, of which no holiday was known, and go on there by Monday to Friday.
        await claims.PaidInFullAsync("M13", 1000m);
        (await claims.OpenAsync("M13", "M13")).Ok();
        await api.Database.ExecuteAsync("UPDATE manual_claim SET received_on = '2026-11-23', due_on = NULL, due_on_by_weekdays = '2027-01-04' WHERE claim_no = 'M13'");

        var claim = (await claims.ReadAsync("M13")).Ok().Json;

        Assert.Null(claim["dueOn"]);
        Assert.Equal("2027-01-04", claim["dueOnByWeekdays"]!.GetValue<string>());
        Assert.Contains("2027年", claim["dueNote"]!.GetValue<string>(), StringComparison.Ordinal);
        var english = await api.SendAsync(HttpMethod.Get, $"{claims.Path}/M13", claims.Clerk, null, language: "en");
        Assert.StartsWith("The public holidays of 2027 were not loaded", english.Ok().Json["dueNote"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_claim_may_be_sent_again_and_its_number_is_used_once()
    {
        await claims.PaidInFullAsync("M11", 1000m);
        var first = (await claims.OpenAsync("M11", "M11")).Ok();
        var again = (await claims.OpenAsync("M11", "M11")).Ok();
        Assert.True(again.IsReplay);
        Assert.Equal(first.Text, again.Text);
        (await claims.OpenAsync("M11", "M11", "0000001111")).IsProblem(409, "number-reused");
        (await claims.ComputeAsync("M11", 7)).IsProblem(409, "manual-claim-version");
    }

    private static string Today() => $"{TimeProvider.System.GetUtcNow().AddHours(8):yyyy-MM-dd}";

    private static object Line(string lineNo, string itemCode, decimal amount, bool outside = false) =>
        new { lineNo, itemCode, serviceDate = "2026-09-02", quantity = 1, unitPrice = amount, amount, outsideCatalog = outside };

    private async Task<object> AmountAsync(string claimNo) => await api.Database.ScalarAsync(
        $"SELECT sum(s.pooled_fund_fen) FROM manual_claim c JOIN settlement s USING (person_id, settlement_id) WHERE c.claim_no = '{claimNo}'") ?? 0;

    private async Task ConfirmPayeeAsync(string personNo, string changeNo)
    {
        var path = $"v1/regions/360100/persons/{personNo}/payee-accounts/{changeNo}";
        (await claims.StepAsync("M1", "payment", claims.Finance, new { version = 3, payeeChangeNo = "M1", paidOn = Today(), bankReference = "BANK-1" })).IsProblem(422, "payee-not-confirmed");
        (await api.PutAsync(path, claims.Clerk, new { holder = "张三", bank = "示例银行", accountNumber = "6222000000001234" })).Ok();
        (await claims.StepAsync("M1", "payment", claims.Finance, new { version = 3, payeeChangeNo = "M1", paidOn = Today(), bankReference = "BANK-1" })).IsProblem(422, "payee-not-confirmed");
        (await api.PutAsync($"{path}/decision", claims.Clerk, new { confirm = true })).IsProblem(403, "second-person");
        (await api.PutAsync($"{path}/decision", claims.Reviewer, new { confirm = true })).Ok();
    }

    /// <summary>Every settlement, direct or by hand, computes again to what is stored, and the accounts are their fold.</summary>
    private async Task AssertBooksAsync() => Assert.Empty(await claims.FindingsAsync());
}
