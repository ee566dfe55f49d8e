using System.Text.Json.Nodes;
using Settlement.Api.Access;
using Settlement.Api.Tests.Settlements;
using Settlement.Api.Tests.Support;

namespace Settlement.Api.Tests.SpecialDrugs;

/// <summary>特药: list, approval, prescription at the hospital, purchase at the pharmacy (R-DRG-01).</summary>
public sealed class SpecialDrugTests(InventedPlace api) : IClassFixture<InventedPlace>
{
    private const string Drug = Items.ClassA; // an item whose whole amount is in scope stands for the drug
    private const string Hospital = Visit.Haikou;
    private const string Doctor = "D1";

    [Fact]
    public async Task R_DRG_01_A_drug_prescribed_at_the_hospital_is_settled_at_the_pharmacy_once()
    {
        await ReadyAsync();
        (await PrescribeAsync("A-P", quantity: 2)).Ok();
        (await BuyAsync("A1", "A-P", quantity: 2)).Ok();

        var settled = (await SettleAsync("A1")).Ok();
        Assert.Equal("455.00", settled.Amount("pooledFund")); // (1 000 - 300) × 65%, as at a community facility
        Assert.Equal("specialDrug", settled.Json["service"]!.ToString());
        Assert.Equal("true", (await ReadPrescriptionAsync("A-P"))["used"]!.ToJsonString());
        Assert.True((await SettleAsync("A1")).Ok().IsReplay);
        Assert.Equal("""455.00""", (await PersonAsync())["benefitAccounts"]!.AsArray().Single()!["amounts"]!["pooledFund/specialDrug"]!.ToJsonString());

        (await BuyAsync("A2", "A-P", quantity: 2)).Ok();
        (await SettleAsync("A2")).IsProblem(422, "prescription-used");
        (await api.PostAsync($"v1/facilities/{InventedPlace.Pharmacy}/encounters/A2/preview", Token, new { endedOn = Day })).IsProblem(422, "prescription-used");

        // A reversal frees the prescription; it is computed again from what was stored.
        (await api.GetAsync($"v1/facilities/{InventedPlace.Pharmacy}/settlements/A1-T/why-not-more", Token)).Ok();
        (await api.PutAsync($"v1/facilities/{InventedPlace.Pharmacy}/reversals/A1-R", Token, new { settlementTransactionNo = "A1-T", reason = "录入错误" })).Ok();
        Assert.Equal("false", (await ReadPrescriptionAsync("A-P"))["used"]!.ToJsonString());
        (await SettleAsync("A2")).Ok();
        (await SettleAsync("A1", "A1-T2")).IsProblem(422, "prescription-used");
        (await api.PutAsync($"v1/facilities/{InventedPlace.Pharmacy}/reversals/A2-R", Token, new { settlementTransactionNo = "A2-T", reason = "录入错误" })).Ok();
    }

