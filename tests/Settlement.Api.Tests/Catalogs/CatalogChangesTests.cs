using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Settlement.Api.Access;
using Settlement.Api.Tests.Settlements;
using Settlement.Api.Tests.Support;

namespace Settlement.Api.Tests.Catalogs;

/// <summary>增量下载: a copy kept by the changes is the catalogue.</summary>
public sealed class CatalogChangesTests(DemonstrationApi api) : IClassFixture<DemonstrationApi>
{
    private static readonly DateOnly Soon = Province.Today.AddDays(30);

    private readonly Province province = new(api, "460000");

    private string Hospital => api.Token(Role.Hospital, Visit.Haikou);

    [Fact]
    public async Task A_copy_made_in_pages_of_any_size_with_publications_in_between_is_the_catalogue_in_force()
    {
        var random = new Random(20261123);
        var copy = new Copy();
        for (var i = 0; i < 3; i++)
            await ReadOnAsync(copy, random);
        await province.PublishedAsync("X1", Soon, Province.Set(Items.ContrastCt, 0.3m), Province.Set("X-1", 0.1m), Province.Remove(Items.Bed));
        await ReadOnAsync(copy, random);
        await province.PublishedAsync("X2", Soon.AddDays(-10), Province.Set(Items.ContrastCt, 0.2m));
        await ReadOnAsync(copy, random);
        (await province.WithdrawAsync("X1")).Ok();
        await ReadToTheEndAsync(copy, random);
        await SameAsync(copy, Soon.AddDays(5));

        await province.PublishedAsync("X3", Soon.AddDays(2), Province.Remove(Items.ContrastCt), Province.Set("X-2", 0.4m));
        await api.Database.ExecuteAsync("UPDATE catalog_entry SET name = '改名' WHERE owner = '460000' AND item_code = 'X-2' AND superseded_at IS NULL");
        await ReadToTheEndAsync(copy, random);

        foreach (var day in new[] { Province.Today, Soon.AddDays(-10), Soon, Soon.AddDays(2) })
            await SameAsync(copy, day);
        Assert.Equal("改名", copy.On(Soon.AddDays(2))["X-2"]["name"]!.GetValue<string>());
    }

    [Fact]
    public async Task Nothing_is_sent_twice_and_a_cursor_stays_good()
    {
        var copy = new Copy();
        await ReadToTheEndAsync(copy, new(1));
        var end = copy.Next;

        var nothing = (await ChangesAsync(end, 10)).Ok();
        Assert.Equal((0, end, true), (nothing.Json["items"]!.AsArray().Count, nothing.Json["next"]!.GetValue<string>(), nothing.Json["isComplete"]!.GetValue<bool>()));
        await province.PublishedAsync("Y1", Soon, Province.Set("Y-1", 0.1m), Province.Set("Y-2", 0.1m));
        Assert.Equal(["Y-1", "Y-2"], await CodesAsync(end, 10));
        Assert.Equal(["Y-1"], await CodesAsync(end, 1));
        Assert.Equal(["Y-1", "Y-2"], await CodesAsync(end, 10));
        Assert.Equal(copy.Items, copy.Keys); // each key once in the first download
    }

    [Fact]
    public async Task Numbers_follow_the_commits_when_several_write_at_once()
    {
        var cursor = await EndAsync();
        var copy = new Copy { Next = cursor };
        foreach (var i in Enumerable.Range(1, 6))
            (await province.UploadAsync($"Z{i}", Soon.AddDays(i), Province.Set($"Z-{i}", 0.1m), Province.Set("Z-0", 0.1m))).Ok();

        var writing = Task.WhenAll(Enumerable.Range(1, 6).Select(i => province.PublishAsync($"Z{i}")));
        while (!writing.IsCompleted)
            await ReadOnAsync(copy, new(2));
        Assert.All(await writing, answer => answer.Ok());
        await ReadToTheEndAsync(copy, new(2));

        var whole = new Copy();
        await ReadToTheEndAsync(whole, new(3));
        Assert.Equal(whole.Of("Z-"), copy.Of("Z-"));
        Assert.Equal(12, copy.Of("Z-").Count); // six of one item each, six of Z-0
    }

