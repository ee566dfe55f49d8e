using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Settlement.Api.Access;
using Settlement.Api.Hosting;
using Settlement.Api.Tests.Settlements;
using Settlement.Api.Tests.Support;
using Settlement.Domain;
using Settlement.Persistence.DemonstrationData;

namespace Settlement.Api.Tests.Recomputation;

/// <summary>
/// Books with something of everything: every bill of the demonstration settled with the personal account, two visits that used it and were
/// reversed, two stays over New Year that are split, of which one is reversed.
/// </summary>
public sealed class SettledBooks : IAsyncLifetime
{
    /// <summary>What a test may damage; kept as it was beside it.</summary>
    private static readonly string[] Tables =
    [
        "settlement", "settlement_earlier_year", "settlement_line", "benefit_account", "personal_account", "personal_account_credit",
        "encounter", "policy_version",
    ];

    /// <summary>Of the catalogue, which is large, only this may be changed.</summary>
    private const string Item = $"owner = '310000' AND item_code = '{Items.ClassA}'";

    internal InventedPlace Api { get; } = new();

    /// <summary>The stay of <see cref="InventedPlace.Resident"/>: 20,000 yuan in scope, ten days of each year; 1,000 from the personal account.</summary>
    internal const string Stay = "H31010499001/Y1-T";

    public async Task InitializeAsync()
    {
        await Api.InitializeAsync();
        foreach (var bill in DemonstrationFiles.Bills().Select(b => b.TryIt))
            await Api.PutAsync($"v1/facilities/{bill.FacilityCode}/settlements/{bill.TransactionNo}", Api.Token(Role.Hospital, bill.FacilityCode),
                new { encounterNo = bill.EncounterNo, endedOn = bill.EndedOn.ToString("O"), usePersonalAccount = true });
        (await Api.PutAsync($"v1/regions/{InventedPlace.Region}/persons/{InventedPlace.Buyer}/personal-account/credits/C1",
            Api.Token(Role.Clerk, InventedPlace.Region), new { amount = 500m })).Ok();
        foreach (var visit in new[]
        {
            new Visit(Api, "H31010199002", "110000", "DEMO15", "V1"), new Visit(Api, Visit.Haikou, InventedPlace.Region, InventedPlace.Buyer, "V2"),
        })
        {
            await visit.ReadyAsync(2_000m, "outpatient", "2026-10-08");
            (await visit.SettleAsync($"{visit.No}-T", "2026-10-08", usePersonalAccount: true)).Ok();
            (await visit.ReverseAsync($"{visit.No}-R", $"{visit.No}-T")).Ok();
        }
        foreach (var (person, no) in new[] { (InventedPlace.Resident, "Y1"), (InventedPlace.Another, "Y2") })
        {
            var stay = await new Visit(Api, Visit.Shanghai, InventedPlace.Region, person, no).ReadyAsync(20_000m, startedOn: "2025-12-22");
            (await stay.SettleAsync($"{no}-T", "2026-01-10", usePersonalAccount: true)).Ok();
            if (no == "Y2")
                (await stay.ReverseAsync("Y2-R", "Y2-T")).Ok();
        }
        await Api.Database.ExecuteAsync("CREATE SCHEMA saved; " + string.Concat(Tables.Select(t => $"CREATE TABLE saved.{t} AS TABLE {t}; "))
            + $"CREATE TABLE saved.catalog_entry AS SELECT * FROM catalog_entry WHERE {Item}");
    }

    public Task DisposeAsync() => Api.DisposeAsync();

    /// <summary>Changes the database by SQL that no foreign key stops, verifies, and puts everything back.</summary>
    internal Task<Verified> VerifyDamagedAsync(string sql, params string[] words) => VerifyDamagedAsync(sql, () => Task.CompletedTask, words);

    /// <param name="look">Looks at the changed database too.</param>
    internal async Task<Verified> VerifyDamagedAsync(string sql, Func<Task> look, params string[] words)
    {
        var connectionString = new NpgsqlConnectionStringBuilder(Api.ConnectionString) { Options = "-c session_replication_role=replica", Pooling = false };
        await using var database = NpgsqlDataSource.Create(connectionString.ConnectionString);
        try
        {
            await database.ExecuteAsync(sql);
            await look();
            return await VerifyAsync(words);
        }
        finally
        {
            foreach (var table in Tables)
            {
                var columns = await database.ScalarAsync( // the database computes the generated ones
                    $"SELECT string_agg(attname, ', ') FROM pg_attribute WHERE attrelid = '{table}'::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''");
                await database.ExecuteAsync($"DELETE FROM {table}; INSERT INTO {table} ({columns}) SELECT {columns} FROM saved.{table}");
            }
            await database.ExecuteAsync(
                $"DELETE FROM catalog_entry WHERE {Item}; INSERT INTO catalog_entry SELECT * FROM saved.catalog_entry");
        }
    }

    internal Task<Verified> VerifyAsync(params string[] words) => Verified.OfAsync(Api.ConnectionString, words);

    /// <summary>The answer of a program that starts now, and so knows the reference data as they are now.</summary>
    internal async Task<string> GetFromAnotherInstanceAsync(string path)
    {
        await using var app = await RunningApi.StartAsync(Api.ConnectionString);
        using var http = new HttpClient { BaseAddress = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/") };
        http.DefaultRequestHeaders.Authorization = new(
            "Bearer", app.Services.GetRequiredService<DevelopmentTokens>().Issue("test", Role.Hospital, facility: Visit.Shanghai));
        return await http.GetStringAsync(path);
    }

    internal static Guid PersonId(string region, string personNo) => Domain.PersonId.Of(RegionCode.Parse(region), new(personNo)).Value;
}

/// <summary>What a verification said.</summary>
internal sealed record Verified(int Code, string[] Lines)
{
    internal static async Task<Verified> OfAsync(string connectionString, params string[] words)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["ConnectionStrings:Settlement"] = connectionString }).Build();
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await new VerifyCommand(output, error).RunAsync(words, configuration, CancellationToken.None);
        Assert.DoesNotContain(error.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries), line => !IsProgress(line));
        return new(code, output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }

    /// <summary>Told every few seconds, so that it comes on a slow machine only.</summary>
    private static bool IsProgress(string line) => line.Contains(" settlements and reversals, ", StringComparison.Ordinal) && line.Contains(" of about ", StringComparison.Ordinal);

    /// <summary>Without the summary.</summary>
    internal IEnumerable<string> Findings => Lines.TakeWhile(line => !line.StartsWith("Verified ", StringComparison.Ordinal));

    internal string Last => Lines[^1];
}
