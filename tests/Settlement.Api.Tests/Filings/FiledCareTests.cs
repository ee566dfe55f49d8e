using Settlement.Api.Access;
using Settlement.Api.Tests.Settlements;
using Settlement.Api.Tests.Support;

namespace Settlement.Api.Tests.Filings;

/// <summary>What a filing opens and on which days, seen on settlements. Beijing pays nothing without a filing, and 20 points less for other temporary stays.</summary>
public sealed class FiledCareTests(DemonstrationApi api) : IClassFixture<DemonstrationApi>
{
    private const string Region = "110000";
    private const string Unfiled = "DEMO06";

    [Theory, Rule("R-FIL-01"), Rule("R-FIL-14")]
    [InlineData("inpatient", "2026-02-10", "2026-02-12")]
    [InlineData("outpatient", "2026-02-20", "2026-02-20")] // outpatient care too
    public async Task Nothing_is_settled_without_a_filing_where_the_insured_place_pays_nothing_then(string service, string startedOn, string endedOn)
    {
        var visit = await NewVisit($"N-{service}").ReadyAsync(5_000m, service, startedOn);

        (await visit.PreviewAsync(endedOn)).IsProblem(422, "filing-required");
        var refused = (await visit.SettleAsync($"N-{service}-T", endedOn)).IsProblem(422, "filing-required");

        Assert.NotNull(refused.Json["nextStep"]);
        (await visit.ReadAsync($"N-{service}-T")).IsProblem(404, "not-found"); // nothing was stored
    }

    [Fact, Rule("R-FIL-10"), Rule("R1.4.4")]
    public async Task A_temporary_filing_holds_for_several_visits_and_for_a_stay_that_begins_on_its_last_day()
    {
        await FileAsync("T1", "2026-03-01", "2026-08-31");

        var first = (await SettledAsync("T1-a", "outpatient", "2026-03-01", "2026-03-01")).Ok();
        var second = (await SettledAsync("T1-b", "outpatient", "2026-03-09", "2026-03-09")).Ok();
        var stay = (await SettledAsync("T1-c", "inpatient", "2026-08-31", "2026-09-20")).Ok();
        var after = await SettledAsync("T1-d", "inpatient", "2026-09-21", "2026-09-25");
        var before = await SettledAsync("T1-e", "outpatient", "2026-02-28", "2026-02-28");

        Assert.Equal("4100.00", first.Amount("pooledFund")); // (10 000 - 1 800) × (70% - 20 points)
        Assert.Equal("5000.00", second.Amount("pooledFund")); // 10 000 × 50%, the deductible of the year is paid
        Assert.Equal("5655.00", stay.Amount("pooledFund")); // (10 000 - 1 300) × (85% - 20 points)
        Assert.All([first, second, stay], s => Assert.Equal("otherTemporary", s.Json["treatmentClass"]!.GetValue<string>()));
        after.IsProblem(422, "filing-required");
        before.IsProblem(422, "filing-required");
    }

    private async Task FileAsync(string no, string validFrom, string validThrough)
    {
        var clerk = api.Token(Role.Clerk, Region);
        (await api.PutAsync($"v1/regions/{Region}/filings/{no}", clerk,
            new { personNo = Unfiled, type = "otherTemporary", destination = "310000", validFrom, validThrough, shown = new[] { "credential", "filingForm" } })).Ok();
        (await api.PutAsync($"v1/regions/{Region}/filings/{no}/decision", clerk, new { decision = "accept" })).Ok();
    }

    private async Task<Answer> SettledAsync(string no, string service, string startedOn, string endedOn) =>
        await (await NewVisit(no).ReadyAsync(10_000m, service, startedOn)).SettleAsync($"{no}-T", endedOn);

    private Visit NewVisit(string no) => new(api, Visit.Shanghai, Region, Unfiled, no);
}
