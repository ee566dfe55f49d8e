using System.Globalization;
using System.Text.Json.Nodes;
using Npgsql;
using Settlement.Api.Tests.Support;
using Settlement.Domain;
using Settlement.Domain.Persons;
using Settlement.Persistence.Policies;

namespace Settlement.Api.Tests.Settlements;

/// <summary>
/// The demonstration with one more insured place, whose policy has what no shipped one has: stays over New Year are split by days,
/// two chronic diseases and purchases at pharmacies are open, injuries are not settled, and two more layers pay.
/// Inpatient care is Nanchang's: 800 yuan each time at a tertiary hospital (500 at a secondary one), then 85 % (90 %), nothing taken off for
/// long-term residents; after a transfer only the difference is paid, in the same course of treatment nothing. Special drugs are paid like
/// outpatient care, 65 % above 300 yuan a year at a pharmacy, and at most 20 000 yuan a year.
/// </summary>
public sealed class InventedPlace : DemonstrationApi
{
    internal const string Region = "330100";

    /// <summary>Filed in Shanghai, with 1,000.00 yuan on the personal account.</summary>
    internal const string Resident = "P1";

    /// <summary>Filed in Shanghai; qualified for hypertension, M03900, and for nothing else.</summary>
    internal const string Chronic = "P2";

    /// <summary>Filed in Shanghai; a civil servant in hardship.</summary>
    internal const string Entitled = "P3";

    /// <summary>Filed in Hainan, where the pharmacy is.</summary>
    internal const string Buyer = "P4";

    /// <summary>Filed in Shanghai.</summary>
    internal const string Another = "P5";

    internal const string Pharmacy = "P46010599001";

    protected override async Task PrepareAsync(NpgsqlDataSource database)
    {
        await using var policy = database.CreateCommand(
            """
            INSERT INTO policy_version (policy_version, insured_region, scheme, valid_from, state, document, drafted_by, published_by, published_at)
            VALUES ('330100-employee-test', '330100', 'Employee', '2023-01-01', 'Published', $1::jsonb, 'one', 'two', now())
            """);
        policy.Parameters.Add(new() { Value = Document() });
        await policy.ExecuteNonQueryAsync();
        await database.ExecuteAsync(
            """
            INSERT INTO facility_opening (facility_code, service, disease_code, open_from)
            SELECT 'H31010499001', 'ChronicOutpatient', disease, '2023-01-01' FROM unnest(ARRAY['M01600', 'M00300']) AS disease
            """);
        await database.ExecuteAsync(
            """
            INSERT INTO facility_opening (facility_code, service, open_from)
            SELECT facility, 'SpecialDrug', '2023-01-01' FROM unnest(ARRAY['H46010599001', 'P46010599001']) AS facility
            """);
        await AddPersonAsync(database, Resident, "310000", balanceYuan: 1_000);
        await AddPersonAsync(database, Chronic, "310000");
        await AddPersonAsync(database, Entitled, "310000");
        await AddPersonAsync(database, Buyer, "460000");
        await AddPersonAsync(database, Another, "310000");
        await database.ExecuteAsync("UPDATE person SET civil_servant = true, hardship = 'MinimumLiving' WHERE person_no = 'P3'");
        await database.ExecuteAsync(
            "INSERT INTO chronic_qualification (person_id, insured_region, disease_code, valid_from) SELECT person_id, insured_region, 'M03900', '2024-01-01' FROM person WHERE person_no = 'P2'");
    }

    private static string Document()
    {
        var document = JsonNode.Parse(ShippedPolicies.Documents().Single(d => d.File == "360100-employee.json").Json)!;
        (document["version"], document["insuredRegion"], document["insuredRegionName"]) = ("330100-employee-test", Region, "杭州市");
        document["directSettlement"]!["stayYear"] = "splitByDays";
        document["directSettlement"]!["traumaWithoutThirdParty"] = false;
        document["inpatient"]!["deductible"]!["continuing"] = new JsonObject { ["transfer"] = "difference", ["sameCourse"] = "waived" };
        JsonNode Like(string benefit)
        {
            var rules = document["outpatient"]!.DeepClone();
            rules["deductible"]!["countedTogether"] = new JsonArray(benefit);
            return rules;
        }
        document["chronicOutpatient"] = new JsonObject
        {
            ["M01600"] = Like("chronicOutpatient/M01600"),
            ["M03900"] = Like("chronicOutpatient/M03900"),
        };
        document["pharmacy"] = Like("pharmacy");
        document["specialDrug"] = Like("specialDrug");
        document["ceilings"]!.AsArray().Add(JsonNode.Parse(
            """{ "benefits": ["specialDrug"], "period": "year", "basis": "fundPaid", "amountYuan": { "active": 20000, "retired": 20000 }, "source": "outpatient" }"""));
        var layers = document["supplementaryLayers"]!.AsArray();
        layers.Add(JsonNode.Parse(
            """
            {
              "kind": "civilServant", "services": ["inpatient"], "base": ["coPay"], "source": "inpatient",
              "general": { "yearlyDeductibleYuan": 0, "bands": [{ "upToYuan": null, "percent": { "active": 50, "retired": 50 } }], "yearlyCeilingYuan": null }
            }
            """));
        layers.Add(JsonNode.Parse(
            """
            {
              "kind": "medicalAid", "services": ["inpatient"], "base": ["deductible", "coPay"], "source": "inpatient", "general": null,
              "inHardship": [{ "for": ["minimumLiving"], "yearlyDeductibleYuan": 0, "bands": [{ "upToYuan": null, "percent": { "active": 70, "retired": 70 } }], "yearlyCeilingYuan": null }]
            }
            """));
        return document.ToJsonString();
    }

    private static async Task AddPersonAsync(NpgsqlDataSource database, string personNo, string destination, long balanceYuan = 0)
    {
        var first17 = string.Create(CultureInfo.InvariantCulture, $"3301001990010{personNo[1]}001");
        await using var command = database.CreateCommand(
            """
            WITH added AS (
                INSERT INTO person (person_id, insured_region, person_no, name, identity_number, scheme, category, status, source)
                VALUES ($1, $2, $3, '试验', $4, 'Employee', 'Active', 'Normal', 'demonstration') RETURNING person_id),
            account AS (
                INSERT INTO personal_account (person_id, credited_fen) SELECT person_id, $6 FROM added RETURNING person_id),
            credit AS (
                INSERT INTO personal_account_credit (person_id, credit_no, amount_fen, request_hash, credited_by, credited_at)
                SELECT person_id, 'TEST', $6, '', 'test', now() FROM account WHERE $6 > 0)
            INSERT INTO filing (person_id, filing_id, insured_region, filing_no, type, destination, valid_from, state, request_hash,
                submitted_by, submitted_at, decided_by, decided_at)
            SELECT person_id, gen_random_uuid(), $2, $3, 'LongTermResident', $5, '2024-01-01', 'Accepted', '', 'test', now(), 'test', now() FROM added
            """);
        foreach (var value in new object[]
            { PersonId.Of(RegionCode.Parse(Region), new(personNo)).Value, Region, personNo, first17 + IdentityNumber.CheckDigit(first17), destination, balanceYuan * 100 })
            command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync();
    }
}
