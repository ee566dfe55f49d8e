using Npgsql;
using Settlement.Domain.Policies;
using Settlement.Domain.Settlements;
using Settlement.Persistence.Settlements;

namespace Settlement.Persistence.Recomputation;

/// <summary>Every policy version and catalogue entry that there ever was, so that any settlement finds those that it names.</summary>
internal sealed class StoredVersions
{
    private readonly Dictionary<string, Lazy<ReimbursementPolicy>> policies;
    private readonly EntryVersions entries;

    private StoredVersions(Dictionary<string, Lazy<ReimbursementPolicy>> policies, EntryVersions entries) =>
        (this.policies, this.entries) = (policies, entries);

    internal static async Task<StoredVersions> ReadAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var policies = new Dictionary<string, Lazy<ReimbursementPolicy>>();
        await using (var command = new NpgsqlCommand("SELECT policy_version, document FROM policy_version", connection))
        await using (var row = await command.ExecuteReaderAsync(cancellation))
            while (await row.ReadAsync(cancellation))
            {
                var (version, document) = (row.GetString(0), row.GetString(1));
                policies.Add(version, new(() => StoredClaim.PolicyOf(version, document))); // one that nobody used need not be readable
            }
        return new(policies, await EntryVersions.ReadAllAsync(connection, cancellation));
    }

    /// <exception cref="VersionLostException">A version that it names is gone or cannot be read.</exception>
    internal SettlementClaim ClaimOf(SettlementRecord settlement, IReadOnlyList<SettlementLineRecord> lines)
    {
        var policy = policies.TryGetValue(settlement.PolicyVersion, out var known)
            ? known.Value
            : StoredClaim.PolicyOf(settlement.PolicyVersion, document: null);
        return StoredClaim.Of(settlement, lines, policy, entries.Of(settlement, lines));
    }
}
