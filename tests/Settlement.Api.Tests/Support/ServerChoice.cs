namespace Settlement.Api.Tests.Support;

/// <summary>Which PostgreSQL the tests use.</summary>
/// <param name="ConnectionString">Of a server that was named; null for one that the test run starts.</param>
/// <param name="InContainer">Whether the one that is started is in a container, not embedded.</param>
internal sealed record ServerChoice(string? ConnectionString, bool InContainer)
{
    internal const string Variable = "SETTLEMENT_TEST_POSTGRES";
    internal const string ContainerWord = "container";

    /// <exception cref="ArgumentException">It is neither the word nor a connection string.</exception>
    internal static ServerChoice Of(string? variable) => variable?.Trim() switch
    {
        null or "" => new(null, false),
        ContainerWord => new(null, true),
        var named when named.Contains('=') => new(named, false),
        var word => throw new ArgumentException(
            $"{Variable} is '{word}': leave it out for the embedded server, say {ContainerWord}, or name a server by its connection string."),
    };
}