    [Fact]
    public async Task R_DRG_01_Of_many_settlements_at_once_on_one_prescription_one_stands()
    {
        await ReadyAsync();
        (await PrescribeAsync("B-P", quantity: 1)).Ok();
        foreach (var i in Enumerable.Range(0, 6))
            (await BuyAsync($"B{i}", "B-P", quantity: 1)).Ok();

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => SettleAsync($"B{i}")));

        var one = Assert.Single(Enumerable.Range(0, 6), i => answers[i].Status == 200);
        Assert.All(answers.Where(a => a.Status != 200), a => a.IsProblem(422, "prescription-used"));
        Assert.Equal(1L, await api.Database.ScalarAsync(
            "SELECT count(*) FROM special_drug_use u JOIN special_drug_prescription p USING (person_id, prescription_id) WHERE p.prescription_no = 'B-P'"));
        (await api.PutAsync($"v1/facilities/{InventedPlace.Pharmacy}/reversals/B-R", Token, new { settlementTransactionNo = $"B{one}-T", reason = "录入错误" })).Ok();
    }

    [Fact]
    public async Task R_DRG_01_The_database_binds_a_prescription_to_one_encounter_at_most()
    {
        await ReadyAsync();
        (await PrescribeAsync("G-P", quantity: 1)).Ok();
        (await BuyAsync("G1", "G-P", quantity: 1)).Ok();
        const string use = """
            INSERT INTO special_drug_use SELECT person_id, prescription_id, encounter_id FROM encounter WHERE encounter_no = 'G1'
            """;
        await api.Database.ExecuteAsync(use);

        var twice = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => api.Database.ExecuteAsync(use));

        Assert.Equal("special_drug_use_key", twice.ConstraintName);
    }

    [Fact]
    public async Task R_DRG_01_A_hospital_cancels_a_prescription_that_no_settlement_has_used()
    {
        await ReadyAsync();
        (await PrescribeAsync("H-P", quantity: 1)).Ok();
        (await BuyAsync("H1", "H-P", quantity: 1)).Ok();
        var encounter = (await api.GetAsync($"v1/facilities/{InventedPlace.Pharmacy}/encounters/H1", Token)).Ok().Json;
        Assert.Equal("""{"hospital":"H46010599001","prescriptionNo":"H-P"}""", encounter["prescription"]!.ToJsonString());
        Assert.Equal("null", (await ReadPrescriptionAsync("H-P"))["cancellation"]?.ToJsonString() ?? "null");

        (await SettleAsync("H1")).Ok();
        (await CancelAsync("H-P")).IsProblem(409, "prescription-in-use");
        (await api.PutAsync($"v1/facilities/{InventedPlace.Pharmacy}/reversals/H1-R", Token, new { settlementTransactionNo = "H1-T", reason = "录入错误" })).Ok();

        var cancelled = (await CancelAsync("H-P")).Ok();
        Assert.Equal("停药", cancelled.Json["cancellation"]!["reason"]!.ToString());
        Assert.Equal("false", cancelled.Json["used"]!.ToJsonString());
        Assert.True((await CancelAsync("H-P")).Ok().IsReplay);
        (await CancelAsync("H-P", "换药")).IsProblem(409, "prescription-cancelled-before");
        (await CancelAsync("H-NONE")).IsProblem(404, "not-found");
        (await CancelAsync("H-P", "")).IsProblem(400, "invalid-request");
        (await SettleAsync("H1", "H1-T2")).IsProblem(422, "prescription-cancelled");
    }

    [Fact]
    public async Task R_DRG_01_Of_a_cancellation_and_settlements_at_once_one_stands()
    {
        await ReadyAsync();
        foreach (var i in Enumerable.Range(0, 4))
        {
            (await PrescribeAsync($"I-P{i}", quantity: 1)).Ok();
            (await BuyAsync($"I{i}", $"I-P{i}", quantity: 1)).Ok();

            var answers = await Task.WhenAll(SettleAsync($"I{i}"), CancelAsync($"I-P{i}"));

            var one = Assert.Single(answers, a => a.Status == 200);
            Assert.Contains(answers.Single(a => a != one).Json["code"]!.ToString(), new[] { "prescription-used", "prescription-cancelled", "prescription-in-use" });
            if (one == answers[0])
                (await api.PutAsync($"v1/facilities/{InventedPlace.Pharmacy}/reversals/I{i}-R", Token, new { settlementTransactionNo = $"I{i}-T", reason = "录入错误" })).Ok();
        }
    }

    [Fact]
    public async Task R_DRG_01_A_purchase_is_refused_for_what_it_lacks()
    {
        await ReadyAsync();
        (await PrescribeAsync("C-P", quantity: 2, days: 3)).Ok(); // to 2026-10-10
        (await BuyAsync("C1", "C-P", quantity: 3)).Ok();
        (await SettleAsync("C1")).IsProblem(422, "prescription-exceeded");
        (await BuyAsync("C2", "C-P", quantity: 1, item: "001109000010300")).Ok();
        (await SettleAsync("C2")).IsProblem(422, "prescription-exceeded");
        (await BuyAsync("C3", "C-P", quantity: 1, day: "2026-10-11")).Ok();
        (await SettleAsync("C3", day: "2026-10-11")).IsProblem(422, "prescription-expired");

        // An approval for another drug: not on the list; then listed, bound to a hospital in Shanghai, then revoked.
        (await ApproveAsync("C-A", "OTHER", Visit.Shanghai)).Ok();
        (await PrescribeAsync("C-P2", quantity: 1, drug: "OTHER", hospital: Visit.Shanghai)).Ok();
        (await BuyAsync("C4", "C-P2", quantity: 1, prescriber: Visit.Shanghai, facility: Hospital)).Ok();
        (await SettleAsync("C4", facility: Hospital)).IsProblem(422, "drug-not-listed");
        (await ListAsync("C-L", "OTHER")).Ok();
        (await SettleAsync("C4", facility: Hospital)).IsProblem(422, "drug-elsewhere");
        (await api.PutAsync($"{Person}/C-A/revocation", Clerk, new { from = "2026-10-08", reason = "停药" })).Ok();
        (await SettleAsync("C4", facility: Hospital)).IsProblem(422, "drug-not-approved");
    }

    [Fact]
    public async Task R_DRG_01_Only_the_doctor_and_the_hospital_of_the_approval_prescribe()
    {
        await ReadyAsync();
        (await PrescribeAsync("D-1", quantity: 1, doctor: "D2")).IsProblem(422, "prescription-not-approved");
        (await PrescribeAsync("D-1", quantity: 1, hospital: Visit.Shanghai)).IsProblem(422, "prescription-not-approved");
        (await PrescribeAsync("D-1", quantity: 1, drug: "NONE")).IsProblem(422, "prescription-not-approved");
        (await PrescribeAsync("D-1", quantity: 0)).IsProblem(400, "invalid-request");
        (await PrescribeAsync("D-1", quantity: 1, days: 91)).IsProblem(400, "invalid-request");
        (await PrescribeAsync("D-1", quantity: 1)).Ok();
        Assert.True((await PrescribeAsync("D-1", quantity: 1)).Ok().IsReplay);
        (await PrescribeAsync("D-1", quantity: 2)).IsProblem(409, "number-reused");
        (await BuyAsync("D1", "NONE", quantity: 1)).IsProblem(422, "prescription-not-found");
        var body = new { insuredRegion = InventedPlace.Region, personNo = InventedPlace.Buyer, service = "specialDrug", startedOn = Day };
        Assert.Equal("/prescription", (await api.PutAsync($"v1/facilities/{InventedPlace.Pharmacy}/encounters/D2", Token, body)).IsProblem(400, "invalid-request").Json["pointer"]!.ToString());
    }

    [Fact]
    public async Task R_DRG_01_A_prescription_does_not_outlive_the_approval_of_its_doctor()
    {
        (await ListAsync("F-L", "F")).Ok();
        (await ApproveAsync("F-A", "F", Hospital)).Ok();
        (await PrescribeAsync("F-P", quantity: 1, drug: "F")).Ok();
        (await BuyAsync("F1", "F-P", quantity: 1)).Ok();
        (await SettleAsync("F1")).IsProblem(422, "prescription-exceeded"); // another item: nothing else stands in the way
        (await api.PutAsync($"{Person}/F-A/revocation", Clerk, new { from = Day, reason = "更换责任医师" })).Ok();
        (await ApproveAsync("F-A2", "F", Hospital, Day, "D2")).Ok();

        (await SettleAsync("F1")).IsProblem(422, "drug-not-approved");
    }

    [Fact]
    public async Task R_DRG_01_Entitlement_and_facilities_ask_for_no_prescription_where_no_drug_is_named()
    {
        var entitlement = (await api.GetAsync(
            $"v1/persons/{InventedPlace.Buyer}/entitlement?insuredRegion={InventedPlace.Region}&facility={InventedPlace.Pharmacy}&service=specialDrug&on={Day}",
            Token)).Ok().Json;
        var usable = (await api.GetAsync(
            $"v1/regions/{InventedPlace.Region}/persons/{InventedPlace.Buyer}/facilities?service=specialDrug&on={Day}", Clerk)).Ok().Json;

        Assert.Equal("[]", entitlement["obstacles"]!.ToJsonString());
        Assert.Contains(usable["items"]!.AsArray(), f => f!["facilityCode"]!.ToString() == InventedPlace.Pharmacy);
    }

    [Fact]
    public async Task R_DRG_01_A_policy_is_tried_on_special_drugs_as_on_everything_else()
    {
        await ReadyAsync();
        (await PrescribeAsync("TR-P", quantity: 2)).Ok();
        (await BuyAsync("TR1", "TR-P", quantity: 2)).Ok();
        var settled = (await SettleAsync("TR1")).Ok();
        await api.Database.ExecuteAsync(
            """
            INSERT INTO policy_trial (insured_region, trial_no, policy_version, revision, document, period_from, period_through, request_hash, state, requested_by, requested_at, started_at)
            SELECT insured_region, 'DRUG', policy_version, revision, document, '2026-10-08', '2026-10-08', '', 'Running', 'test', now(), now()
            FROM policy_version WHERE policy_version = '330100-employee-test'
            """);
        var path = $"v1/regions/{InventedPlace.Region}/policy-versions/330100-employee-test/trials";

        JsonNode? trial = null;
        await Until.TrueAsync(async () => (trial = (await api.GetAsync($"{path}/DRUG", Clerk)).Ok().Json)["state"]!.ToString() is "finished" or "failed");
        Assert.True(trial!["result"] is not null, trial.ToJsonString());
        Assert.Equal("0.00", trial["result"]!["sums"]!["difference"]!.ToJsonString()); // the same policy pays the same
        Assert.Equal("[]", trial["result"]!["refused"]!.ToJsonString());

        var tried = (await api.PostAsync($"{path}/cases", Clerk, new
        {
            cases = new[]
            {
                new { name = "drug", category = "active", age = 40, service = "specialDrug", facilityLevel = "community", treatmentClass = "longTerm", on = Day, inScope = 1_000m },
            },
        })).Ok().Json;
        Assert.Equal("455.00", tried["cases"]![0]!["under"]!["amounts"]!["pooledFund"]!.ToJsonString()); // (1 000 - 300) × 65%
        (await api.PutAsync($"v1/facilities/{InventedPlace.Pharmacy}/reversals/TR-R", Token, new { settlementTransactionNo = settled.Json["transactionNo"]!.ToString(), reason = "录入错误" })).Ok();
    }

    [Fact]
    public async Task Lists_and_approvals_can_be_sent_again_and_never_overlap()
    {
        (await ListAsync("E-L", "E")).Ok();
        Assert.True((await ListAsync("E-L", "E")).Ok().IsReplay);
        (await ListAsync("E-L", "E2")).IsProblem(409, "number-reused");
        (await ListAsync("E-L2", "E")).IsProblem(409, "special-drug-overlaps");
        (await api.PutAsync($"v1/regions/330100/special-drugs/E-L3", api.Token(Role.Administrator, "330100"), new { drugCode = "E", validFrom = "2026-01-01" })).IsProblem(422, "special-drug-province");
        var end = new { lastDay = "2026-06-30" };
        (await api.PutAsync("v1/regions/330000/special-drugs/E-L/ending", Administrator, end)).Ok();
        Assert.True((await api.PutAsync("v1/regions/330000/special-drugs/E-L/ending", Administrator, end)).Ok().IsReplay);
        (await ListAsync("E-L4", "E", "2026-07-01")).Ok();
        var on = (await api.GetAsync("v1/regions/330100/special-drugs?on=2026-06-30&limit=200", Token)).Ok().Json["items"]!.AsArray();
        Assert.Equal(["E-L"], on.Where(d => d!["drugCode"]!.ToString() == "E").Select(d => d!["listingNo"]!.ToString()));

        (await ApproveAsync("E-A", "E", Hospital)).Ok();
        Assert.True((await ApproveAsync("E-A", "E", Hospital)).Ok().IsReplay);
        (await ApproveAsync("E-A", "E", Visit.Shanghai)).IsProblem(409, "number-reused");
        (await ApproveAsync("E-A2", "E", Visit.Shanghai)).IsProblem(409, "approval-overlaps");
        (await ApproveAsync("E-A3", "E3", "H99999999999")).IsProblem(422, "approval-facilities");
        var revoked = new { from = "2026-03-01", reason = "停药" };
        (await api.PutAsync($"{Person}/E-A/revocation", Clerk, revoked)).Ok();
        Assert.True((await api.PutAsync($"{Person}/E-A/revocation", Clerk, revoked)).Ok().IsReplay);
        (await api.PutAsync($"{Person}/E-A/revocation", Clerk, new { from = "2026-04-01", reason = "停药" })).IsProblem(409, "approval-revoked");
        (await ApproveAsync("E-A4", "E", Visit.Shanghai, "2026-03-01")).Ok();
    }

    private const string Day = "2026-10-08";

    private const string Person = $"v1/regions/{InventedPlace.Region}/persons/{InventedPlace.Buyer}/special-drug-approvals";

    private string Administrator => api.Token(Role.Administrator, "330000");

    private string Clerk => api.Token(Role.Clerk, InventedPlace.Region);

    private string Token => api.Token(Role.Pharmacy, InventedPlace.Pharmacy);

    /// <summary>The drug is listed and approved for the buyer; sent by every test, kept once.</summary>
    private async Task ReadyAsync()
    {
        (await ListAsync("L", Drug)).Ok();
        (await ApproveAsync("A", Drug, Hospital)).Ok();
    }

    private Task<Answer> ListAsync(string no, string drug, string from = "2026-01-01") =>
        api.PutAsync($"v1/regions/330000/special-drugs/{no}", Administrator, new { drugCode = drug, validFrom = from });

    private Task<Answer> ApproveAsync(string no, string drug, string hospital, string from = "2026-01-01", string doctor = Doctor) => api.PutAsync($"{Person}/{no}", Clerk, new
    {
        drugCode = drug,
        doctorCode = doctor,
        doctor = "王医师",
        hospital,
        pharmacy = InventedPlace.Pharmacy,
        validFrom = from,
    });

    private Task<Answer> PrescribeAsync(
        string no, decimal quantity, int days = 7, string drug = Drug, string doctor = Doctor, string hospital = Hospital) =>
        api.PutAsync($"v1/facilities/{hospital}/special-drug-prescriptions/{no}", api.Token(Role.Hospital, hospital), new
        {
            insuredRegion = InventedPlace.Region,
            personNo = InventedPlace.Buyer,
            drugCode = drug,
            doctorCode = doctor,
            quantity,
            prescribedOn = Day,
            validDays = days,
        });

    private Task<Answer> CancelAsync(string no, string reason = "停药") => api.PutAsync(
        $"v1/facilities/{Hospital}/special-drug-prescriptions/{no}/cancellation", api.Token(Role.Hospital, Hospital), new { reason });

    private async Task<Answer> BuyAsync(
        string no, string prescriptionNo, decimal quantity, string item = Drug, string day = Day, string prescriber = Hospital,
        string facility = InventedPlace.Pharmacy)
    {
        var token = api.Token(facility == InventedPlace.Pharmacy ? Role.Pharmacy : Role.Hospital, facility);
        var registered = await api.PutAsync($"v1/facilities/{facility}/encounters/{no}", token, new
        {
            insuredRegion = InventedPlace.Region,
            personNo = InventedPlace.Buyer,
            service = "specialDrug",
            startedOn = day,
            prescription = new { hospital = prescriber, prescriptionNo },
        });
        var lines = new[] { new { lineNo = "1", itemCode = item, serviceDate = day, quantity, unitPrice = 500m, amount = 500m * quantity } };
        return registered.Status == 200 ? await api.PutAsync($"v1/facilities/{facility}/encounters/{no}/lines", token, new { lines }) : registered;
    }

    private Task<Answer> SettleAsync(string no, string? transactionNo = null, string day = Day, string facility = InventedPlace.Pharmacy) =>
        api.PutAsync(
            $"v1/facilities/{facility}/settlements/{transactionNo ?? no + "-T"}",
            api.Token(facility == InventedPlace.Pharmacy ? Role.Pharmacy : Role.Hospital, facility), new { encounterNo = no, endedOn = day });

    private async Task<JsonNode> ReadPrescriptionAsync(string no) =>
        (await api.GetAsync($"v1/facilities/{Hospital}/special-drug-prescriptions/{no}", api.Token(Role.Hospital, Hospital))).Ok().Json;

    private async Task<JsonNode> PersonAsync() =>
        (await api.GetAsync($"v1/regions/{InventedPlace.Region}/persons/{InventedPlace.Buyer}", Clerk)).Ok().Json;
}