    [Fact]
    public async Task It_is_sent_compressed_to_whoever_takes_that()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "v1/regions/460000/catalog/changes?limit=100");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Hospital);
        request.Headers.AcceptEncoding.ParseAdd("gzip");
        using var response = await api.Http.SendAsync(request);

        Assert.Equal(["gzip"], response.Content.Headers.ContentEncoding);
    }

    [Theory]
    [InlineData("since=x", "/since")]
    [InlineData("since=1", "/since")]
    [InlineData("since=-1-0", "/since")]
    [InlineData("since=1-99999999999999999999", "/since")]
    [InlineData("limit=0", "/limit")]
    [InlineData("limit=5001", "/limit")]
    public async Task A_cursor_that_is_none_is_refused(string query, string pointer) =>
        Assert.Equal(pointer, (await api.GetAsync($"v1/regions/460000/catalog/changes?{query}", Hospital)).IsProblem(400, "invalid-request").Json["pointer"]!.GetValue<string>());

    private Task<Answer> ChangesAsync(string since, int limit) => api.GetAsync($"v1/regions/460000/catalog/changes?since={since}&limit={limit}", Hospital);

    private async Task<string[]> CodesAsync(string since, int limit) =>
        [.. (await ChangesAsync(since, limit)).Ok().Json["items"]!.AsArray().Select(i => i!["itemCode"]!.GetValue<string>())];

    private async Task<string> EndAsync()
    {
        var copy = new Copy();
        await ReadToTheEndAsync(copy, new(4));
        return copy.Next;
    }

    private async Task<bool> ReadOnAsync(Copy copy, Random random) => copy.Take((await ChangesAsync(copy.Next, random.Next(1, 5_001))).Ok().Json);

    private async Task ReadToTheEndAsync(Copy copy, Random random)
    {
        while (!await ReadOnAsync(copy, random))
        {
            // reads on
        }
    }

    /// <summary>The copy and the search agree on a day, once this instance has heard of every change.</summary>
    private async Task SameAsync(Copy copy, DateOnly day)
    {
        var expected = copy.On(day).OrderBy(e => e.Key, StringComparer.Ordinal).Select(e => $"{e.Key} {e.Value.ToJsonString()}").ToList();
        for (var attempt = 0; ; attempt++)
        {
            var found = new List<string>();
            for (string? after = ""; after is not null;)
            {
                var page = (await api.GetAsync($"v1/regions/460000/catalog?on={day:O}&limit=200&after={after}", Hospital)).Ok().Json;
                found.AddRange(page["items"]!.AsArray().Select(e => $"{e!["itemCode"]!.GetValue<string>()} {e.ToJsonString()}"));
                after = page["next"]?.GetValue<string>();
            }
            if (attempt >= 20 || expected.SequenceEqual(found))
            {
                Assert.Equal(expected, found);
                return;
            }
            await Task.Delay(250);
        }
    }

    /// <summary>What a HIS keeps: entries by owner, code and first day.</summary>
    private sealed class Copy
    {
        private readonly SortedDictionary<string, JsonNode> entries = new(StringComparer.Ordinal);

        internal string Next { get; set; } = "0";

        internal int Items { get; private set; }

        internal int Keys => entries.Count;

        internal bool Take(JsonNode page)
        {
            foreach (var change in page["items"]!.AsArray())
            {
                var key = $"{change!["owner"]}/{change["itemCode"]}/{change["validFrom"]}";
                Items++;
                if (change["entry"] is { } entry)
                    entries[key] = entry;
                else
                    entries.Remove(key);
            }
            Next = page["next"]!.GetValue<string>();
            return page["isComplete"]!.GetValue<bool>();
        }

        internal Dictionary<string, JsonNode> On(DateOnly day)
        {
            var inForce = new Dictionary<string, JsonNode>();
            foreach (var entry in entries.Values.Where(e => IsInForce(e, day)).OrderBy(e => e["owner"]!.GetValue<string>(), StringComparer.Ordinal))
                inForce[entry["itemCode"]!.GetValue<string>()] = entry; // 000000 first, so the province's own replaces it
            return inForce;
        }

        internal List<string> Of(string prefix) =>
            [.. entries.Values.Where(e => e["itemCode"]!.GetValue<string>().StartsWith(prefix, StringComparison.Ordinal)).Select(e => e.ToJsonString())];

        private static bool IsInForce(JsonNode entry, DateOnly day) =>
            DateOnly.Parse(entry["validFrom"]!.GetValue<string>()) <= day
            && (entry["validThrough"]?.GetValue<string>() is not { } through || day <= DateOnly.Parse(through));
    }
}
