using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Npgsql;
using Settlement.Benchmarks.Load;

namespace Settlement.Benchmarks.Facilities;

/// <summary>Two lists of one province over HTTP: all of the first is new, of the second one half has changed.</summary>
internal static class FacilityImports
{
    private const string Province = "440000";

    internal static async Task MeasureAsync(Uri address, NpgsqlDataSource source, Meter meter, int rows, Report report)
    {
        using var http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromMinutes(30) };
        http.DefaultRequestHeaders.Authorization = await Hospital.TokenAsync(http, new { role = "administrator", region = Province });
        var table = new List<string[]> { new[] { "list", "MB", "added", "changed", "unchanged", "check s", "application s", "found by searches s later", "API peak MB", "API before MB" } };
        foreach (var (list, phone) in new[] { ("all new", "0000"), ("half changed", "1111") })
        {
            report.Progress($"a list of {rows:N0} rows, {list}");
            var csv = Encoding.UTF8.GetBytes(await GeneratedFacilities.CsvAsync(source, Province, rows, phone));
            var before = meter.Memory().Api;
            meter.ForgetPeak();
            var path = $"v1/regions/{Province}/facility-imports/LOAD-{phone}";
            var watch = Stopwatch.StartNew();
            using var content = new ByteArrayContent(csv) { Headers = { ContentType = new MediaTypeHeaderValue("text/csv") } };
            var answer = await AnswerAsync(await http.PutAsync(new Uri($"{path}?demonstration=true", UriKind.Relative), content));
            var check = watch.Elapsed;
            watch.Restart();
            await AnswerAsync(await http.PostAsync(new Uri($"{path}/application", UriKind.Relative), content: null));
            var application = watch.Elapsed;
            watch.Restart();
            TimeSpan? found = phone == "0000" ? await FoundAsync(http, rows, watch) : null;
            table.Add(
            [
                list, $"{csv.Length / 1048576.0:N1}", $"{answer.GetProperty("added")}", $"{answer.GetProperty("changed")}", $"{answer.GetProperty("unchanged")}",
                $"{check.TotalSeconds:N1}", $"{application.TotalSeconds:N1}", found is { } waited ? $"{waited.TotalSeconds:N1}" : "",
                $"{meter.Memory().ApiPeak / 1048576.0:N0}", $"{before / 1048576.0:N0}",
            ]);
        }
        report.Table($"Import of a list of {rows:N0} rows as CSV", table);
    }

    /// <summary>How long searches take to find what was added.</summary>
    private static async Task<TimeSpan> FoundAsync(HttpClient http, int rows, Stopwatch watch)
    {
        var path = new Uri($"v1/facilities?region={Province}&name={Uri.EscapeDataString("第")}&kind=hospital&level=secondary&limit=1", UriKind.Relative);
        while (watch.Elapsed < TimeSpan.FromMinutes(2))
        {
            var total = (await AnswerAsync(await http.GetAsync(path))).GetProperty("total").GetInt32();
            if (total >= rows)
                return watch.Elapsed;
            await Task.Delay(50);
        }
        throw new LoadException("The searches do not find what was imported.");
    }

    private static async Task<JsonElement> AnswerAsync(HttpResponseMessage message)
    {
        using (message)
            return message.IsSuccessStatusCode
                ? await message.Content.ReadFromJsonAsync<JsonElement>()
                : throw new LoadException($"{message.RequestMessage!.RequestUri}: {(int)message.StatusCode} {await message.Content.ReadAsStringAsync()}");
    }
}
