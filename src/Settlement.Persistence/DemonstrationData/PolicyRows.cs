using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Settlement.Domain.Policies.Documents;
using Settlement.Persistence.Policies;
using Settlement.Persistence.ReferenceData;

namespace Settlement.Persistence.DemonstrationData;

/// <summary>The shipped policies, published. One whose days another published version already covers is left out.</summary>
internal static class PolicyRows
{
    internal static readonly VersionedPart Part = new("demonstration_policies", Version, InsertAsync);

    private const string Drafter = "demonstration-drafter";

    private static string Version() => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(ShippedPolicies.Documents().Select(d => d.Json)))));

    private static async Task<int> InsertAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var rows = 0;
        foreach (var (file, json) in ShippedPolicies.Documents())
        {
            var policy = PolicyReader.Read(json);
            await connection.ExecuteAsync(
                """
                insert into policy_version (policy_version, insured_region, scheme, valid_from, valid_through, state, document,
                    drafted_by, published_by, published_at)
                values ($1, $2, $3, $4, $5::date, 'Published', $6::jsonb, $7, 'demonstration-publisher', now())
                on conflict do nothing
                """,
                cancellation, policy.Version, policy.InsuredRegion.Value, policy.Scheme.ToString(),
                policy.InForce.First, policy.InForce.Last, json, Drafter);
            if (await OtherDocumentAsync(connection, policy.Version, json, cancellation) is { } other)
            {
                if (other.DraftedBy != Drafter || CanBeRead(other.Document))
                    throw new InvalidDataException($"{file} differs from the policy {policy.Version} that was published from it: "
                        + "a published policy never changes, so give the file a new version, or start on a fresh database.");
                await connection.ExecuteAsync(
                    "update policy_version set document = $2::jsonb where policy_version = $1", cancellation, policy.Version, json);
            }
            rows++;
        }

        return rows;
    }

    private static async Task<(string Document, string DraftedBy)?> OtherDocumentAsync(
        NpgsqlConnection connection, string version, string json, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            "select document::text, drafted_by from policy_version where policy_version = $1 and document <> $2::jsonb", connection);
        command.Parameters.AddWithValue(version);
        command.Parameters.AddWithValue(json);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? (reader.GetString(0), reader.GetString(1)) : null;
    }

    /// <summary>A demonstration of an earlier format, which nobody can settle by any more, gives way to the shipped one.</summary>
    private static bool CanBeRead(string document)
    {
        try
        {
            PolicyReader.Read(document);
            return true;
        }
        catch (PolicyDocumentException)
        {
            return false;
        }
    }
}
