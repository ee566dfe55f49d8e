using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Npgsql;
using Settlement.Api.Tests.EmbeddedPostgres;
using Settlement.Api.Tests.Support;

namespace Settlement.Api.Tests.Hosting;

/// <summary>The program is killed at any moment and started again on the same data.</summary>
public sealed class KilledProgramTests
{
    private const string Settlement = "v1/facilities/H46010599001/settlements/DEMO01-T1";
    private const string Body = """{"encounterNo":"DEMO01-T1","endedOn":"2026-09-17"}""";

    [Fact]
    public async Task Killed_during_its_first_start_at_any_moment_it_starts_again()
    {
        using var root = new TemporaryDataRoot();
        foreach (var milliseconds in new[] { 300, 900, 1500, 2500, 4000 })
        {
            using var cut = ApiProcess.Start(("Postgres__DataRoot", root.Path));
            await Task.Delay(milliseconds);
            await cut.KillAsync();
        }

        using var whole = ApiProcess.Start(("Postgres__DataRoot", root.Path));
        var answer = await SettleAsync(await whole.ReadyAsync(), whole.HospitalToken());

        Assert.Equal("54917.00", answer["amounts"]!["pooledFund"]!.ToJsonString()); // 28 700 × 91% + 10 000 × 94% + 20 000 × 97%
        await StopAsync(whole, root);
    }

    [Fact]
    public async Task Killed_in_the_middle_of_a_settlement_it_answers_the_retry_with_the_only_one()
    {
        using var root = new TemporaryDataRoot();
        using (var api = ApiProcess.Start(("Postgres__DataRoot", root.Path)))
        {
            var address = await api.ReadyAsync();
            await using var database = await EmbeddedDatabase.ConnectAsync(root);
            await using var blocking = await database.OpenConnectionAsync();
            await using var transaction = await blocking.BeginTransactionAsync();
            await using var locking = new NpgsqlCommand("SELECT FROM encounter WHERE encounter_no = 'DEMO01-T1' FOR UPDATE", blocking);
            await locking.ExecuteNonQueryAsync();

            var request = SendAsync(address, api.HospitalToken());
            while ((long)(await database.ScalarAsync("SELECT count(*) FROM pg_locks WHERE NOT granted"))! == 0)
                await Task.Delay(20); // until the settlement waits for the encounter

            await api.KillAsync();
            await Assert.ThrowsAnyAsync<HttpRequestException>(() => request);
            await transaction.RollbackAsync();
        }

        using var restarted = ApiProcess.Start(("Postgres__DataRoot", root.Path));
        var kept = await SettleAsync(await restarted.ReadyAsync(), restarted.HospitalToken());
        var again = await SettleAsync(await restarted.ReadyAsync(), restarted.HospitalToken());

        Assert.Equal(kept.ToJsonString(), again.ToJsonString());
        await using (var database = await EmbeddedDatabase.ConnectAsync(root))
            Assert.Equal(1L, await database.ScalarAsync("SELECT count(*) FROM settlement WHERE transaction_no = 'DEMO01-T1'"));
        await StopAsync(restarted, root);
    }

    [Fact]
    public async Task Killed_right_after_its_answer_it_has_kept_what_it_answered()
    {
        using var root = new TemporaryDataRoot();
        string acknowledged;
        using (var api = ApiProcess.Start(("Postgres__DataRoot", root.Path)))
        {
            acknowledged = (await SettleAsync(await api.ReadyAsync(), api.HospitalToken())).ToJsonString();
            await api.KillAsync();
        }

        using var restarted = ApiProcess.Start(("Postgres__DataRoot", root.Path));
        Assert.Equal(acknowledged, (await SettleAsync(await restarted.ReadyAsync(), restarted.HospitalToken())).ToJsonString());
        await StopAsync(restarted, root);
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task A_signal_during_the_start_or_later_ends_program_and_server_cleanly(string signal)
    {
        using var root = new TemporaryDataRoot();
        using (var starting = ApiProcess.Start(("Postgres__DataRoot", root.Path)))
        {
            await Task.Delay(1500);
            starting.Signal(signal);
            await starting.EndedAsync();
        }
        Assert.Empty(root.Processes());

        using var running = ApiProcess.Start(("Postgres__DataRoot", root.Path));
        await running.ReadyAsync();
        running.Signal(signal);
        Assert.Equal(0, await running.EndedAsync());
        Assert.Empty(root.Processes());
        Assert.False(File.Exists(Path.Combine(root.Cluster, "postmaster.pid")));
    }

    private static async Task StopAsync(ApiProcess api, TemporaryDataRoot root)
    {
        api.Signal("TERM");
        Assert.Equal(0, await api.EndedAsync());
        Assert.Empty(root.Processes());
    }

    private static async Task<HttpResponseMessage> SendAsync(string address, string token)
    {
        using var http = new HttpClient { BaseAddress = new Uri(address + "/") };
        using var request = new HttpRequestMessage(HttpMethod.Put, Settlement)
        {
            Content = new StringContent(Body, Encoding.UTF8, "application/json"),
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
        };
        return await http.SendAsync(request);
    }

    private static async Task<JsonNode> SettleAsync(string address, string token)
    {
        using var response = await SendAsync(address, token);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!;
    }
}
