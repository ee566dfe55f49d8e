using Settlement.Api.Tests.Settlements;
using Settlement.Api.Tests.Support;

namespace Settlement.Api.Tests.Recomputation;

/// <summary>A verification sees one moment, so what is settled meanwhile does not look like damage.</summary>
public sealed class VerifyWhileSettlingTests(DemonstrationApi api) : IClassFixture<DemonstrationApi>
{
    [Fact]
    public async Task Books_verify_while_settlements_and_reversals_go_on()
    {
        using var enough = new CancellationTokenSource();
        var settling = Task.WhenAll(Enumerable.Range(0, 4).Select(i => SettleAsync(i, enough.Token)));

        var said = new List<Verified>();
        while (said.Count < 25)
            said.Add(await Verified.OfAsync(api.ConnectionString));
        await enough.CancelAsync();
        var visits = await settling;

        Assert.All(said, verified => Assert.Equal((0, ""), (verified.Code, string.Join(' ', verified.Findings))));
        Assert.True(said.DistinctBy(verified => verified.Lines[0].Split(" in ")[0]).Count() > 3, "Nothing was settled meanwhile.");
        Assert.All(visits, count => Assert.True(count > 0));
    }

    private async Task<int> SettleAsync(int teller, CancellationToken enough)
    {
        var count = 0;
        for (; !enough.IsCancellationRequested; count++)
        {
            var visit = await new Visit(api, "H31010199002", "110000", "DEMO15", $"W{teller}-{count}").ReadyAsync(200m, "outpatient", "2026-10-08");
            (await visit.SettleAsync($"{visit.No}-T", "2026-10-08", usePersonalAccount: true)).Ok();
            if (count % 3 == 0)
                await visit.ReverseAsync($"{visit.No}-R", $"{visit.No}-T"); // refused where a later one counted on it
        }
        return count;
    }
}
