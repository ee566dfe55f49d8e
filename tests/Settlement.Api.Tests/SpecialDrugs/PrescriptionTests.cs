using Settlement.Api.Tests.Settlements;
using Settlement.Api.Tests.Support;

namespace Settlement.Api.Tests.SpecialDrugs;

/// <summary>特药处方: who prescribes, and what uses it up or takes it back.</summary>
[Rule("R-DRG-01")]
public sealed class PrescriptionTests(InventedPlace api) : IClassFixture<InventedPlace>
{
    private readonly DrugSteps drugs = new(api);

    [Fact]
    public async Task The_database_binds_a_prescription_to_one_encounter_at_most()
    {
        await drugs.ReadyAsync();
        (await drugs.PrescribeAsync("G-P", quantity: 1)).Ok();
        (await drugs.BuyAsync("G1", "G-P", quantity: 1)).Ok();
        const string use = """
            INSERT INTO special_drug_use SELECT person_id, prescription_id, encounter_id FROM encounter WHERE encounter_no = 'G1'
            """;
        await api.Database.ExecuteAsync(use);

        var twice = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => api.Database.ExecuteAsync(use));

        Assert.Equal("special_drug_use_key", twice.ConstraintName);
    }

    [Fact]
    public async Task A_hospital_cancels_a_prescription_that_no_settlement_has_used()
    {
        await drugs.ReadyAsync();
        (await drugs.PrescribeAsync("H-P", quantity: 1)).Ok();
        (await drugs.BuyAsync("H1", "H-P", quantity: 1)).Ok();
        var encounter = (await api.GetAsync($"v1/facilities/{InventedPlace.Pharmacy}/encounters/H1", drugs.Token)).Ok().Json;
        Assert.Equal("""{"hospital":"H46010599001","prescriptionNo":"H-P"}""", encounter["prescription"]!.ToJsonString());
        Assert.Equal("null", (await drugs.ReadPrescriptionAsync("H-P"))["cancellation"]?.ToJsonString() ?? "null");

        (await drugs.SettleAsync("H1")).Ok();
        (await drugs.CancelAsync("H-P")).IsProblem(409, "prescription-in-use");
        (await api.PutAsync($"v1/facilities/{InventedPlace.Pharmacy}/reversals/H1-R", drugs.Token, new { settlementTransactionNo = "H1-T", reason = "录入错误" })).Ok();

        var cancelled = (await drugs.CancelAsync("H-P")).Ok();
        Assert.Equal("停药", cancelled.Json["cancellation"]!["reason"]!.ToString());
        Assert.Equal("false", cancelled.Json["used"]!.ToJsonString());
        Assert.True((await drugs.CancelAsync("H-P")).Ok().IsReplay);
        (await drugs.CancelAsync("H-P", "换药")).IsProblem(409, "prescription-cancelled-before");
        (await drugs.CancelAsync("H-NONE")).IsProblem(404, "not-found");
        (await drugs.CancelAsync("H-P", "")).IsProblem(400, "invalid-request");
        (await drugs.SettleAsync("H1", "H1-T2")).IsProblem(422, "prescription-cancelled");
    }

    [Fact]
    public async Task Of_a_cancellation_and_settlements_at_once_one_stands()
    {
        await drugs.ReadyAsync();
        foreach (var i in Enumerable.Range(0, 4))
        {
            (await drugs.PrescribeAsync($"I-P{i}", quantity: 1)).Ok();
            (await drugs.BuyAsync($"I{i}", $"I-P{i}", quantity: 1)).Ok();

            var answers = await Task.WhenAll(drugs.SettleAsync($"I{i}"), drugs.CancelAsync($"I-P{i}"));

            var one = Assert.Single(answers, a => a.Status == 200);
            Assert.Contains(answers.Single(a => a != one).Json["code"]!.ToString(), new[] { "prescription-used", "prescription-cancelled", "prescription-in-use" });
            if (one == answers[0])
                (await api.PutAsync($"v1/facilities/{InventedPlace.Pharmacy}/reversals/I{i}-R", drugs.Token, new { settlementTransactionNo = $"I{i}-T", reason = "录入错误" })).Ok();
        }
    }

    [Fact]
    public async Task Only_the_doctor_and_the_hospital_of_the_approval_prescribe()
    {
        await drugs.ReadyAsync();
        (await drugs.PrescribeAsync("D-1", quantity: 1, doctor: "D2")).IsProblem(422, "prescription-not-approved");
        (await drugs.PrescribeAsync("D-1", quantity: 1, hospital: Visit.Shanghai)).IsProblem(422, "prescription-not-approved");
        (await drugs.PrescribeAsync("D-1", quantity: 1, drug: "NONE")).IsProblem(422, "prescription-not-approved");
        (await drugs.PrescribeAsync("D-1", quantity: 0)).IsProblem(400, "invalid-request");
        (await drugs.PrescribeAsync("D-1", quantity: 1, days: 91)).IsProblem(400, "invalid-request");
        (await drugs.PrescribeAsync("D-1", quantity: 1)).Ok();
        Assert.True((await drugs.PrescribeAsync("D-1", quantity: 1)).Ok().IsReplay);
        (await drugs.PrescribeAsync("D-1", quantity: 2)).IsProblem(409, "number-reused");
        (await drugs.BuyAsync("D1", "NONE", quantity: 1)).IsProblem(422, "prescription-not-found");
        var body = new { insuredRegion = InventedPlace.Region, personNo = InventedPlace.Buyer, service = "specialDrug", startedOn = DrugSteps.Day };
        Assert.Equal("/prescription", (await api.PutAsync($"v1/facilities/{InventedPlace.Pharmacy}/encounters/D2", drugs.Token, body)).IsProblem(400, "invalid-request").Json["pointer"]!.ToString());
    }

    [Fact]
    public async Task A_prescription_does_not_outlive_the_approval_of_its_doctor()
    {
        (await drugs.ListAsync("F-L", "F")).Ok();
        (await drugs.ApproveAsync("F-A", "F", DrugSteps.Hospital)).Ok();
        (await drugs.PrescribeAsync("F-P", quantity: 1, drug: "F")).Ok();
        (await drugs.BuyAsync("F1", "F-P", quantity: 1)).Ok();
        (await drugs.SettleAsync("F1")).IsProblem(422, "prescription-exceeded"); // another item: nothing else stands in the way
        (await api.PutAsync($"{DrugSteps.Person}/F-A/revocation", drugs.Clerk, new { from = DrugSteps.Day, reason = "更换责任医师" })).Ok();
        (await drugs.ApproveAsync("F-A2", "F", DrugSteps.Hospital, DrugSteps.Day, "D2")).Ok();

        (await drugs.SettleAsync("F1")).IsProblem(422, "drug-not-approved");
    }
}
