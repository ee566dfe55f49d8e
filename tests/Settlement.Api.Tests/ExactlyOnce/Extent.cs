using System.Globalization;

namespace Settlement.Api.Tests.ExactlyOnce;

/// <summary>How much is tried and by which seed: little in an ordinary run, more where environment variables say so.</summary>
internal static class Extent
{
    /// <summary>Decides everything but the timing; another one in each run unless SETTLEMENT_TEST_SEED gives it.</summary>
    internal static int Seed { get; } = Number("SEED", Random.Shared.Next(1_000_000));

    /// <summary>Settlements of one storm.</summary>
    internal static int Storm { get; } = Number("STORM", 300);

    /// <summary>Rounds at the ceiling.</summary>
    internal static int Rounds { get; } = Number("ROUNDS", 10);

    /// <summary>How often the program is killed.</summary>
    internal static int Kills { get; } = Number("KILLS", 10);

    private static int Number(string name, int usual) =>
        Environment.GetEnvironmentVariable($"SETTLEMENT_TEST_{name}") is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : usual;
}
