using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Settlement.Api.Access;
using Settlement.Api.Tests.Support;

namespace Settlement.Api.Tests.Filings;

[Rule("R-FIL-03")]
public sealed class FilingDocumentTests(DemonstrationApi api) : IClassFixture<DemonstrationApi>
{
    private const string Filings = "v1/regions/110000/filings";
    private const int MostBytes = 5 * 1024 * 1024;

    private string Clerk => api.Token(Role.Clerk, "110000");

    private static string Today => $"{TimeProvider.System.GetUtcNow().ToOffset(TimeSpan.FromHours(8)):yyyy-MM-dd}";

    [Fact, Rule("R1.3.1")]
    public async Task A_promised_document_that_is_supplied_later_ends_the_debt_and_opens_the_two_way_benefit_today()
    {
        await SubmitAsync("D1", promised: true);
        var accepted = (await api.PutAsync($"{Filings}/D1/decision", Clerk, new { decision = "accept" })).Ok().Json;
        Assert.Equal(("""[["residenceProof"]]""", null), (accepted["owed"]!.ToJsonString(), accepted["completeFrom"]?.ToString()));

        var supplied = (await SupplyAsync("D1", "residenceProof", Pdf("D1"))).Ok();

        Assert.Equal(("[]", Today), (supplied.Json["owed"]!.ToJsonString(), supplied.Json["completeFrom"]!.ToString()));
        Assert.Equal(("accepted", 3), (supplied.Json["state"]!.ToString(), supplied.Json["version"]!.GetValue<int>()));
        Assert.Equal("""["credential","filingForm","residenceProof"]""", supplied.Json["shown"]!.ToJsonString());
        Assert.Equal(supplied.Text, (await api.GetAsync($"{Filings}/D1", Clerk)).Ok().Text);
        var history = (await api.GetAsync($"{Filings}/D1/history", Clerk)).Ok().Json["items"]!.AsArray();
        Assert.Equal(["submit", "accept", "supplyDocument"], history.Select(e => e!["step"]!.ToString()));
    }

    [Fact]
    public async Task The_same_document_again_changes_nothing_however_much_later()
    {
        await SubmitAsync("D2");
        (await SupplyAsync("D2", "residenceProof", Pdf("first"))).Ok();
        (await SupplyAsync("D2", "residenceProof", Pdf("second"))).Ok();

        var again = (await SupplyAsync("D2", "residenceProof", Pdf("first"))).Ok();

        Assert.Equal((true, 3), (again.IsReplay, again.Json["version"]!.GetValue<int>()));
        Assert.Equal(2, (await DocumentsAsync("D2")).Count);
    }

