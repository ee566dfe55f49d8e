using Settlement.Api.Access;
using Settlement.Api.Tests.Support;

namespace Settlement.Api.Tests.Settlements;

[Rule("R-PRI-04")]
public sealed class WholePathTests(DemonstrationApi api) : IClassFixture<DemonstrationApi>
{
    /// <summary>Every step that the slice has, for one person: from the filing to the reversal.</summary>
    [Theory]
    [InlineData("inpatient", "2026-09-20", "2026-09-25", "12155.00")] // (20 000 - 1 300) × (85% - 20 points)
    [InlineData("outpatient", "2026-10-08", "2026-10-08", "9100.00")] // (20 000 - 1 800) × (70% - 20 points)
    public async Task From_filing_to_reversal_every_step_follows_the_other(string service, string startedOn, string endedOn, string fund)
    {
        var (clerk, reviewer, no) = (api.Token(Role.Clerk, "110000"), api.Token(Role.Reviewer, "110000"), $"W-{service}");
        (await api.PutAsync($"v1/regions/110000/filings/{no}", clerk,
            new { personNo = "DEMO06", type = "otherTemporary", destination = "440000", validFrom = "2026-09-01", validThrough = "2027-02-28", shown = new[] { "credential", "filingForm" } })).Ok();
        (await api.PutAsync($"v1/regions/110000/filings/{no}/decision", reviewer, new { decision = "accept" })).Ok();

        var found = (await api.GetAsync($"v1/facilities?region=440100&level=tertiary&service={service}&on={startedOn}", clerk)).Ok();
        var facility = found.Json["items"]![0]!["facilityCode"]!.GetValue<string>();

        var visit = await new Visit(api, facility, "110000", "DEMO06", no).ReadyAsync(20_000m, service, startedOn);
        var preview = (await visit.PreviewAsync(endedOn)).Ok();
        var settled = (await visit.SettleAsync(no, endedOn)).Ok();
        Assert.Equal(fund, settled.Amount("pooledFund"));
        Assert.Equal(preview.Json["working"]!.ToJsonString(), settled.Json["working"]!.ToJsonString());
        Assert.Equal(settled.Text, (await visit.ReadAsync(no)).Ok().Text);
        Assert.Equal(settled.Text, (await api.GetAsync($"v1/regions/110000/settlements/{facility}/{no}", clerk)).Ok().Text);

        Assert.Equal($"-{fund}", (await visit.ReverseAsync($"{no}-R", no)).Ok().Amount("pooledFund"));
    }
}
