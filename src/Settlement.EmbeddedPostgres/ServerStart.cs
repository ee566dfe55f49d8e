using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Settlement.EmbeddedPostgres.Binaries;
using Settlement.EmbeddedPostgres.Data;
using Settlement.EmbeddedPostgres.Processes;

namespace Settlement.EmbeddedPostgres;

/// <summary>Comes to a running server whatever the last owner left behind. Our lock is held, so nobody else tries the same.</summary>
internal sealed class ServerStart(
    DataFolder folder, ServerBinaries binaries, ServerLogin login, ServerLaunch launch, ILogger log)
{
    private static readonly TimeSpan SilenceOfNew = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan SilenceOfLeft = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RetryFor = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly Stopwatch tried = Stopwatch.StartNew();

    internal async Task<(ServerProcess Process, int Port)> RunAsync(CancellationToken cancellation)
    {
        while (true)
        {
            if (await AdoptAsync(cancellation) is { } adopted)
            {
                return adopted;
            }

            if (await LaunchAsync(cancellation) is { } launched)
            {
                return launched;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), cancellation);
        }
    }

    /// <summary>Takes over the server of an owner that was killed, or clears away what hinders a new one.</summary>
    private async Task<(ServerProcess, int)?> AdoptAsync(CancellationToken cancellation)
    {
        if (await StaleLockFile.ReadAsync(folder.Cluster, cancellation) is not { } left)
        {
            return null;
        }

        if (ServerProcess.TryFind(left.ProcessId, folder.Cluster, binaries.PgCtl) is not { } process)
        {
            StaleLockFile.RemoveIfMisleading(folder.Cluster, left, log);
            return null;
        }

        if (await BecomesReadyAsync(process, left.Port, SilenceOfLeft, cancellation))
        {
            log.Adopted(left.ProcessId, left.Port);
            return (process, left.Port);
        }

        log.EndingSilent(left.ProcessId);
        if (process.IsRunning && !(ServerProcess.IdentityIsCertain && await process.AbortAsync()))
        {
            throw new EmbeddedPostgresException(
                $"Process {left.ProcessId} holds the data folder {folder.Root} and does not answer; end that process, or set "
                + "Postgres:DataRoot to another folder.");
        }

        return null;
    }

    /// <returns>Null when it could not start for a reason that passes.</returns>
    private async Task<(ServerProcess, int)?> LaunchAsync(CancellationToken cancellation)
    {
        var port = ServerLaunch.FreePort();
        var process = await launch.StartAsync(port, cancellation);
        var isReady = false;
        try
        {
            isReady = process is not null && await BecomesReadyAsync(process, port, SilenceOfNew, cancellation);
            if (isReady)
            {
                return (process!, port);
            }
        }
        finally
        {
            if (!isReady && process is not null)
            {
                await process.StopAsync();
                process.Dispose();
            }
        }

        var said = ServerLogFile.Read(folder.LogFile);
        if (!said.NamesPassingReason || tried.Elapsed > RetryFor)
        {
            throw new EmbeddedPostgresException(
                $"PostgreSQL did not start in {folder.Root}; mend what its log tells, or set Postgres:DataRoot to another folder: {said.LastLines}");
        }

        log.StartingAgain(said.LastLines);
        if (said.NamesSurvivors)
        {
            Survivors.End(folder.Cluster);
        }

        return null;
    }

    /// <param name="patience">How long it may say nothing. One that says it is recovering may take as long as it needs.</param>
    /// <returns>False when it ended or stayed silent.</returns>
    private async Task<bool> BecomesReadyAsync(
        ServerProcess process, int port, TimeSpan patience, CancellationToken cancellation)
    {
        for (var silence = Stopwatch.StartNew(); process.IsRunning && silence.Elapsed < patience; await Task.Delay(Pause, cancellation))
        {
            var answer = await login.AskAsync(port, cancellation);
            if (answer == ServerAnswer.Ready)
            {
                return true;
            }

            if (answer == ServerAnswer.NotNow)
            {
                silence.Restart();
            }
        }

        return false;
    }
}
