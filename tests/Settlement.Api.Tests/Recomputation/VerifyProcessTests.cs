using System.Diagnostics;
using Settlement.Api.Tests.EmbeddedPostgres;
using Settlement.Api.Tests.Hosting;
using Settlement.Api.Tests.Support;

namespace Settlement.Api.Tests.Recomputation;

/// <summary><c>verify</c> as a program of its own: exit codes, and where it finds its database.</summary>
public sealed class VerifyProcessTests
{
    [Fact]
    public async Task Nothing_to_complain_of_ends_with_0_and_a_difference_with_1()
    {
        var connectionString = await TestDatabase.CreateDemonstrationAsync();
        var sound = await RunAsync(["verify"], ("ConnectionStrings__Settlement", connectionString));
        await using (var database = Npgsql.NpgsqlDataSource.Create(connectionString))
            await database.ExecuteAsync("UPDATE personal_account SET spent_fen = 1");
        var damaged = await RunAsync(["verify", "--limit", "1"], ("ConnectionStrings__Settlement", connectionString));

        Assert.True(sound.Code == 0, sound.Output + sound.Error);
        Assert.Equal(1, damaged.Code);
        Assert.StartsWith("personal account ", damaged.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "'--speed' is no option of verify.", "verify", "--speed", "9")]
    [InlineData(2, "--workers takes a whole number of 1 or more, not '0'.", "verify", "--workers", "0")]
    [InlineData(2, "--from-person takes the UUID of a person, not ''.", "verify", "--from-person")]
    [InlineData(2, "There is no embedded database to verify: ", "verify")]
    [InlineData(1, "'verfiy' is no command: ", "verfiy")]
    public async Task What_cannot_run_says_why(int code, string sentence, params string[] words)
    {
        using var root = new TemporaryDataRoot();

        var said = await RunAsync(words, ("Postgres__DataRoot", root.Path));

        Assert.Equal(code, said.Code);
        Assert.StartsWith(sentence, said.Error, StringComparison.Ordinal);
        Assert.Empty(root.Processes());
    }

    [Fact]
    public async Task A_server_that_does_not_answer_and_a_database_without_the_schema_are_named()
    {
        var silent = await RunAsync(["verify"], ("ConnectionStrings__Settlement", "Host=127.0.0.1;Port=1;Timeout=2"));
        var empty = await RunAsync(["verify"], ("ConnectionStrings__Settlement", await TestDatabase.CreateEmptyAsync()));

        Assert.Equal((2, 2), (silent.Code, empty.Code));
        Assert.StartsWith("ConnectionStrings__Settlement does not lead to a PostgreSQL database", silent.Error, StringComparison.Ordinal);
        Assert.StartsWith("The database has not the schema of this program", empty.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_is_on_standard_output()
    {
        var help = await RunAsync(["verify", "--help"]);

        Assert.Equal(0, help.Code);
        Assert.StartsWith("verify [options]", help.Output, StringComparison.Ordinal);
    }

    /// <summary>It connects to the server that the API runs; without the API it starts the server and stops it again.</summary>
    [Fact]
    public async Task The_embedded_database_is_verified_while_the_API_runs_and_when_it_does_not()
    {
        using var root = new TemporaryDataRoot();
        using var api = ApiProcess.Start(("Postgres__DataRoot", root.Path));
        await api.ReadyAsync();

        var beside = await RunAsync(["verify"], ("Postgres__DataRoot", root.Path));
        Assert.NotEmpty(root.Processes());
        api.Signal("TERM");
        Assert.Equal(0, await api.EndedAsync());
        var alone = await RunAsync(["verify"], ("Postgres__DataRoot", root.Path));

        foreach (var said in new[] { beside, alone })
        {
            Assert.True(said.Code == 0, said.Output + said.Error);
            Assert.StartsWith("Verified 2 settlements, 0 reversals", said.Output, StringComparison.Ordinal);
        }
        Assert.Empty(root.Processes());
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(string[] words, params (string Name, string Value)[] settings)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Settlement.Api.dll"), .. words])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment.Remove("ConnectionStrings__Settlement");
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        return (process.ExitCode, await output, await error);
    }
}
