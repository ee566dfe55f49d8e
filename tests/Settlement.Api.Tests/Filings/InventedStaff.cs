using System.Globalization;
using Npgsql;
using Settlement.Api.Tests.Support;
using Settlement.Domain;
using Settlement.Domain.Persons;

namespace Settlement.Api.Tests.Filings;

/// <summary>Persons who do not exist, insured in Hangzhou: the staff of an employer.</summary>
internal static class InventedStaff
{
    internal const string Region = "330100";

    /// <returns>Their numbers: the prefix and five digits.</returns>
    internal static async Task<string[]> AddAsync(NpgsqlDataSource database, string prefix, int count)
    {
        string[] numbers = [.. Enumerable.Range(1, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"{prefix}{i:00000}"))];
        await using var command = database.CreateCommand(
            """
            INSERT INTO person (person_id, insured_region, person_no, name, identity_number, scheme, category, status, source)
            SELECT id, $3, no, '试验', $4, 'Employee', 'Active', 'Normal', 'demonstration' FROM unnest($1, $2) AS staff (id, no)
            """);
        foreach (var value in new object[] { numbers.Select(no => PersonId.Of(RegionCode.Parse(Region), new(no)).Value).ToArray(), numbers, Region, IdentityNo })
            command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync();
        return numbers;
    }

    /// <summary>A batch of the prefix's persons, named like the prefix, of which no row is done yet.</summary>
    internal static Task AddBatchAsync(NpgsqlDataSource database, string prefix) => database.ExecuteAsync(
        $"""
        INSERT INTO filing_batch (insured_region, batch_no, employer, row_count, request_hash, submitted_by, submitted_at)
        SELECT '{Region}', '{prefix}', '示例', count(*), '', 'test', now() FROM person WHERE person_no LIKE '{prefix}_____';
        INSERT INTO filing_batch_row (insured_region, batch_no, row_no, content)
        SELECT insured_region, '{prefix}', substr(person_no, 2)::int, jsonb_build_object(
            'personNo', person_no, 'type', 'otherTemporary', 'destination', '310000', 'validFrom', '2026-09-01', 'channel', 'employer')
        FROM person WHERE person_no LIKE '{prefix}_____';
        """);

    internal static string IdentityNo { get; } = "33010019900101001" + IdentityNumber.CheckDigit("33010019900101001");
}
