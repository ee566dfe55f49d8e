using Settlement.Api.Tests.Settlements;
using Settlement.Api.Tests.Support;

namespace Settlement.Api.Tests.Encounters;

/// <summary>What counts as a repeat though it is not the last step: what stands already.</summary>
public sealed class EncounterRepeatTests(DemonstrationApi api) : IClassFixture<DemonstrationApi>
{
    [Fact]
    public async Task A_discharge_that_was_replaced_by_another_does_not_stand_any_more()
    {
        var visit = await NewVisit("L15").ReadyAsync(5_000m);
        (await DischargeAsync(visit, "2026-09-25", "I25.100")).Ok();
        (await DeleteAsync(visit, "discharge")).Ok();
        (await DischargeAsync(visit, "2026-09-25")).Ok(); // the same day and manner, another diagnosis

        (await DischargeAsync(visit, "2026-09-25", "I25.100")).IsProblem(409, "encounter-discharged");
        Assert.True((await DischargeAsync(visit, "2026-09-25")).Ok().IsReplay);
    }

    [Fact]
    public async Task What_is_taken_back_though_it_is_not_there_was_done_before_and_leaves_no_entry()
    {
        var visit = await NewVisit("L16").ReadyAsync(5_000m);

        Assert.True((await DeleteAsync(visit, "discharge")).Ok().IsReplay);
        Assert.True((await DeleteAsync(visit, "self-payment")).Ok().IsReplay);

        var history = (await api.GetAsync($"{visit.Path}/encounters/{visit.No}/history", visit.Token)).Ok();
        Assert.Equal("registered", Assert.Single(history.Json["events"]!.AsArray())!["kind"]!.GetValue<string>());
    }

    private Visit NewVisit(string no) => new(api, Visit.Haikou, "110000", "DEMO02", no);

    private Task<Answer> DischargeAsync(Visit visit, string dischargedOn, string? diagnosisCode = null) => api.PutAsync(
        $"{visit.Path}/encounters/{visit.No}/discharge", visit.Token, new { dischargedOn, manner = "ordered", diagnosisCode });

    private Task<Answer> DeleteAsync(Visit visit, string what) =>
        api.SendAsync(HttpMethod.Delete, $"{visit.Path}/encounters/{visit.No}/{what}", visit.Token, null);
}
