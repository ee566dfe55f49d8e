using System.Globalization;
using System.Text.Json;

namespace Settlement.Domain.Tests.Settlements;

/// <summary>One case of Cases/worked-settlements.json: inputs and expectations are read from it, never typed again.</summary>
internal sealed class WorkedSettlement(JsonElement json)
{
    internal static IReadOnlyList<WorkedSettlement> All { get; } =
    [
        .. JsonDocument.Parse(File.ReadAllText(Path.Combine("Cases", "worked-settlements.json")))
            .RootElement.GetProperty("examples").EnumerateArray().Select(example => new WorkedSettlement(example)),
    ];

    internal static WorkedSettlement Of(string id) => All.Single(example => example.Id == id);

    internal string Id => Text("id");

    internal string Source => string.Join("; ", At("source").EnumerateArray().Select(source => source.GetString()));

    /// <summary>The treatment place of a case between provinces; the example's own for a local case, which this product does not settle.</summary>
    internal RegionCode TreatmentRegion => At("cross_province").GetBoolean() && RegionCode.TryParse(Text("treatment_place")[^6..], out var region)
        ? region
        : Example.Shanghai;

    internal Money Yuan(string path) => Example.Yuan(Number(path));

    internal decimal Number(string path) => Number(At(path));

    internal IEnumerable<JsonElement> Each(string path) => At(path).EnumerateArray();

    internal static decimal Number(JsonElement element) => decimal.Parse(element.GetString()!, CultureInfo.InvariantCulture);

    internal string Text(string path) => At(path).GetString()!;

    private JsonElement At(string path) => path.Split('/').Aggregate(json, (element, name) => element.GetProperty(name));
}
