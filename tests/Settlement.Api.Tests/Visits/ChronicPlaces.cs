using System.Text.Json.Nodes;
using Npgsql;
using Settlement.Api.Tests.Support;
using Settlement.Domain.Persons;

namespace Settlement.Api.Tests.Visits;

/// <summary>
/// The demonstration with three more insured places that have opened hypertension (M03900) and diabetes (M01600), and hospitals in Shanghai
/// that have opened the diseases of the worked case C11. Every person is filed in Shanghai and qualified for both, and for M01102.
/// </summary>
public sealed class ChronicPlaces : DemonstrationApi
{
    /// <summary>Of worked case C10: hypertension 70 % without a deductible, 200.00 a year; ordinary care 60 % without a deductible.</summary>
    internal const string OfC10 = "330200";

    /// <summary>One ceiling for both diseases, 300.00 a month and 100.00 for a further disease; one deductible of 100.00 a year; 80 %.</summary>
    internal const string Shared = "330300";

    /// <summary>Diabetes 300.00 a quarter, hypertension 200.00 a year; a deductible of 100.00 a year for each; 80 %.</summary>
    internal const string Separate = "330400";

    /// <summary>Tertiary; has opened both diseases, and others, but not M01102.</summary>
    internal const string Hospital = "H31010499001";

    /// <summary>Secondary; has opened both diseases.</summary>
    internal const string SecondHospital = "H31011599003";

    /// <summary>Has opened ordinary care and no disease.</summary>
    internal const string Unopened = "H31010199002";

    /// <summary>Ward nursing of three grades, class A without a limit: their whole amounts are in scope.</summary>
    internal const string ItemA = "001201000030000";

    internal const string ItemB = "001201000040000";

    internal const string ItemC = "001201000050000";

    /// <summary>阿利沙坦酯片, of the group that the relevance list gives to hypertension.</summary>
    internal const string Allisartan = "XC09CAA284A001010100553";

    protected override async Task PrepareAsync(NpgsqlDataSource database)
    {
        await database.ExecuteAsync(
            """
            INSERT INTO facility_opening (facility_code, service, disease_code, open_from)
            SELECT 'H31010499001', 'ChronicOutpatient', disease, DATE '2023-01-01' FROM unnest(ARRAY['M01600', 'M07803', 'M00503', 'M08300', 'M00300']) AS disease
            UNION ALL
            SELECT 'H31011599003', 'ChronicOutpatient', disease, DATE '2023-01-01' FROM unnest(ARRAY['M03900', 'M01600']) AS disease
            """);
        await AddPolicyAsync(database, OfC10, chronicPercent: 70, deductibles: "separate", yuan: 0, outpatientPercent: 60,
            Ceiling("M03900", "year", 200), Ceiling("M01600", "year", 500));
        await AddPolicyAsync(database, Shared, chronicPercent: 80, deductibles: "shared", yuan: 100, outpatientPercent: 60,
            Ceiling("M01600 M03900", "month", 300, further: 100));
        await AddPolicyAsync(database, Separate, chronicPercent: 80, deductibles: "separate", yuan: 100, outpatientPercent: 60,
            Ceiling("M01600", "quarter", 300), Ceiling("M03900", "year", 200));
        foreach (var region in new[] { OfC10, Shared, Separate })
            for (var number = 10; number < 50; number++)
                await database.AddPersonAsync(
                    region, $"P{number}", PersonCategory.Retired, born: new(1955, 1, 1), serial: number, destination: "310000",
                    accountYuan: region == Separate ? 50 : null, "M01102", "M01600", "M03900");
    }

    private static JsonObject Ceiling(string diseases, string period, decimal yuan, decimal further = 0)
    {
        var ceiling = new JsonObject
        {
            ["benefits"] = new JsonArray([.. diseases.Split(' ').Select(disease => (JsonNode)$"chronicOutpatient/{disease}")]),
            ["period"] = period,
            ["basis"] = "fundPaid",
            ["amountYuan"] = new JsonObject { ["active"] = yuan, ["retired"] = yuan },
            ["source"] = "outpatient",
        };
        if (further > 0)
            ceiling["eachFurtherDiseaseYuan"] = further;
        return ceiling;
    }

    private static Task AddPolicyAsync(
        NpgsqlDataSource database, string region, int chronicPercent, string deductibles, decimal yuan, int outpatientPercent, params JsonObject[] ceilings) =>
        database.AddPolicyAsync(region, "试验市", document =>
        {
            JsonNode Rules(int percent, decimal deductible, params string[] countedTogether)
            {
                var rules = document["outpatient"]!.DeepClone();
                rules["retiree"] = null;
                rules["deductible"]!["countedTogether"] = new JsonArray([.. countedTogether.Select(benefit => (JsonNode)benefit)]);
                foreach (var level in new[] { "community", "primary", "secondary", "tertiary" })
                {
                    rules["deductible"]!["amountYuan"]![level] = new JsonObject { ["active"] = deductible, ["retired"] = deductible };
                    rules["bands"]![0]!["fundPercent"]![level] = new JsonObject { ["active"] = percent, ["retired"] = percent };
                }
                return rules;
            }
            string[] diseases = ["M01600", "M03900"];
            document["chronicOutpatient"] = new JsonObject(diseases.Select(disease => KeyValuePair.Create(disease, (JsonNode?)Rules(
                chronicPercent, yuan, deductibles == "shared" ? [.. diseases.Select(d => $"chronicOutpatient/{d}")] : [$"chronicOutpatient/{disease}"]))));
            document["outpatient"] = Rules(outpatientPercent, 0, "outpatient");
            foreach (var ceiling in ceilings)
                document["ceilings"]!.AsArray().Add(ceiling);
        });
}
