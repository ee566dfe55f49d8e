using Npgsql;
using Settlement.EmbeddedPostgres;
using Settlement.EmbeddedPostgres.Data;

namespace Settlement.Api.Tests.EmbeddedPostgres;

public sealed class LifeOfAnEmbeddedServerTests : IDisposable
{
    private readonly TemporaryDataRoot root = new();

    [Fact]
    public async Task It_starts_from_nothing_and_answers_as_role_and_database_settlement()
    {
        await using var server = await root.StartAsync();

        Assert.Equal("settlement/settlement/UTC/UTF8/", await TemporaryDataRoot.AskAsync(server,
            "SELECT concat_ws('/', current_user, current_database(), current_setting('timezone'), current_setting('server_encoding'), current_setting('unix_socket_directories'))"));
        Assert.Equal(PostmasterFile.TryRead(root.Cluster)!.ProcessId, server.ServerProcessId);
    }

    [Fact]
    public async Task It_keeps_its_data_when_it_starts_again()
    {
        await using (var first = await root.StartAsync())
        {
            await TemporaryDataRoot.AskAsync(first, "CREATE TABLE kept AS SELECT 42 AS n");
        }

        await using var second = await root.StartAsync();

        Assert.Equal(42, await TemporaryDataRoot.AskAsync(second, "SELECT n FROM kept"));
    }

    [Fact]
    public async Task Stopping_breaks_off_what_runs_and_leaves_no_process_and_no_lock_file()
    {
        var server = await root.StartAsync();
        await using var connection = new NpgsqlConnection(server.ConnectionString);
        await connection.OpenAsync();

        await server.StopAsync();
        await server.DisposeAsync();

        Assert.Empty(root.Processes());
        Assert.False(File.Exists(PostmasterFile.PathIn(root.Cluster)));
    }

    [Fact]
    public async Task Nobody_enters_without_the_password_and_only_its_owner_can_read_that()
    {
        await using var server = await root.StartAsync();
        var wrong = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Password = "wrong", Pooling = false };

        await using var connection = new NpgsqlConnection(wrong.ConnectionString);
        var refusal = await Assert.ThrowsAsync<PostgresException>(() => connection.OpenAsync());

        Assert.Equal(PostgresErrorCodes.InvalidPassword, refusal.SqlState);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(root.Path, "password")));
        }
    }

    [Fact]
    public async Task A_second_instance_on_the_same_data_is_refused_and_the_first_goes_on()
    {
        await using var first = await root.StartAsync();

        var refusal = await root.RefusalAsync();

        Assert.Equal(
            $"Another instance runs on the data folder {RealPath.Of(root.Path)}; set Postgres:DataRoot to another folder, or "
            + "ConnectionStrings__Settlement to the server that both shall use.",
            refusal);
        Assert.Equal(1, await TemporaryDataRoot.AskAsync(first, "SELECT 1"));
    }

    [Fact]
    public async Task A_server_that_ends_while_starting_is_reported_with_the_end_of_its_log()
    {
        var options = root.Options with { Settings = new Dictionary<string, string> { ["shared_buffers"] = "much" } };

        var refusal = await root.RefusalAsync(options);

        Assert.StartsWith($"PostgreSQL did not start in {RealPath.Of(root.Path)}; mend what its log tells", refusal, StringComparison.Ordinal);
        Assert.Contains("invalid value for parameter \"shared_buffers\"", refusal, StringComparison.Ordinal);
        Assert.Empty(root.Processes());
    }

    [Fact]
    public async Task A_missing_password_file_is_named()
    {
        await (await root.StartAsync()).DisposeAsync();
        File.Delete(Path.Combine(root.Path, "password"));

        Assert.Contains("password is missing", await root.RefusalAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_foreign_password_file_is_named()
    {
        await (await root.StartAsync()).DisposeAsync();
        await File.WriteAllTextAsync(Path.Combine(root.Path, "password"), "another");

        Assert.Contains("does not open the data", await root.RefusalAsync(), StringComparison.Ordinal);
        Assert.Empty(root.Processes());
    }

    [Fact]
    public async Task Cancelling_the_start_leaves_no_process_and_the_next_start_works()
    {
        await (await root.StartAsync()).DisposeAsync();

        var milliseconds = 60;
        while (await StartsWithinAsync(milliseconds)) // a quick machine has started by then
            milliseconds /= 2;

        Assert.Empty(root.Processes());
        await using var server = await root.StartAsync();
        Assert.Equal(1, await TemporaryDataRoot.AskAsync(server, "SELECT 1"));
    }

    private async Task<bool> StartsWithinAsync(int milliseconds)
    {
        using var soon = new CancellationTokenSource(milliseconds);
        try
        {
            await (await EmbeddedServer.StartAsync(
                root.Options, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance, soon.Token)).DisposeAsync();
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    public void Dispose() => root.Dispose();
}
