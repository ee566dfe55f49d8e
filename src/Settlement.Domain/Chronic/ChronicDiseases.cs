namespace Settlement.Domain.Chronic;

/// <summary>跨省直接结算的门诊慢特病病种: the diseases that the nation has opened, each from a day on (R-CHR-02, R3.1).</summary>
public sealed class ChronicDiseases
{
    private readonly IReadOnlyDictionary<string, DateRange> opened;

    /// <param name="opened">Days on which each full disease code is supported.</param>
    public ChronicDiseases(IReadOnlyDictionary<string, DateRange> opened) => this.opened = opened;

    public static ChronicDiseases None { get; } = new(new Dictionary<string, DateRange>());

    public bool IsSupported(string disease, DateOnly day) => opened.TryGetValue(disease, out var days) && days.Contains(day);

    /// <summary>In the order of their codes.</summary>
    public IReadOnlyList<string> SupportedOn(DateOnly day) =>
        [.. opened.Where(o => o.Value.Contains(day)).Select(o => o.Key).Order(StringComparer.Ordinal)];
}
