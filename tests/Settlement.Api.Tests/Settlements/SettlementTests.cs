using Settlement.Api.Access;
using Settlement.Api.Tests.Support;

namespace Settlement.Api.Tests.Settlements;

public sealed class SettlementTests(DemonstrationApi api) : IClassFixture<DemonstrationApi>
{
    [Fact, Rule("R1.14.7"), Rule("R2.6"), Rule("R-SET-01"), Rule("R-SET-02")]
    public async Task A_referred_stay_is_previewed_settled_read_and_reversed() // worked cases C02 and C13
    {
        var visit = await new Visit(api, Visit.Shanghai, "360100", "DEMO03", "S1").ReadyAsync(50_000m);

        var preview = (await visit.PreviewAsync()).Ok();
        var settled = (await visit.SettleAsync("S1-T")).Ok();

        Assert.Equal("5000.00", settled.Amount("upFrontShare")); // 50 000 × 10%, before the deductible
        Assert.Equal("800.00", settled.Amount("deductible"));
        Assert.Equal("37570.00", settled.Amount("pooledFund")); // (50 000 - 5 000 - 800) × 85%
        Assert.Equal("12430.00", settled.Amount("personal"));
        Assert.Equal(preview.Json["amounts"]!.ToJsonString(), settled.Json["amounts"]!.ToJsonString());
        Assert.Equal("referral", settled.Json["treatmentClass"]!.GetValue<string>());
        Assert.Equal(settled.Text, (await visit.ReadAsync("S1-T")).Ok().Text);

        var reversed = (await visit.ReverseAsync("S1-R", "S1-T")).Ok();

        Assert.Equal("-37570.00", reversed.Amount("pooledFund"));
        Assert.Equal("-12430.00", reversed.Amount("personal"));
        var account = (await visit.PersonAsync()).Ok().Json["benefitAccounts"]![0]!;
        Assert.Empty(account["amounts"]!.AsObject());
        Assert.Empty(account["encounters"]!.AsObject());
        Assert.Equal(reversed.Json["settlementId"]!.ToString(), (await visit.ReadAsync("S1-T")).Json["reversedBy"]!.ToString());
    }

    [Fact, Rule("R-CHR-04")]
    public async Task A_chronic_visit_is_never_settled_as_ordinary_outpatient_care()
    {
        var visit = new Visit(api, Visit.Shanghai, "360100", "DEMO18", "DEMO18-T1");

        (await visit.SettleAsync("DEMO18-T1", "2026-09-16")).IsProblem(422, "service-not-open-at-insured-place");

        var person = (await visit.PersonAsync()).Ok();
        Assert.Equal("M03900", person.Json["chronicQualifications"]![0]!["diseaseCode"]!.GetValue<string>());
    }

    [Fact, Rule("R-SET-02"), Rule("R2.3")]
    public async Task An_ordinary_outpatient_visit_pays_the_deductible_of_the_year_first()
    {
        var visit = await new Visit(api, "H31010199002", "110000", "DEMO15", "S2").ReadyAsync(3_000m, "outpatient", "2026-10-08");

        var settled = (await visit.SettleAsync("S2-T", "2026-10-08")).Ok();

        Assert.Equal("1300.00", settled.Amount("deductible"));
        Assert.Equal("1530.00", settled.Amount("pooledFund")); // (3 000 - 1 300) × 90%, retired and over seventy
        Assert.Equal("1470.00", settled.Amount("personal"));

        var second = await new Visit(api, "H31010199002", "110000", "DEMO15", "S2b").ReadyAsync(1_000m, "outpatient", "2026-10-09");
        Assert.Equal("900.00", (await second.SettleAsync("S2b-T", "2026-10-09")).Ok().Amount("pooledFund")); // 1 000 × 90%, deductible paid
    }

    [Fact, Rule("R1.7"), Rule("R-FIL-01"), Rule("R-FIL-05"), Rule("R-FIL-14")]
    public async Task An_unfiled_person_is_refused_until_the_filing_is_accepted_before_discharge()
    {
        var visit = await new Visit(api, Visit.Shanghai, "110000", "DEMO06", "S3").ReadyAsync(20_000m);
        var refused = (await visit.SettleAsync("S3-T")).IsProblem(422, "filing-required");
        Assert.NotNull(refused.Json["nextStep"]);

        var clerk = api.Token(Role.Clerk, "110000");
        (await api.PutAsync("v1/regions/110000/filings/S3-F", clerk,
            new { personNo = "DEMO06", type = "otherTemporary", destination = "310000", validFrom = "2026-09-01", validThrough = "2027-02-28", shown = new[] { "credential", "filingForm" } })).Ok();
        (await visit.SettleAsync("S3-T")).IsProblem(422, "filing-required"); // submitted is not accepted
        (await api.PutAsync("v1/regions/110000/filings/S3-F/decision", api.Token(Role.Reviewer, "110000"), new { decision = "accept" })).Ok();

        var settled = (await visit.SettleAsync("S3-T")).Ok(); // a refusal stored nothing, so the number is still free
        Assert.Equal("otherTemporary", settled.Json["treatmentClass"]!.GetValue<string>());
        Assert.Equal("12155.00", settled.Amount("pooledFund")); // (20 000 - 1 300) × (85% - 20 points)
    }

