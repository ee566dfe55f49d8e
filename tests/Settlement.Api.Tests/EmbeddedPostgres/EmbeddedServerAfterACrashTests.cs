using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Settlement.EmbeddedPostgres.Data;
using Settlement.EmbeddedPostgres.Processes;

namespace Settlement.Api.Tests.EmbeddedPostgres;

public sealed class EmbeddedServerAfterACrashTests : IDisposable
{
    private const int Stop = 19;
    private const int Kill = 9;
    private readonly TemporaryDataRoot root = new();

    [Fact]
    public async Task The_server_of_a_killed_owner_is_taken_over_and_stopped_like_an_own_one()
    {
        using var owner = OwnerProcess.Start(root);
        var left = await owner.ServerAsync();
        await owner.KillAsync();

        await using (var server = await root.StartAsync())
        {
            Assert.Equal(left, server.ServerProcessId);
            Assert.Equal(1, await TemporaryDataRoot.AskAsync(server, "SELECT 1"));
        }

        Assert.Empty(root.Processes());
    }

    [Fact]
    public async Task The_server_of_a_living_owner_is_not_taken_over()
    {
        using var owner = OwnerProcess.Start(root);
        await owner.ServerAsync();

        Assert.StartsWith("Another instance runs on the data folder", await root.RefusalAsync(), StringComparison.Ordinal);

        await owner.KillAsync();
        await (await root.StartAsync()).DisposeAsync();
    }

    [Fact]
    public async Task A_server_of_a_killed_owner_that_does_not_answer_is_replaced()
    {
        using var owner = OwnerProcess.Start(root);
        var left = await owner.ServerAsync();
        await owner.KillAsync();
        _ = LibC.Kill(left, Stop);

        await using var server = await root.StartAsync();

        Assert.NotEqual(left, server.ServerProcessId);
        Assert.Equal(1, await TemporaryDataRoot.AskAsync(server, "SELECT 1"));
    }

    [Fact]
    public async Task A_server_killed_while_it_computes_for_long_recovers_what_was_committed()
    {
        await using var killed = await root.StartAsync();
        await TemporaryDataRoot.AskAsync(killed, "CREATE TABLE kept AS SELECT 42 AS n");
        await using var connection = new NpgsqlConnection(killed.ConnectionString);
        await connection.OpenAsync();
        var busy = new NpgsqlCommand("SELECT count(*) FROM generate_series(1, 100000) a, generate_series(1, 1000000) b", connection);
        var counting = busy.ExecuteScalarAsync();
        while (!true.Equals(await TemporaryDataRoot.AskAsync(killed,
            "SELECT bool_or(state = 'active' AND pid <> pg_backend_pid()) FROM pg_stat_activity WHERE query LIKE 'SELECT count%'")))
        {
            await Task.Delay(10);
        }

        _ = LibC.Kill(killed.ServerProcessId, Kill);
        await killed.StopAsync();

        await using var server = await root.StartAsync();

        Assert.Equal(42, await TemporaryDataRoot.AskAsync(server, "SELECT n FROM kept"));
        await Task.WhenAny(counting);
    }

    [Fact]
    public async Task A_lock_file_of_a_process_that_is_gone_does_not_hinder()
    {
        await LeaveLockFileAsync(await EndedProcessAsync());

        await using var server = await root.StartAsync();

        Assert.Equal(1, await TemporaryDataRoot.AskAsync(server, "SELECT 1"));
    }

    [Fact]
    public async Task A_lock_file_whose_process_number_another_program_has_now_does_not_hinder_and_that_program_lives()
    {
        var words = ServerAccount.Find().Words("sleep", "120");
        using var other = Process.Start(new ProcessStartInfo(words[0], words.Skip(1)))!;
        await LeaveLockFileAsync(other.Id);

        await using (var server = await root.StartAsync())
        {
            Assert.Equal(1, await TemporaryDataRoot.AskAsync(server, "SELECT 1"));
        }

        Assert.False(other.HasExited);
        other.Kill();
    }

    [Theory]
    [InlineData("")]
    [InlineData("4711\n")]
    public async Task A_lock_file_cut_off_by_a_power_failure_does_not_hinder(string content)
    {
        await (await root.StartAsync()).DisposeAsync();
        await File.WriteAllTextAsync(PostmasterFile.PathIn(root.Cluster), content);

        await using var server = await root.StartAsync();

        Assert.Equal(1, await TemporaryDataRoot.AskAsync(server, "SELECT 1"));
    }

    [Fact]
    public async Task An_owner_killed_while_the_database_is_created_leaves_nothing_that_hinders()
    {
        using var owner = OwnerProcess.Start(root);
        while (!Directory.EnumerateDirectories(root.Path, "cluster.new-*").Any())
        {
            await Task.Delay(5);
        }

        await owner.KillAsync();
        Assert.False(Directory.Exists(root.Cluster));

        await using var server = await root.StartAsync();

        Assert.Equal(1, await TemporaryDataRoot.AskAsync(server, "SELECT 1"));
    }

    [Fact]
    public async Task What_a_broken_off_creation_left_is_removed()
    {
        var half = Directory.CreateDirectory(Path.Combine(root.Path, "cluster.new-half", "base"));
        if (!OperatingSystem.IsWindows())
        {
            ServerAccount.Find().TakeOwnership(root.Path);
        }

        await (await root.StartAsync()).DisposeAsync();

        Assert.False(half.Parent!.Exists && Directory.Exists(half.Parent.FullName));
    }

    public void Dispose() => root.Dispose();

    /// <summary>What a killed server leaves, with another process number in it.</summary>
    private async Task LeaveLockFileAsync(int process)
    {
        await using (var killed = await root.StartAsync())
        {
            _ = LibC.Kill(killed.ServerProcessId, Kill);
        }

        var path = PostmasterFile.PathIn(root.Cluster);
        var lines = await File.ReadAllLinesAsync(path);
        lines[0] = process.ToString(CultureInfo.InvariantCulture);
        await File.WriteAllLinesAsync(path, lines);
    }

    private static async Task<int> EndedProcessAsync()
    {
        using var ended = Process.Start("true");
        await ended.WaitForExitAsync();
        return ended.Id;
    }
}
