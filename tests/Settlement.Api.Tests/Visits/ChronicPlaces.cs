using System.Globalization;
using System.Text.Json.Nodes;
using Npgsql;
using Settlement.Api.Tests.Support;
using Settlement.Domain;
using Settlement.Domain.Persons;
using Settlement.Persistence.Policies;

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
                await AddPersonAsync(database, region, number);
        await database.ExecuteAsync("INSERT INTO personal_account (person_id, credited_fen) SELECT person_id, 5000 FROM person WHERE insured_region = '330400'");
        await database.ExecuteAsync(
            """
            INSERT INTO personal_account_credit (person_id, credit_no, amount_fen, request_hash, credited_by, credited_at)
            SELECT person_id, 'TEST', 5000, '', 'test', now() FROM person WHERE insured_region = '330400'
            """);
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

    private static async Task AddPolicyAsync(
        NpgsqlDataSource database, string region, int chronicPercent, string deductibles, decimal yuan, int outpatientPercent, params JsonObject[] ceilings)
    {
        var document = JsonNode.Parse(ShippedPolicies.Documents().Single(d => d.File == "360100-employee.json").Json)!;
        (document["version"], document["insuredRegion"], document["insuredRegionName"]) = ($"{region}-test", region, "试验市");
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
        await using var policy = database.CreateCommand(
            """
            INSERT INTO policy_version (policy_version, insured_region, scheme, valid_from, state, document, drafted_by, published_by, published_at)
            VALUES ($1, $2, 'Employee', '2023-01-01', 'Published', $3::jsonb, 'one', 'two', now())
            """);
        foreach (var value in new[] { $"{region}-test", region, document.ToJsonString() })
            policy.Parameters.Add(new() { Value = value });
        await policy.ExecuteNonQueryAsync();
    }

    private static async Task AddPersonAsync(NpgsqlDataSource database, string region, int number)
    {
        var first17 = string.Create(CultureInfo.InvariantCulture, $"{region}195501010{number}");
        await using var command = database.CreateCommand(
            """
            WITH added AS (
                INSERT INTO person (person_id, insured_region, person_no, name, identity_number, scheme, category, status, source)
                VALUES ($1, $2, $3, '试验', $4, 'Employee', 'Retired', 'Normal', 'demonstration') RETURNING person_id),
            qualified AS (
                INSERT INTO chronic_qualification (person_id, insured_region, disease_code, valid_from)
                SELECT person_id, $2, disease, '2024-01-01' FROM added, unnest(ARRAY['M01102', 'M01600', 'M03900']) AS disease)
            INSERT INTO filing (person_id, filing_id, insured_region, filing_no, type, destination, valid_from, state, request_hash,
                submitted_by, submitted_at, decided_by, decided_at)
            SELECT person_id, gen_random_uuid(), $2, $3, 'LongTermResident', '310000', '2024-01-01', 'Accepted', '', 'test', now(), 'test', now() FROM added
            """);
        foreach (var value in new object[]
            { PersonId.Of(RegionCode.Parse(region), new($"P{number}")).Value, region, $"P{number}", first17 + IdentityNumber.CheckDigit(first17) })
            command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync();
    }
}
