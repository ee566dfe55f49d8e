using System.Text.Json.Nodes;
using Settlement.Persistence.Policies;

namespace Settlement.Api.OpenApi;

/// <summary>
/// Examples of every operation, of which the first is shown, in an order in which they can be carried out on fresh demonstration data:
/// a filing from submission to acceptance, and encounters from registration to reversal. A test carries them out.
/// </summary>
internal static partial class Examples
{
    private const string Hospital = "H46010599001";
    private const string Document = "%PDF-1.4 an example";

    internal static IReadOnlyList<Example> All { get; } =
    [
        .. Filings, .. Chronic, .. Facilities, .. Publishing, .. Encounters, .. ManualReimbursements, .. Visits, .. Agencies, .. SpecialDrugPurchase,
    ];

    /// <summary>The shipped policy of Chengdu's employees as a draft for later.</summary>
    private static string Chengdu(string version)
    {
        var document = JsonNode.Parse(ShippedPolicies.Documents().Single(d => d.File == "510100-employee.json").Json)!;
        (document["version"], document["inForceFrom"]) = (version, "2099-01-01");
        return document.ToJsonString();
    }

    private static Dictionary<string, string> Of(params (string Name, string Value)[] parameters) =>
        parameters.ToDictionary(p => p.Name, p => p.Value);
}