    [Fact]
    public async Task The_same_document_sent_ten_times_at_once_is_supplied_once()
    {
        await SubmitAsync("D3");

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => SupplyAsync("D3", "residenceProof", Pdf("D3"))));

        Assert.All(answers, a => Assert.Equal(2, a.Ok().Json["version"]!.GetValue<int>()));
        Assert.Equal(9, answers.Count(a => a.IsReplay));
        Assert.Single(await DocumentsAsync("D3"));
    }

    [Fact]
    public async Task What_is_downloaded_is_what_was_uploaded()
    {
        await SubmitAsync("D4");
        var content = RandomNumberGenerator.GetBytes(300_000);
        Png.CopyTo(content, 0);
        (await SupplyAsync("D4", "residenceProof", content, "image/png", "居住证.png")).Ok();

        var document = Assert.Single(await DocumentsAsync("D4"))!;
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(content));
        Assert.Equal(
            ("residenceProof", "居住证.png", "image/png", 300_000, sha256, "test-clerk"),
            (document["kind"]!.ToString(), document["fileName"]!.ToString(), document["mediaType"]!.ToString(),
                document["sizeBytes"]!.GetValue<int>(), document["sha256"]!.ToString(), document["suppliedBy"]!.ToString()));

        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Filings}/D4/documents/{sha256}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", api.Token(Role.Auditor, "110000"));
        using var response = await api.Http.SendAsync(request);
        Assert.Equal(content, await response.Content.ReadAsByteArrayAsync());
        Assert.Equal("image/png", response.Content.Headers.ContentType!.ToString());
        Assert.Equal(("attachment", "居住证.png"), (response.Content.Headers.ContentDisposition!.DispositionType, response.Content.Headers.ContentDisposition.FileNameStar));
        Assert.Equal(["nosniff"], response.Headers.GetValues("X-Content-Type-Options"));
    }

    [Fact]
    public async Task A_file_of_the_greatest_size_is_taken_and_one_byte_more_is_not()
    {
        await SubmitAsync("D5");
        var content = new byte[MostBytes + 1];
        Pdf("D5").CopyTo(content, 0);

        var refused = (await SupplyAsync("D5", "residenceProof", content)).IsProblem(413, "document-too-large");
        (await SupplyInChunksAsync("D5", content)).IsProblem(413, "document-too-large"); // without a length that could be believed
        Assert.Empty(await DocumentsAsync("D5"));
        Assert.Contains("5242880", refused.Json["detail"]!.ToString(), StringComparison.Ordinal);

        (await SupplyAsync("D5", "residenceProof", content[..MostBytes])).Ok();
        Assert.Equal(MostBytes, Assert.Single(await DocumentsAsync("D5"))!["sizeBytes"]!.GetValue<int>());
    }

    /// <summary>Media type, content, status, code.</summary>
    public static TheoryData<string, byte[], int, string> NoDocuments => new()
    {
        { "application/pdf", Png, 422, "document-kind" },
        { "image/jpeg", Pdf("x"), 422, "document-kind" },
        { "image/png", [0x89, 0x50], 422, "document-kind" },
        { "application/pdf", [], 400, "invalid-request" },
        { "text/html", Pdf("x"), 415, "document-kind" },
        { "application/json", Pdf("x"), 415, "document-kind" },
        { "application/octet-stream", Pdf("x"), 415, "document-kind" },
    };

    [Theory]
    [MemberData(nameof(NoDocuments))]
    public async Task What_is_no_document_is_refused_and_not_kept(string mediaType, byte[] content, int status, string code)
    {
        var no = $"D6-{status}-{content.Length}-{mediaType[^3..]}";
        await SubmitAsync(no);

        (await SupplyAsync(no, "residenceProof", content, mediaType)).IsProblem(status, code);

        Assert.Empty(await DocumentsAsync(no));
    }

    [Theory]
    [InlineData("residenceProof", "")]
    [InlineData("residenceProof", "?fileName=")]
    [InlineData("residenceProof", "?fileName=..%2F..%2Fetc%2Fpasswd")]
    [InlineData("residenceProof", "?fileName=a%5Cb.pdf")]
    [InlineData("residenceProof", "?fileName=a%00.pdf")]
    [InlineData("residenceproof", "?fileName=a.pdf")]
    [InlineData("passport", "?fileName=a.pdf")]
    public async Task Unknown_kinds_and_names_with_a_path_are_refused(string kind, string query)
    {
        var answer = await api.SendAsync(
            HttpMethod.Put, $"{Filings}/D7/documents/{kind}{query}", Clerk, Pdf("D7"), mediaType: "application/pdf");

        Assert.Equal(400, answer.Status);
        if (query.Length > 0)
            Assert.Equal(kind == "residenceProof" ? "/fileName" : "/kind", answer.Json["pointer"]?.ToString());
    }

    [Fact]
    public async Task A_name_is_at_most_two_hundred_characters()
    {
        await SubmitAsync("D8");

        (await SupplyAsync("D8", "residenceProof", Pdf("D8"), fileName: new string('证', 201))).IsProblem(400, "invalid-request");
        (await SupplyAsync("D8", "residenceProof", Pdf("D8"), fileName: new string('证', 200))).Ok();
    }

    [Fact]
    public async Task A_filing_that_was_withdrawn_takes_no_document()
    {
        await SubmitAsync("D9");
        (await api.PutAsync($"{Filings}/D9/withdrawal", Clerk, new { reason = "本人撤回" })).Ok();

        (await SupplyAsync("D9", "residenceProof", Pdf("D9"))).IsProblem(409, "filing-step-not-possible");
        Assert.Empty(await DocumentsAsync("D9"));
    }

    [Fact]
    public async Task Documents_of_another_region_are_not_there()
    {
        await SubmitAsync("D10");
        (await SupplyAsync("D10", "residenceProof", Pdf("D10"))).Ok();
        var sha256 = Assert.Single(await DocumentsAsync("D10"))!["sha256"]!.ToString();
        var stranger = api.Token(Role.Clerk, "440100");

        (await api.SendAsync(HttpMethod.Put, $"{Filings}/D10/documents/workContract?fileName=a.pdf", stranger, Pdf("x"), mediaType: "application/pdf"))
            .IsProblem(404, "not-found");
        (await api.GetAsync($"{Filings}/D10/documents", stranger)).IsProblem(404, "not-found");
        (await api.GetAsync($"{Filings}/D10/documents/{sha256}", stranger)).IsProblem(404, "not-found");
        (await api.GetAsync($"v1/regions/440100/filings/D10/documents/{sha256}", stranger)).IsProblem(404, "not-found");
        (await SupplyAsync("NONE", "residenceProof", Pdf("x"))).IsProblem(404, "not-found");
        (await api.GetAsync($"{Filings}/D10/documents/{new string('0', 64)}", Clerk)).IsProblem(404, "not-found");
        (await api.GetAsync($"{Filings}/D10/documents/..%2F..%2Fpasswd", Clerk)).IsProblem(404, "not-found");
        await SubmitAsync("D10b");
        (await api.GetAsync($"{Filings}/D10b/documents/{sha256}", Clerk)).IsProblem(404, "not-found"); // of another filing
    }

    [Fact]
    public async Task A_file_that_the_store_has_lost_is_not_there_until_it_is_sent_again()
    {
        await SubmitAsync("D12");
        (await SupplyAsync("D12", "residenceProof", Pdf("D12"))).Ok();
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(Pdf("D12")));
        File.Delete(Path.Combine(RunningApi.DocumentsFolder, sha256[..2], sha256[2..4], sha256));

        (await api.GetAsync($"{Filings}/D12/documents/{sha256}", Clerk)).IsProblem(404, "not-found");
        Assert.True((await SupplyAsync("D12", "residenceProof", Pdf("D12"))).Ok().IsReplay);
        Assert.EndsWith("D12", (await api.GetAsync($"{Filings}/D12/documents/{sha256}", Clerk)).Ok().Text, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Path.Combine(RunningApi.DocumentsFolder, "incoming")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_filing_is_accepted_only_once_its_documents_are_there(bool returned)
    {
        var no = $"D11-{returned}";
        var body = new { personNo = "DEMO06", type = "referral", destination = "310000", validFrom = "2026-10-01", shown = new[] { "credential", "filingForm" } };
        (await api.PutAsync($"{Filings}/{no}", Clerk, body)).Ok();
        (await api.PutAsync($"{Filings}/{no}/decision", Clerk, new { decision = "accept" })).IsProblem(422, "documents-missing");
        if (returned)
            (await api.PutAsync($"{Filings}/{no}/decision", Clerk, new { decision = "return", note = "请补交转诊转院证明" })).Ok();

        Assert.Equal(returned ? "returned" : "submitted", (await SupplyAsync(no, "referralCertificate", Pdf(no))).Ok().Json["state"]!.ToString());
        if (returned)
            (await api.PutAsync($"{Filings}/{no}/resubmission", Clerk, body)).Ok();

        var accepted = (await api.PutAsync($"{Filings}/{no}/decision", Clerk, new { decision = "accept" })).Ok().Json;
        Assert.Equal(("[]", "2026-10-01"), (accepted["owed"]!.ToJsonString(), accepted["completeFrom"]!.ToString()));
    }

    private async Task SubmitAsync(string filingNo, bool promised = false) =>
        (await api.PutAsync($"{Filings}/{filingNo}", Clerk, new
        {
            personNo = "DEMO06",
            type = "longTermResident",
            destination = "310000",
            validFrom = "2026-09-01",
            shown = new[] { "credential", "filingForm" },
            promised,
        })).Ok();

    private Task<Answer> SupplyAsync(
        string filingNo, string kind, byte[] content, string mediaType = "application/pdf", string fileName = "proof.pdf") => api.SendAsync(
            HttpMethod.Put, $"{Filings}/{filingNo}/documents/{kind}?fileName={Uri.EscapeDataString(fileName)}", Clerk, content, mediaType: mediaType);

    private async Task<Answer> SupplyInChunksAsync(string filingNo, byte[] content)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"{Filings}/{filingNo}/documents/residenceProof?fileName=a.pdf")
        {
            Content = new ByteArrayContent(content) { Headers = { ContentType = new("application/pdf") } },
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Clerk);
        request.Headers.TransferEncodingChunked = true;
        using var response = await api.Http.SendAsync(request);
        return new((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsStringAsync(), false);
    }

    private async Task<JsonArray> DocumentsAsync(string filingNo) =>
        (await api.GetAsync($"{Filings}/{filingNo}/documents", api.Token(Role.Reviewer, "110000"))).Ok().Json["items"]!.AsArray();

    private static byte[] Pdf(string text) => [.. "%PDF-1.4\n"u8, .. System.Text.Encoding.UTF8.GetBytes(text)];

    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];
}
