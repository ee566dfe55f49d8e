using System.Text.Json.Nodes;
using Settlement.Api.Tests.Settlements;
using Settlement.Api.Tests.Support;

namespace Settlement.Api.Tests.SpecialDrugs;

/// <summary>特药购药: listed, approved, prescribed at the hospital, bought at the pharmacy.</summary>
[Rule("R-DRG-01")]
public sealed class SpecialDrugPurchaseTests(InventedPlace api) : IClassFixture<InventedPlace>
{
    private readonly DrugSteps drugs = new(api);

    [Fact, Rule("R-SET-02")]
    public async Task A_drug_prescribed_at_the_hospital_is_settled_at_the_pharmacy_once()
    {
        await drugs.ReadyAsync();
        (await drugs.PrescribeAsync("A-P", quantity: 2)).Ok();
        (await drugs.BuyAsync("A1", "A-P", quantity: 2)).Ok();

        var settled = (await drugs.SettleAsync("A1")).Ok();
        Assert.Equal("455.00", settled.Amount("pooledFund")); // (1 000 - 300) × 65%, as at a community facility
        Assert.Equal("specialDrug", settled.Json["service"]!.ToString());
        Assert.Equal("true", (await drugs.ReadPrescriptionAsync("A-P"))["used"]!.ToJsonString());
        Assert.True((await drugs.SettleAsync("A1")).Ok().IsReplay);
        Assert.Equal("""455.00""", (await drugs.PersonAsync())["benefitAccounts"]!.AsArray().Single()!["amounts"]!["pooledFund/specialDrug"]!.ToJsonString());

        (await drugs.BuyAsync("A2", "A-P", quantity: 2)).Ok();
        (await drugs.SettleAsync("A2")).IsProblem(422, "prescription-used");
        (await api.PostAsync($"v1/facilities/{InventedPlace.Pharmacy}/encounters/A2/preview", drugs.Token, new { endedOn = DrugSteps.Day })).IsProblem(422, "prescription-used");

        // A reversal frees the prescription; it is computed again from what was stored.
        (await api.GetAsync($"v1/facilities/{InventedPlace.Pharmacy}/settlements/A1-T/why-not-more", drugs.Token)).Ok();
        (await api.PutAsync($"v1/facilities/{InventedPlace.Pharmacy}/reversals/A1-R", drugs.Token, new { settlementTransactionNo = "A1-T", reason = "录入错误" })).Ok();
        Assert.Equal("false", (await drugs.ReadPrescriptionAsync("A-P"))["used"]!.ToJsonString());
        (await drugs.SettleAsync("A2")).Ok();
        (await drugs.SettleAsync("A1", "A1-T2")).IsProblem(422, "prescription-used");
        (await api.PutAsync($"v1/facilities/{InventedPlace.Pharmacy}/reversals/A2-R", drugs.Token, new { settlementTransactionNo = "A2-T", reason = "录入错误" })).Ok();
    }

