using System.Text.Json.Nodes;
using Npgsql;
using Settlement.Api.Tests.Support;
using Settlement.Domain.Persons;

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
        await database.AddPolicyAsync(Region, "杭州市", Change);
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
        await AddPersonAsync(database, Resident, "310000", accountYuan: 1_000);
        await AddPersonAsync(database, Chronic, "310000", diseases: "M03900");
        await AddPersonAsync(database, Entitled, "310000");
        await AddPersonAsync(database, Buyer, "460000");
        await AddPersonAsync(database, Another, "310000");
        await database.ExecuteAsync("UPDATE person SET civil_servant = true, hardship = 'MinimumLiving' WHERE person_no = 'P3'");
    }

    private static Task AddPersonAsync(
        NpgsqlDataSource database, string personNo, string destination, long accountYuan = 0, params string[] diseases) =>
        database.AddPersonAsync(
            Region, personNo, PersonCategory.Active, born: new(1990, 1, personNo[1] - '0'), serial: 1, destination, accountYuan, diseases);

    private static void Change(JsonNode document)
    {
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
    }
}
