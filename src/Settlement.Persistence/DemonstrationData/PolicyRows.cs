using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Settlement.Persistence.Policies;
using Settlement.Persistence.ReferenceData;

namespace Settlement.Persistence.DemonstrationData;

/// <summary>The shipped policies, published. One whose days another published version already covers is left out.</summary>
internal static class PolicyRows
{
    internal static readonly VersionedPart Part = new("demonstration_policies", Version, InsertAsync);

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
                values ($1, $2, $3, $4, $5::date, 'Published', $6::jsonb, 'demonstration-drafter', 'demonstration-publisher', now())
                on conflict do nothing
                """,
                cancellation, policy.Version, policy.InsuredRegion.Value, policy.Scheme.ToString(),
                policy.InForce.First, policy.InForce.Last, json);
            await using var published = new NpgsqlCommand("select document <> $2::jsonb from policy_version where policy_version = $1", connection);
            published.Parameters.AddWithValue(policy.Version);
            published.Parameters.AddWithValue(json);
            if (await published.ExecuteScalarAsync(cancellation) is true)
                throw new InvalidDataException($"{file} differs from the policy {policy.Version} that was published from it: "
                    + "a published policy never changes, so give the file a new version, or start on a fresh database.");
            rows++;
        }

        return rows;
    }
}