    [Fact]
    public async Task Of_many_settlements_at_once_on_one_prescription_one_stands()
    {
        await drugs.ReadyAsync();
        (await drugs.PrescribeAsync("B-P", quantity: 1)).Ok();
        foreach (var i in Enumerable.Range(0, 6))
            (await drugs.BuyAsync($"B{i}", "B-P", quantity: 1)).Ok();

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => drugs.SettleAsync($"B{i}")));

        var one = Assert.Single(Enumerable.Range(0, 6), i => answers[i].Status == 200);
        Assert.All(answers.Where(a => a.Status != 200), a => a.IsProblem(422, "prescription-used"));
        Assert.Equal(1L, await api.Database.ScalarAsync(
            "SELECT count(*) FROM special_drug_use u JOIN special_drug_prescription p USING (person_id, prescription_id) WHERE p.prescription_no = 'B-P'"));
        (await api.PutAsync($"v1/facilities/{InventedPlace.Pharmacy}/reversals/B-R", drugs.Token, new { settlementTransactionNo = $"B{one}-T", reason = "录入错误" })).Ok();
    }

    [Fact]
    public async Task A_purchase_is_refused_for_what_it_lacks()
    {
        await drugs.ReadyAsync();
        (await drugs.PrescribeAsync("C-P", quantity: 2, days: 3)).Ok(); // to 2026-10-10
        (await drugs.BuyAsync("C1", "C-P", quantity: 3)).Ok();
        (await drugs.SettleAsync("C1")).IsProblem(422, "prescription-exceeded");
        (await drugs.BuyAsync("C2", "C-P", quantity: 1, item: "001109000010300")).Ok();
        (await drugs.SettleAsync("C2")).IsProblem(422, "prescription-exceeded");
        (await drugs.BuyAsync("C3", "C-P", quantity: 1, day: "2026-10-11")).Ok();
        (await drugs.SettleAsync("C3", day: "2026-10-11")).IsProblem(422, "prescription-expired");

        // An approval for another drug: not on the list; then listed, bound to a hospital in Shanghai, then revoked.
        (await drugs.ApproveAsync("C-A", "OTHER", Visit.Shanghai)).Ok();
        (await drugs.PrescribeAsync("C-P2", quantity: 1, drug: "OTHER", hospital: Visit.Shanghai)).Ok();
        (await drugs.BuyAsync("C4", "C-P2", quantity: 1, prescriber: Visit.Shanghai, facility: DrugSteps.Hospital)).Ok();
        (await drugs.SettleAsync("C4", facility: DrugSteps.Hospital)).IsProblem(422, "drug-not-listed");
        (await drugs.ListAsync("C-L", "OTHER")).Ok();
        (await drugs.SettleAsync("C4", facility: DrugSteps.Hospital)).IsProblem(422, "drug-elsewhere");
        (await api.PutAsync($"{DrugSteps.Person}/C-A/revocation", drugs.Clerk, new { from = "2026-10-08", reason = "停药" })).Ok();
        (await drugs.SettleAsync("C4", facility: DrugSteps.Hospital)).IsProblem(422, "drug-not-approved");
    }

    [Fact]
    public async Task Entitlement_and_facilities_ask_for_no_prescription_where_no_drug_is_named()
    {
        var entitlement = (await api.GetAsync(
            $"v1/persons/{InventedPlace.Buyer}/entitlement?insuredRegion={InventedPlace.Region}&facility={InventedPlace.Pharmacy}&service=specialDrug&on={DrugSteps.Day}",
            drugs.Token)).Ok().Json;
        var usable = (await api.GetAsync(
            $"v1/regions/{InventedPlace.Region}/persons/{InventedPlace.Buyer}/facilities?service=specialDrug&on={DrugSteps.Day}", drugs.Clerk)).Ok().Json;

        Assert.Equal("[]", entitlement["obstacles"]!.ToJsonString());
        Assert.Contains(usable["items"]!.AsArray(), f => f!["facilityCode"]!.ToString() == InventedPlace.Pharmacy);
    }

    [Fact]
    public async Task The_entitlement_names_a_drug_only_for_the_purchase_of_one()
    {
        Assert.Equal(
            """{"drugCode":"NONE","listingNo":null,"ratioPercent":null,"yearlyCeiling":null,"used":0.00,"remaining":null}""",
            (await drugs.EntitlementAsync("NONE")).Ok().Json["drug"]!.ToJsonString());
        Assert.Equal("/drugCode", (await drugs.EntitlementAsync("NONE", "pharmacy")).IsProblem(400, "invalid-request").Json["pointer"]!.ToString());
        Assert.Equal("/drugCode", (await drugs.EntitlementAsync("%00")).IsProblem(400, "invalid-request").Json["pointer"]!.ToString());
    }

    [Fact]
    public async Task A_policy_is_tried_on_special_drugs_as_on_everything_else()
    {
        await drugs.ReadyAsync();
        (await drugs.PrescribeAsync("TR-P", quantity: 2)).Ok();
        (await drugs.BuyAsync("TR1", "TR-P", quantity: 2)).Ok();
        var settled = (await drugs.SettleAsync("TR1")).Ok();
        await api.Database.ExecuteAsync(
            """
            INSERT INTO policy_trial (insured_region, trial_no, policy_version, revision, document, period_from, period_through, request_hash, state, requested_by, requested_at, started_at)
            SELECT insured_region, 'DRUG', policy_version, revision, document, '2026-10-08', '2026-10-08', '', 'Running', 'test', now(), now()
            FROM policy_version WHERE policy_version = '330100-employee-test'
            """);
        var path = $"v1/regions/{InventedPlace.Region}/policy-versions/330100-employee-test/trials";

        JsonNode? trial = null;
        await Until.TrueAsync(async () => (trial = (await api.GetAsync($"{path}/DRUG", drugs.Clerk)).Ok().Json)["state"]!.ToString() is "finished" or "failed");
        Assert.True(trial!["result"] is not null, trial.ToJsonString());
        Assert.Equal("0.00", trial["result"]!["sums"]!["difference"]!.ToJsonString()); // the same policy pays the same
        Assert.Equal("[]", trial["result"]!["refused"]!.ToJsonString());

        var tried = (await api.PostAsync($"{path}/cases", drugs.Clerk, new
        {
            cases = new[]
            {
                new { name = "drug", category = "active", age = 40, service = "specialDrug", facilityLevel = "community", treatmentClass = "longTerm", on = DrugSteps.Day, inScope = 1_000m },
            },
        })).Ok().Json;
        Assert.Equal("455.00", tried["cases"]![0]!["under"]!["amounts"]!["pooledFund"]!.ToJsonString()); // (1 000 - 300) × 65%
        (await api.PutAsync($"v1/facilities/{InventedPlace.Pharmacy}/reversals/TR-R", drugs.Token, new { settlementTransactionNo = settled.Json["transactionNo"]!.ToString(), reason = "录入错误" })).Ok();
    }
}
