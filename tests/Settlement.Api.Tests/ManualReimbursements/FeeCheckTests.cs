using Settlement.Api.Access;
using Settlement.Api.Tests.Support;

namespace Settlement.Api.Tests.ManualReimbursements;

/// <summary>费用协查 between the agencies.</summary>
[Rule("R1.17.1")]
public sealed class FeeCheckTests(DemonstrationApi api) : IClassFixture<DemonstrationApi>, IAsyncLifetime
{
    private readonly Claims claims = new(api);

    private string Shanghai => api.Token(Role.Clerk, "310000");

    public Task InitializeAsync() => claims.ByTreatmentPlaceAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("F1", "30000.00", false)]
    [InlineData("F2", "30000.01", true)]
    public async Task Bills_over_30000_yuan_are_proposed(string no, string total, bool proposed)
    {
        await claims.PaidInFullAsync(no, decimal.Parse(total, System.Globalization.CultureInfo.InvariantCulture), "DEMO04");
        (await claims.OpenAsync(no, no, personNo: "DEMO04")).Ok();

        Assert.Equal(proposed, (await claims.ReadAsync(no)).Ok().Json["verificationProposed"]!.GetValue<bool>());
        var listed = (await api.GetAsync($"{claims.Path}?verificationProposed=true", claims.Reviewer)).Ok().Json["items"]!.AsArray();
        Assert.Equal(proposed, listed.Any(c => c!["claimNo"]!.GetValue<string>() == no));
    }

    [Fact]
    public async Task A_claim_is_not_approved_before_the_treatment_place_has_answered()
    {
        await claims.PaidInFullAsync("F3", 31000m);
        (await claims.OpenAsync("F3", "F3")).Ok();
        (await claims.ComputeAsync("F3")).Ok();
        var asked = (await RequestAsync("F3", "V3")).Ok();
        Assert.True((await RequestAsync("F3", "V3")).Ok().IsReplay);
        (await RequestAsync("F3", "V3", "另一问题")).IsProblem(409, "number-reused");
        Assert.DoesNotContain("DEMO03", asked.Json["personName"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Contains("*", asked.Json["personName"]!.GetValue<string>(), StringComparison.Ordinal);
        (await claims.ApproveAsync("F3")).IsProblem(409, "verification-open");

        // Not the place that asked, nor one elsewhere: the treatment place, here its province.
        (await AnswerAsync("360000", claims.Clerk, "V3")).IsProblem(404, "not-found");
        (await AnswerAsync("440000", api.Token(Role.Clerk, "440000"), "V3")).IsProblem(404, "not-found");
        Assert.Contains("V3", await IncomingAsync(""));
        Assert.NotEqual(0L, await api.Database.ScalarAsync("SELECT count(*) FROM person_access WHERE operation = 'ListIncomingVerifications'"));
        (await AnswerAsync("310000", Shanghai, "V3")).Ok();
        Assert.True((await AnswerAsync("310000", Shanghai, "V3")).Ok().IsReplay);
        (await AnswerAsync("310000", Shanghai, "V3", "notConfirmed")).IsProblem(409, "verification-answered");

        (await claims.ApproveAsync("F3")).Ok();
        (await RequestAsync("F3", "V3-2")).IsProblem(409, "manual-claim-step-not-possible");
    }

    [Fact, Rule("R1.17.2")]
    public async Task What_is_not_answered_in_time_is_on_the_overdue_list_of_both_sides()
    {
        await claims.PaidInFullAsync("F4", 31000m, "DEMO18");
        (await claims.OpenAsync("F4", "F4", personNo: "DEMO18")).Ok();
        (await RequestAsync("F4", "V4")).Ok();
        Assert.DoesNotContain("V4", await IncomingAsync("?overdue=true"));

        await api.Database.ExecuteAsync("UPDATE fee_verification SET due_on = '2026-01-05' WHERE verification_no = 'V4'");

        Assert.Contains("V4", await IncomingAsync("?overdue=true"));
        var sent = (await api.GetAsync("v1/regions/360100/verifications?overdue=true", claims.Clerk)).Ok().Json["items"]!.AsArray();
        Assert.Contains("V4", sent.Select(v => v!["verificationNo"]!.GetValue<string>()));
        (await AnswerAsync("310000", Shanghai, "V4")).Ok();
        Assert.DoesNotContain("V4", await IncomingAsync("?overdue=true"));
    }

    [Fact]
    public async Task Pages_of_verifications_follow_each_other()
    {
        await claims.PaidInFullAsync("F5", 500m, "DEMO18");
        (await claims.OpenAsync("F5", "F5", personNo: "DEMO18")).Ok();
        foreach (var no in new[] { "V5-1", "V5-2", "V5-3" })
            (await RequestAsync("F5", no)).Ok();

        var (found, after) = (new List<string>(), "");
        do
        {
            var page = (await api.GetAsync($"v1/regions/360100/verifications?limit=1&after={after}".Replace("&after=", after.Length == 0 ? "" : "&after=", StringComparison.Ordinal), claims.Clerk)).Ok().Json;
            found.AddRange(page["items"]!.AsArray().Select(v => v!["verificationNo"]!.GetValue<string>()));
            after = page["next"]?.GetValue<string>() ?? "";
        }
        while (after.Length > 0);

        Assert.Equal(["V5-1", "V5-2", "V5-3"], found.Where(no => no.StartsWith("V5", StringComparison.Ordinal)));
        Assert.Equal(found.Distinct().Count(), found.Count);
    }

    private Task<Answer> RequestAsync(string claimNo, string no, string question = "请核实费用") =>
        api.PutAsync($"{claims.Path}/{claimNo}/verifications/{no}", claims.Clerk, new { question });

    private Task<Answer> AnswerAsync(string region, string token, string no, string finding = "confirmed") =>
        api.PutAsync($"v1/regions/{region}/incoming-verifications/360100/{no}/answer", token, new { finding, answer = "属实" });

    private async Task<IEnumerable<string>> IncomingAsync(string query) =>
        (await api.GetAsync($"v1/regions/310000/incoming-verifications{query}", Shanghai)).Ok().Json["items"]!.AsArray()
            .Select(v => v!["verificationNo"]!.GetValue<string>());
}
