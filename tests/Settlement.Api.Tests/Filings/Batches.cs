using System.Text.Json.Nodes;
using Settlement.Api.Access;
using Settlement.Api.Tests.Support;

namespace Settlement.Api.Tests.Filings;

/// <summary>Batches of filings of the invented staff.</summary>
internal sealed class Batches(DemonstrationApi api)
{
    internal const string Path = $"v1/regions/{InventedStaff.Region}/filing-batches";
    internal const string Filings = $"v1/regions/{InventedStaff.Region}/filings";

    internal string Clerk => api.Token(Role.Clerk, InventedStaff.Region);

    internal Task<Answer> PutAsync(string batch, string body, string mediaType = "application/json") =>
        api.SendAsync(HttpMethod.Put, $"{Path}/{batch}", Clerk, body, mediaType: mediaType);

    internal static string Body(string[] persons, string employer = "示例") =>
        $$"""{"employer":"{{employer}}","rows":[{{string.Join(',', persons.Select(no => Row(no)))}}]}""";

    internal static string Row(
        string personNo, string type = "otherTemporary", string destination = "310000", string validFrom = "2026-09-01", string more = "") =>
        $$"""{"personNo":"{{personNo}}","type":"{{type}}","destination":"{{destination}}","validFrom":"{{validFrom}}"{{more}}}""";

    internal async Task<JsonNode> FinishedAsync(string batchNo)
    {
        for (var i = 0; i < 600; i++)
        {
            var batch = (await api.GetAsync($"{Path}/{batchNo}", Clerk)).Ok().Json;
            if (batch["finishedAt"] is not null)
                return batch;
            await Task.Delay(100);
        }
        throw new TimeoutException($"Batch {batchNo} was not finished within a minute.");
    }

    internal async Task<JsonNode> FilingAsync(string filingNo) => (await api.GetAsync($"{Filings}/{filingNo}", Clerk)).Ok().Json;

    internal static (int Filed, int Refused, int Waiting) Counts(JsonNode batch) =>
        (batch["filed"]!.GetValue<int>(), batch["refused"]!.GetValue<int>(), batch["waiting"]!.GetValue<int>());

    internal async Task NothingIsStoredAsync(string batchNo) => Assert.Equal(0L, await api.Database.ScalarAsync(
        $"""
        SELECT (SELECT count(*) FROM filing_batch WHERE batch_no = '{batchNo}') + (SELECT count(*) FROM filing_batch_row WHERE batch_no = '{batchNo}')
            + (SELECT count(*) FROM filing WHERE filing_no LIKE '{batchNo}-%')
        """));

    internal async Task EachIsFiledOnceAsync(string batchNo, long rows) => Assert.Equal($"{rows} {rows} {rows}", await api.Database.ScalarAsync(
        $"""
        SELECT concat_ws(' ', count(*), count(DISTINCT f.person_id), (SELECT count(*) FROM filing_event e JOIN filing USING (person_id, filing_id) WHERE filing_no LIKE '{batchNo}-%'))
        FROM filing f WHERE f.filing_no LIKE '{batchNo}-%'
        """));
}
