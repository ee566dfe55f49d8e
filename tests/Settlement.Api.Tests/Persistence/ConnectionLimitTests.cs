using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Settlement.Api.Access;
using Settlement.Api.Hosting;
using Settlement.Api.Tests.Support;
using Settlement.Persistence;

namespace Settlement.Api.Tests.Persistence;

/// <summary>Nobody holds or waits for a lock for ever, and a caller who had to wait too long may simply call again.</summary>
public sealed class ConnectionLimitTests
{
    [Fact]
    public async Task Connections_that_serve_requests_have_their_limits()
    {
        await using var database = Database.Connect(await TestDatabase.CreateEmptyAsync());

        Assert.Equal("10s", await database.ScalarAsync("SHOW lock_timeout"));
        Assert.Equal("10s", await database.ScalarAsync("SHOW idle_in_transaction_session_timeout"));
    }

    [Theory]
    [InlineData("Host=localhost", 20)]
    [InlineData("Host=localhost;Maximum Pool Size=7", 7)]
    public async Task The_pool_is_small_unless_another_size_is_chosen(string connectionString, int size)
    {
        await using var database = Database.Connect(connectionString);

        Assert.Equal(size, new NpgsqlConnectionStringBuilder(database.ConnectionString).MaxPoolSize);
    }

    [Fact]
    public async Task Who_waits_too_long_for_a_lock_is_told_to_call_again_and_then_succeeds()
    {
        var database = new NpgsqlConnectionStringBuilder(await TestDatabase.CreateDemonstrationAsync()) { Options = "-c lock_timeout=200ms" };
        await using var app = await RunningApi.StartAsync(database.ConnectionString);
        using var http = new HttpClient { BaseAddress = new Uri(app.Address() + "/") };
        var token = app.Services.GetRequiredService<DevelopmentTokens>().Issue("test", Role.Hospital, facility: "H46010599001");

        await using (var other = NpgsqlDataSource.Create(database.ConnectionString))
        await using (var connection = await other.OpenConnectionAsync())
        await using (await connection.BeginTransactionAsync())
        {
            await using var locking = new NpgsqlCommand("SELECT FROM encounter WHERE encounter_no = 'DEMO01-T1' FOR UPDATE", connection);
            await locking.ExecuteNonQueryAsync();
            using var busy = await SettleAsync(http, token);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, busy.StatusCode);
            Assert.Equal(TimeSpan.FromSeconds(1), busy.Headers.RetryAfter!.Delta);
            Assert.Contains("\"code\":\"busy\"", await busy.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        using var again = await SettleAsync(http, token);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
    }

    private static async Task<HttpResponseMessage> SettleAsync(HttpClient http, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, "v1/facilities/H46010599001/settlements/DEMO01-T1")
        {
            Content = new StringContent("""{"encounterNo":"DEMO01-T1","endedOn":"2026-09-17"}""", Encoding.UTF8, "application/json"),
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
        };
        return await http.SendAsync(request);
    }
}
