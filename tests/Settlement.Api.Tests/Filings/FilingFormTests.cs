using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Tests.Support;

namespace Settlement.Api.Tests.Filings;

/// <summary>Types, documents and channels as a clerk enters them, under the national rules.</summary>
public sealed class FilingFormTests(DemonstrationApi api) : IClassFixture<DemonstrationApi>
{
    private const string Filings = "v1/regions/110000/filings";

    private string Clerk => api.Token(Role.Clerk, "110000");

    [Theory, Rule("R-FIL-02"), Rule("R-FIL-03"), Rule("R1.3")]
    [InlineData("relocatedRetiree", "resettlementProof")]
    [InlineData("longTermResident", "residenceProof")]
    [InlineData("postedWorker", "dispatchProof")]
    [InlineData("postedWorker", "employerProof")]
    [InlineData("postedWorker", "workContract")]
    [InlineData("referral", "referralCertificate")]
    [InlineData("emergency", null)]
    [InlineData("otherTemporary", null)]
    public async Task Each_type_is_accepted_with_its_own_document_and_not_without(string type, string? document)
    {
        string[] always = type == "emergency" ? ["credential"] : ["credential", "filingForm"];
        var no = $"T-{type}-{document}";

        (await SubmitAsync($"{no}-0", [])).Ok();
        (await DecideAsync($"{no}-0")).IsProblem(422, "documents-missing"); // the credential always
        if (document is not null)
        {
            (await SubmitAsync($"{no}-1", always)).Ok();
            (await DecideAsync($"{no}-1")).IsProblem(422, "documents-missing");
        }
        (await SubmitAsync(no, document is null ? always : [.. always, document])).Ok();
        var accepted = (await DecideAsync(no)).Ok().Json;

        Assert.Equal((type, "accepted", "[]"), (accepted["type"]!.GetValue<string>(), accepted["state"]!.GetValue<string>(), accepted["owed"]!.ToJsonString()));
        (await api.PutAsync($"{Filings}/{no}/cancellation", Clerk, new { by = "agency", reason = "试验" })).Ok(); // room for the next long-term one

        Task<Answer> SubmitAsync(string filingNo, string[] shown) => api.PutAsync($"{Filings}/{filingNo}", Clerk,
            new { personNo = "DEMO06", type, destination = "310000", validFrom = "2099-01-01", shown });
        Task<Answer> DecideAsync(string filingNo) => api.PutAsync($"{Filings}/{filingNo}/decision", Clerk, new { decision = "accept" });
    }

    [Theory, Rule("R-FIL-04"), Rule("R-FIL-06")]
    [InlineData("window", false)]
    [InlineData("phone", false)]
    [InlineData("fax", false)]
    [InlineData("web", true)]
    [InlineData("app", true)]
    [InlineData("miniProgram", true)]
    public async Task A_filing_comes_through_any_channel_and_an_online_one_is_due_in_two_working_days(string channel, bool online)
    {
        var filing = (await api.PutAsync($"{Filings}/C-{channel}", Clerk,
            new { personNo = "DEMO06", type = "otherTemporary", destination = "310000", validFrom = "2099-01-01", channel, shown = new[] { "credential", "filingForm" } })).Ok().Json;

        Assert.Equal((channel, "submitted"), (filing["channel"]!.GetValue<string>(), filing["state"]!.GetValue<string>()));
        var due = await api.GetAsync($"v1/working-days?after={TimeProvider.System.Today():O}&workingDays=2", Clerk);
        Assert.Equal(online && due.Status == 200 ? due.Json["day"]!.GetValue<string>() : null, filing["dueOn"]?.GetValue<string>());
    }
}
