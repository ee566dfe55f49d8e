using Settlement.Api.Tests.Settlements;
using Settlement.Api.Tests.Support;

namespace Settlement.Api.Tests.ManualReimbursements;

/// <summary>审核撤销 of stays that others continue, and of one over New Year, whose insured place splits it by days.</summary>
public sealed class ContinuedClaimReversalTests(InventedPlace api) : IClassFixture<InventedPlace>, IAsyncLifetime
{
    private readonly Claims claims = new(api, InventedPlace.Region);

    public Task InitializeAsync() => claims.ByTreatmentPlaceAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact, Rule("R1.14.9")]
    public async Task What_continues_a_stay_is_reversed_first_and_then_settles_without_it()
    {
        await PaidInFullAsync("A1", "2026-03-01", "2026-03-05");
        await claims.ApprovedAsync("A1", InventedPlace.Another);
        var later = await StayAsync("A2", "2026-03-05", continues: "A1");
        Assert.Equal("0.00", (await later.SettleAsync("A2-T", "2026-03-09")).Ok().Amount("deductible")); // waived in one course

        var refused = (await claims.ReverseAsync("A1")).IsProblem(422, "reversal-out-of-order");
        Assert.Contains($"{Visit.Shanghai}/A2-T", refused.Json["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        (await later.ReverseAsync("A2-R", "A2-T")).Ok();
        (await claims.ReverseAsync("A1")).Ok();

        // The first part is still under its claim, but counts no more: what continues it owes the deductible itself.
        Assert.Equal("800.00", (await later.SettleAsync("A2-T2", "2026-03-09")).Ok().Amount("deductible"));
        (await claims.ComputeAsync("A1", 4)).IsProblem(409, "encounter-continued");
        (await later.ReverseAsync("A2-R2", "A2-T2")).Ok();
        (await claims.ComputeAsync("A1", 4)).Ok();
        (await claims.ApproveAsync("A1", 5)).Ok();
        Assert.Equal("0.00", (await later.SettleAsync("A2-T3", "2026-03-09")).Ok().Amount("deductible"));
        Assert.Empty(await claims.FindingsAsync());
    }

    [Fact, Rule("R1.14.7")]
    public async Task The_accounts_of_both_years_of_a_stay_are_as_they_were()
    {
        await PaidInFullAsync("Y", "2025-12-22", "2026-01-10", person: InventedPlace.Chronic);
        (await claims.OpenAsync("Y", "Y", personNo: InventedPlace.Chronic)).Ok();
        (await claims.ComputeAsync("Y")).Ok();
        var before = await claims.AccountsAsync(InventedPlace.Chronic);
        (await claims.ApproveAsync("Y")).Ok();
        Assert.Equal(1L, await api.Database.ScalarAsync("SELECT count(*) FROM settlement_earlier_year y JOIN manual_claim c USING (person_id, settlement_id) WHERE c.claim_no = 'Y'"));

        (await claims.ReverseAsync("Y")).Ok();

        Assert.Equal(before, await claims.AccountsAsync(InventedPlace.Chronic));
        Assert.Empty(await claims.FindingsAsync());
    }

    /// <summary>A stay in Shanghai, 5,000 yuan in scope on its first and on its last day.</summary>
    private async Task<Visit> StayAsync(string no, string startedOn, string? continues = null, string? lastDay = null, string person = InventedPlace.Another)
    {
        var visit = new Visit(api, Visit.Shanghai, InventedPlace.Region, person, no);
        (await api.PutAsync($"{visit.Path}/encounters/{no}", visit.Token, new
        {
            insuredRegion = InventedPlace.Region,
            personNo = person,
            service = "inpatient",
            startedOn,
            diagnosisCode = "S72.000",
            continues = continues is null ? null : new { facilityCode = Visit.Shanghai, encounterNo = continues, kind = "sameCourse" },
        })).Ok();
        (await visit.ChargeAsync(5_000m, startedOn)).Ok();
        (await visit.ChargeAsync(5_000m, lastDay ?? startedOn, "2")).Ok();
        return visit;
    }

    private async Task PaidInFullAsync(string no, string startedOn, string endedOn, string person = InventedPlace.Another)
    {
        var visit = await StayAsync(no, startedOn, lastDay: endedOn, person: person);
        (await api.PutAsync($"{visit.Path}/encounters/{no}/self-payment", visit.Token, new { endedOn, reason = "fault", note = "-" })).Ok();
    }
}
