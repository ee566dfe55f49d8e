using Settlement.Domain.Policies;
using Settlement.Domain.Policies.Documents;

namespace Settlement.Domain.Tests.Policies;

internal static class ShippedBook
{
    internal static PolicyBook Policies { get; } = new(ShippedPolicies.Documents().Select(d => PolicyReader.Read(d.Json)));
}