    [Fact, Rule("R1.6.1"), Rule("R-FIL-12")]
    public async Task An_emergency_without_a_filing_is_deemed_filed() // worked case C03
    {
        var visit = await new Visit(api, Visit.Shanghai, "360100", "DEMO05", "S4").ReadyAsync(50_000m, isEmergency: true);

        var settled = (await visit.SettleAsync("S4-T")).Ok();

        Assert.Equal("emergency", settled.Json["treatmentClass"]!.GetValue<string>());
        Assert.Equal("37570.00", settled.Amount("pooledFund"));
    }

    [Fact, Rule("R-SET-04"), Rule("R-PRI-01"), Rule("R2.2")]
    public async Task Each_line_is_split_by_the_catalogue_of_the_treatment_place()
    {
        var visit = new Visit(api, Visit.Haikou, "110000", "DEMO02", "S5");
        (await visit.RegisterAsync()).Ok();

        var lines = (await visit.LinesAsync(
            new { lineNo = "1", itemCode = Items.Bed, serviceDate = "2026-09-20", quantity = 5, unitPrice = 110, amount = 550.00m },
            new { lineNo = "2", itemCode = Items.SingleRoom, serviceDate = "2026-09-20", quantity = 1, unitPrice = 600, amount = 600 },
            new { lineNo = "3", itemCode = Items.ContrastCt, serviceDate = "2026-09-21", quantity = 1, unitPrice = 320, amount = 320 })).Ok()
            .Json["lines"]!.AsArray();

        Assert.Equal(("300.00", "250.00"), (lines[0]!["inScope"]!.ToJsonString(), lines[0]!["overLimit"]!.ToJsonString())); // limit 60 in Hainan: (110 - 60) × 5
        Assert.Equal("600.00", lines[1]!["fullSelfPay"]!.ToJsonString()); // class C
        Assert.Equal(320m, Yuan(lines[2]!, "overLimit") + Yuan(lines[2]!, "firstSelfPaid") + Yuan(lines[2]!, "inScope"));
        Assert.True(Yuan(lines[2]!, "firstSelfPaid") > 0);

        (await visit.SettleAsync("S5-T")).Ok();
        var settled = (await api.GetAsync($"{visit.Path}/settlements/S5-T/lines", visit.Token)).Ok().Json["lines"]!.AsArray();
        Assert.Equal(lines.Select(l => l!["inScope"]!.ToJsonString()), settled.Select(l => l!["inScope"]!.ToJsonString()));
    }

    [Fact]
    public async Task A_line_sent_again_replaces_the_earlier_one()
    {
        var visit = new Visit(api, Visit.Haikou, "110000", "DEMO02", "S6");
        (await visit.RegisterAsync()).Ok();
        (await visit.ChargeAsync(100m)).Ok();
        (await visit.ChargeAsync(200m)).Ok();

        Assert.Equal("200.00", (await visit.PreviewAsync()).Ok().Amount("total"));
    }

    [Fact, Rule("R-SET-04")]
    public async Task One_faulty_line_refuses_the_batch_and_names_every_fault()
    {
        var visit = new Visit(api, Visit.Haikou, "110000", "DEMO02", "S7");
        (await visit.RegisterAsync()).Ok();

        var refused = (await visit.LinesAsync(
            new { lineNo = "1", itemCode = Items.Bed, serviceDate = "2026-09-20", quantity = 1, unitPrice = 70, amount = 70 },
            new { lineNo = "2", itemCode = "NO-SUCH-CODE", serviceDate = "2026-09-20", quantity = 1, unitPrice = 1, amount = 1 },
            new { lineNo = "3", itemCode = Items.Bed, serviceDate = "2026-09-19", quantity = 1, unitPrice = 70, amount = 70 },
            new { lineNo = "4", itemCode = Items.Bed, serviceDate = "2026-09-20", quantity = 2, unitPrice = 70, amount = 70 }))
            .IsProblem(422, "fee-lines-refused");

        var faults = refused.Json["lines"]!.AsArray().Select(l => (l!["pointer"]!.GetValue<string>(), l["code"]!.GetValue<string>()));
        Assert.Equal([("/lines/1", "unknown-item"), ("/lines/2", "service-date-outside-encounter"), ("/lines/3", "amount-mismatch")], faults);
        (await visit.PreviewAsync()).IsProblem(422, "no-fee-lines");
    }

    private static decimal Yuan(System.Text.Json.Nodes.JsonNode line, string name) => line[name]!.GetValue<decimal>();
}
