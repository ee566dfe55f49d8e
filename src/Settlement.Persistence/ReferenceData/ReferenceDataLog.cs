using Microsoft.Extensions.Logging;

namespace Settlement.Persistence.ReferenceData;

internal static partial class ReferenceDataLog
{
    [LoggerMessage(LogLevel.Information, "Loaded reference data {Dataset}: {Rows} rows, version {Version}")]
    internal static partial void Loaded(this ILogger logger, string dataset, int rows, string version);
}
