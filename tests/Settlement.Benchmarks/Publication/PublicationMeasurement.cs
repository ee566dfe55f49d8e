using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Npgsql;
using Settlement.Benchmarks.Load;

namespace Settlement.Benchmarks.Publication;

/// <summary>The <c>publication</c> mode: two running instances on one database, and how long after a catalogue version is published each of them answers by it.</summary>
internal static class PublicationMeasurement
{
    private const string Province = "460000";
    private const int Rounds = 10;
    private static readonly int[] Sizes = [100, 25_000];
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    internal static Task<int> RunAsync() => LoadCommand.EndWellAsync(ending =>
        LoadCommand.WithServerAsync(Path.GetTempPath(), async (server, folder) =>
        {
            var report = new Report(Console.Out);
            await using var source = NpgsqlDataSource.Create(server.ConnectionString);
            await Machine.DescribeAsync(report, source, folder);
            await using var first = await ApiUnderLoad.StartAsync(server.ConnectionString, Path.Combine(folder, "first.log"), withDemonstration: true);
            await using var second = await ApiUnderLoad.StartAsync(server.ConnectionString, Path.Combine(folder, "second.log"), withDemonstration: false);
            using var atFirst = new HttpClient { BaseAddress = first.Address, Timeout = Longest };
            using var atSecond = new HttpClient { BaseAddress = second.Address, Timeout = Longest };
            var token = new { role = "clerk", region = Province };
            atFirst.DefaultRequestHeaders.Authorization = await Hospital.TokenAsync(atFirst, token);
            atSecond.DefaultRequestHeaders.Authorization = await Hospital.TokenAsync(atSecond, token);
            var table = new List<string[]> { new[] { "rows of the version", "publication s, median", "seen by the other instance ms, median", "slowest", "seen by its own ms, median", "slowest" } };
            var day = DateOnly.FromDateTime(TimeProvider.System.GetLocalNow().DateTime).AddDays(2);
            foreach (var size in Sizes)
            {
                var (published, own, other) = (new List<double>(), new List<double>(), new List<double>());
                for (var round = 0; round < Rounds && !ending.IsCancellationRequested; round++)
                {
                    var version = $"L{size}-{round}";
                    published.Add(await PublishAsync(atFirst, version, day = day.AddDays(1), size));
                    var watch = Stopwatch.StartNew();
                    var seen = await Task.WhenAll(SeenAsync(atFirst, version, day, watch), SeenAsync(atSecond, version, day, watch));
                    own.Add(seen[0]);
                    other.Add(seen[1]);
                    report.Progress($"{version}: published in {published[^1]:N2} s, seen after {seen[0]:N0} and {seen[1]:N0} ms");
                }
                table.Add([$"{size:N0}", $"{Median(published):N2}", $"{Median(other):N0}", $"{other.Max():N0}", $"{Median(own):N0}", $"{own.Max():N0}"]);
            }
            report.Table($"{Rounds} publications of each size; milliseconds count from the answer to the publication", table);
        }, ending));

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    /// <returns>How long the publication took, in seconds.</returns>
    private static async Task<double> PublishAsync(HttpClient api, string version, DateOnly day, int size)
    {
        var csv = new StringBuilder("itemCode,operation,name,kind,itemClass,firstSelfPaidRatio,feeCategory\n");
        for (var n = 0; n < size; n++)
            csv.Append(CultureInfo.InvariantCulture, $"PUB{n:000000},set,某某缓释胶囊第{n}号,westernMedicine,b,0.{day.DayNumber % 90 + 10},09\n");
        var path = $"v1/regions/{Province}/catalog-versions/{version}";
        var uploaded = await SendAsync(api, "clerk", $"{path}?validFrom={day:O}&basis=load", new StringContent(csv.ToString(), Encoding.UTF8, "text/csv"));
        var watch = Stopwatch.StartNew();
        await SendAsync(api, "reviewer", $"{path}/publication", JsonContent.Create(new { revision = uploaded.GetProperty("revision").GetInt32() }));
        return watch.Elapsed.TotalSeconds;
    }

    private static async Task<double> SeenAsync(HttpClient api, string version, DateOnly day, Stopwatch watch)
    {
        var path = new Uri($"v1/regions/{Province}/catalog/PUB000000?on={day:O}", UriKind.Relative);
        while (watch.Elapsed < Longest)
        {
            using var answer = await api.GetAsync(path);
            if (answer.IsSuccessStatusCode && (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("catalogVersion").GetString() == version)
                return watch.Elapsed.TotalMilliseconds;
            await Task.Delay(5);
        }
        throw new LoadException($"{version} is not seen.");
    }

    private static async Task<JsonElement> SendAsync(HttpClient api, string role, string path, HttpContent content)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, path) { Content = content };
        request.Headers.Authorization = await Hospital.TokenAsync(api, new { role, region = Province });
        using var answer = await api.SendAsync(request);
        return answer.IsSuccessStatusCode
            ? await answer.Content.ReadFromJsonAsync<JsonElement>()
            : throw new LoadException($"{path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }
}
