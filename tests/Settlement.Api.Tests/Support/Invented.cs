using System.Globalization;
using System.Text.Json.Nodes;
using Npgsql;
using Settlement.Domain;
using Settlement.Domain.Persons;
using Settlement.Persistence.Policies;

namespace Settlement.Api.Tests.Support;

/// <summary>Adds insured places and persons that do not exist.</summary>
internal static class Invented
{
    /// <summary>Nanchang's policy for employees as that of another place, in force from 2023 on.</summary>
    /// <param name="change">What the place has otherwise.</param>
    internal static async Task AddPolicyAsync(this NpgsqlDataSource database, string region, string name, Action<JsonNode> change)
    {
        var document = JsonNode.Parse(ShippedPolicies.Documents().Single(d => d.File == "360100-employee.json").Json)!;
        (document["version"], document["insuredRegion"], document["insuredRegionName"]) = ($"{region}-employee-test", region, name);
        change(document);
        await using var policy = database.CreateCommand(
            """
            INSERT INTO policy_version (policy_version, insured_region, scheme, valid_from, state, document, drafted_by, published_by, published_at)
            VALUES ($1, $2, 'Employee', '2023-01-01', 'Published', $3::jsonb, 'one', 'two', now())
            """);
        foreach (var value in new[] { $"{region}-employee-test", region, document.ToJsonString() })
            policy.Parameters.Add(new() { Value = value });
        await policy.ExecuteNonQueryAsync();
    }

    /// <summary>An employee who is filed for long from 2024 on, and qualified for <paramref name="diseases"/> from then on.</summary>
    /// <param name="serial">Tells persons born on one day apart.</param>
    /// <param name="accountYuan">Balance of the personal account; null for none.</param>
    internal static async Task AddPersonAsync(
        this NpgsqlDataSource database, string region, string personNo, PersonCategory category, DateOnly born, int serial, string destination,
        long? accountYuan = null, params string[] diseases)
    {
        var first17 = string.Create(CultureInfo.InvariantCulture, $"{region}{born:yyyyMMdd}{serial:000}");
        await using var command = database.CreateCommand(
            """
            WITH added AS (
                INSERT INTO person (person_id, insured_region, person_no, name, identity_number, scheme, category, status, source)
                VALUES ($1, $2, $3, '试验', $4, 'Employee', $5, 'Normal', 'demonstration') RETURNING person_id),
            account AS (
                INSERT INTO personal_account (person_id, credited_fen) SELECT person_id, $7 FROM added WHERE $7 IS NOT NULL RETURNING person_id),
            credit AS (
                INSERT INTO personal_account_credit (person_id, credit_no, amount_fen, request_hash, credited_by, credited_at)
                SELECT person_id, 'TEST', $7, '', 'test', now() FROM account WHERE $7 > 0),
            qualified AS (
                INSERT INTO chronic_qualification (person_id, insured_region, disease_code, valid_from)
                SELECT person_id, $2, disease, '2024-01-01' FROM added, unnest($8) AS disease)
            INSERT INTO filing (person_id, filing_id, insured_region, filing_no, type, destination, valid_from, state, request_hash,
                submitted_by, submitted_at, decided_by, decided_at)
            SELECT person_id, gen_random_uuid(), $2, $3, 'LongTermResident', $6, '2024-01-01', 'Accepted', '', 'test', now(), 'test', now() FROM added
            """);
        foreach (var value in new object[]
        {
            PersonId.Of(RegionCode.Parse(region), new(personNo)).Value, region, personNo, first17 + IdentityNumber.CheckDigit(first17), category.ToString(), destination,
        })
            command.Parameters.Add(new() { Value = value });
        command.Parameters.Add(new() { Value = (object?)(accountYuan * 100) ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Bigint });
        command.Parameters.Add(new() { Value = diseases });
        await command.ExecuteNonQueryAsync();
    }
}
