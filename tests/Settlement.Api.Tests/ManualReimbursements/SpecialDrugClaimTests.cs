using Settlement.Api.Access;
using Settlement.Api.Tests.Settlements;
using Settlement.Api.Tests.Support;

namespace Settlement.Api.Tests.ManualReimbursements;

/// <summary>特药 that was paid in full and is claimed: a prescription is used once, directly or by hand.</summary>
[Rule("R-DRG-01")]
public sealed class SpecialDrugClaimTests(InventedPlace api) : IClassFixture<InventedPlace>, IAsyncLifetime
{
    private const string Day = "2026-10-08";
    private const string Pharmacy = InventedPlace.Pharmacy;
    private readonly Claims claims = new(api, InventedPlace.Region);

    private string Token => api.Token(Role.Pharmacy, Pharmacy);

    public async Task InitializeAsync()
    {
        await claims.ByTreatmentPlaceAsync();
        (await api.PutAsync("v1/regions/330000/special-drugs/L", api.Token(Role.Administrator, "330000"), new { drugCode = Items.ClassA, validFrom = "2026-01-01" })).Ok();
        (await api.PutAsync($"v1/regions/{InventedPlace.Region}/persons/{InventedPlace.Buyer}/special-drug-approvals/A", claims.Clerk, new
        {
            drugCode = Items.ClassA,
            doctorCode = "D1",
            doctor = "王医师",
            hospital = Visit.Haikou,
            pharmacy = Pharmacy,
            validFrom = "2026-01-01",
        })).Ok();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_prescription_that_was_reimbursed_is_not_settled_and_one_that_was_settled_is_not_reimbursed()
    {
        await PrescribeAsync("F");
        await BuyAsync("F1", "F", paidInFull: true);
        await BuyAsync("F2", "F");
        (await OpenAsync("F1")).Ok();
        // (1,000 - 300) x 65 %, as the same purchase settles directly
        Assert.Equal("455.00", (await claims.ComputeAsync("F1")).Ok().Json["computation"]!["payable"]!.ToJsonString());
        (await claims.ApproveAsync("F1")).Ok();
        (await SettleAsync("F2")).IsProblem(422, "prescription-used");

        await PrescribeAsync("G");
        await BuyAsync("G1", "G", paidInFull: true);
        await BuyAsync("G2", "G");
        (await OpenAsync("G1")).Ok();
        (await claims.ComputeAsync("G1")).Ok();
        (await SettleAsync("G2")).Ok();
        (await claims.ApproveAsync("G1")).IsProblem(422, "prescription-used");
        (await claims.ComputeAsync("G1", 2)).IsProblem(422, "prescription-used");
    }

    [Fact]
    public async Task Of_two_claims_on_one_prescription_one_is_approved()
    {
        await PrescribeAsync("H");
        foreach (var no in new[] { "H1", "H2" })
        {
            await BuyAsync(no, "H", paidInFull: true);
            (await OpenAsync(no)).Ok();
            (await claims.ComputeAsync(no)).Ok();
        }

        var answers = await Task.WhenAll(claims.ApproveAsync("H1"), claims.ApproveAsync("H2"));

        Assert.Single(answers, a => a.Status == 200);
        Assert.Single(answers, a => a.Status != 200).IsProblem(422, "prescription-used");
        Assert.Equal(1L, await api.Database.ScalarAsync(
            "SELECT count(*) FROM special_drug_use JOIN special_drug_prescription USING (person_id, prescription_id) WHERE prescription_no = 'H'"));
        Assert.Empty(await claims.FindingsAsync());
    }

    [Fact, Rule("R1.14.7")]
    public async Task A_reversed_approval_frees_the_prescription()
    {
        await PrescribeAsync("J");
        await BuyAsync("J1", "J", paidInFull: true);
        await BuyAsync("J2", "J");
        (await OpenAsync("J1")).Ok();
        (await claims.ComputeAsync("J1")).Ok();
        (await claims.ApproveAsync("J1")).Ok();
        (await SettleAsync("J2")).IsProblem(422, "prescription-used");

        (await claims.ReverseAsync("J1")).Ok();
        (await SettleAsync("J2")).Ok();

        (await claims.ComputeAsync("J1", 4)).IsProblem(422, "prescription-used");
        (await api.PutAsync($"v1/facilities/{Pharmacy}/reversals/J2-R", Token, new { settlementTransactionNo = "J2-T", reason = "录入错误" })).Ok();
        (await claims.ComputeAsync("J1", 4)).Ok();
        (await claims.ApproveAsync("J1", 5)).Ok();
        (await claims.ReverseAsync("J1", 6)).Ok(); // and the buyer's account is as the other tests expect it
        Assert.Empty(await claims.FindingsAsync());
    }

    [Fact, Rule("R1.14.7")]
    public async Task A_prescription_stays_used_while_money_that_was_paid_on_it_is_out()
    {
        await PrescribeAsync("Q");
        await BuyAsync("Q1", "Q", paidInFull: true);
        await BuyAsync("Q2", "Q");
        await claims.ConfirmPayeeAsync(InventedPlace.Buyer, "Q-A");
        (await OpenAsync("Q1")).Ok();
        (await claims.ComputeAsync("Q1")).Ok();
        (await claims.ApproveAsync("Q1")).Ok();
        (await claims.PayAsync("Q1", 3, "Q-A")).Ok();
        var amount = (await claims.ReverseAsync("Q1", 4)).Ok().Json["reversals"]![0]!["amount"]!.GetValue<decimal>();

        (await SettleAsync("Q2")).IsProblem(422, "prescription-used");
        (await claims.RecoverAsync("Q1", 5, amount)).Ok();
        (await SettleAsync("Q2")).Ok();

        (await api.PutAsync($"v1/facilities/{Pharmacy}/reversals/Q2-R", Token, new { settlementTransactionNo = "Q2-T", reason = "录入错误" })).Ok();
        (await claims.ComputeAsync("Q1", 6)).Ok();
        (await claims.ApproveAsync("Q1", 7)).Ok();
        (await claims.ReverseAsync("Q1", 8)).Ok();
        (await claims.PayAsync("Q1", 9, "Q-A", "LATE")).Ok(); // it had left the bank
        Assert.Equal(1L, await api.Database.ScalarAsync(
            "SELECT count(*) FROM special_drug_use JOIN special_drug_prescription USING (person_id, prescription_id) WHERE prescription_no = 'Q'"));
        (await claims.RecoverAsync("Q1", 10, amount)).Ok();
        Assert.Empty(await claims.FindingsAsync());
    }

    [Fact]
    public async Task A_claim_is_not_approved_where_the_hospital_cancels_the_prescription_in_the_same_moment()
    {
        await PrescribeAsync("N");
        await BuyAsync("N1", "N", paidInFull: true);
        (await OpenAsync("N1")).Ok();
        (await claims.ComputeAsync("N1")).Ok();

        // What a cancellation writes, not committed yet: the approval reads past it, finds the prescription unused, and waits at its key.
        await using var connection = await api.Database.OpenConnectionAsync();
        await using var cancellation = await connection.BeginTransactionAsync();
        await using var use = connection.CreateCommand();
        use.CommandText =
            "INSERT INTO special_drug_use (person_id, prescription_id) SELECT person_id, prescription_id FROM special_drug_prescription WHERE prescription_no = 'N'";
        await use.ExecuteNonQueryAsync();
        var approval = claims.ApproveAsync("N1");
        await Until.TrueAsync(async () => 1L.Equals(await api.Database.ScalarAsync(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND wait_event = 'transactionid'")));
        await cancellation.CommitAsync();

        (await approval).IsProblem(422, "prescription-used");
        Assert.Equal("computed", (await claims.ReadAsync("N1")).Ok().Json["state"]!.ToString());
        Assert.Equal(0L, await api.Database.ScalarAsync("SELECT count(*) FROM settlement JOIN encounter USING (person_id, encounter_id) WHERE encounter_no = 'N1'"));
        Assert.Empty(await claims.FindingsAsync());
    }

    [Fact]
    public async Task A_claim_is_computed_again_where_the_entry_of_the_drug_has_changed_although_it_comes_to_the_same()
    {
        await PrescribeAsync("E");
        await BuyAsync("E1", "E", paidInFull: true);
        (await OpenAsync("E1")).Ok();
        var computed = (await claims.ComputeAsync("E1")).Ok();
        // (1,000 - 300) x 65 %: as the section says, and then the entry too
        await api.Database.ExecuteAsync("UPDATE special_drug SET ratio_percent = 65, basis = '示例文件' WHERE listing_no = 'L'");

        (await claims.ApproveAsync("E1")).IsProblem(409, "computation-outdated");
        var again = (await claims.ComputeAsync("E1", 2)).Ok();
        Assert.Equal(computed.Json["computation"]!["payable"]!.ToJsonString(), again.Json["computation"]!["payable"]!.ToJsonString());
        (await claims.ApproveAsync("E1", 3)).Ok();

        (await claims.ReverseAsync("E1", 4)).Ok(); // and account and list are as the other tests expect them
        await api.Database.ExecuteAsync("UPDATE special_drug SET ratio_percent = NULL, basis = NULL WHERE listing_no = 'L'");
        Assert.Empty(await claims.FindingsAsync());
    }

    [Fact, Rule("R-MAN-02")]
    public async Task A_special_drug_is_claimed_on_the_uploaded_purchase_and_not_on_paper()
    {
        var bill = new
        {
            service = "specialDrug",
            startedOn = Day,
            endedOn = Day,
            reason = "fault",
            diagnosisCode = "C34.900",
            facilityCode = Pharmacy,
            lines = new[] { new { lineNo = "1", itemCode = Items.ClassA, serviceDate = Day, quantity = 1, unitPrice = 500m, amount = 500m } },
        };
        var refused = (await api.PutAsync($"{claims.Path}/K", claims.Clerk, new { personNo = InventedPlace.Buyer, bill })).IsProblem(400, "invalid-request");
        Assert.Equal("/bill/service", refused.Json["pointer"]!.ToString());
    }

    private async Task PrescribeAsync(string no) => (await api.PutAsync(
        $"v1/facilities/{Visit.Haikou}/special-drug-prescriptions/{no}", api.Token(Role.Hospital, Visit.Haikou), new
        {
            insuredRegion = InventedPlace.Region,
            personNo = InventedPlace.Buyer,
            drugCode = Items.ClassA,
            doctorCode = "D1",
            quantity = 2,
            prescribedOn = Day,
            validDays = 7,
        })).Ok();

    private async Task BuyAsync(string no, string prescriptionNo, bool paidInFull = false)
    {
        var path = $"v1/facilities/{Pharmacy}/encounters/{no}";
        (await api.PutAsync(path, Token, new
        {
            insuredRegion = InventedPlace.Region,
            personNo = InventedPlace.Buyer,
            service = "specialDrug",
            startedOn = Day,
            prescription = new { hospital = Visit.Haikou, prescriptionNo },
        })).Ok();
        var lines = new[] { new { lineNo = "1", itemCode = Items.ClassA, serviceDate = Day, quantity = 2, unitPrice = 500m, amount = 1000m } };
        (await api.PutAsync($"{path}/lines", Token, new { lines })).Ok();
        if (paidInFull)
            (await api.PutAsync($"{path}/self-payment", Token, new { endedOn = Day, reason = "fault", note = "-" })).Ok();
    }

    private Task<Answer> OpenAsync(string no) => api.PutAsync($"{claims.Path}/{no}", claims.Clerk, new
    {
        personNo = InventedPlace.Buyer,
        encounter = new { facilityCode = Pharmacy, encounterNo = no },
        invoices = new[] { new { code = "46010126", number = Claims.Number(no) } },
    });

    private Task<Answer> SettleAsync(string no) =>
        api.PutAsync($"v1/facilities/{Pharmacy}/settlements/{no}-T", Token, new { encounterNo = no, endedOn = Day });
}
