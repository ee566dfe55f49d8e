using Settlement.Domain.Policies;
using Settlement.Persistence.Policies;

namespace Settlement.Domain.Tests.Policies;

internal static class ShippedBook
{
    internal static PolicyBook Policies { get; } = new(ShippedPolicies.Documents().Select(d => PolicyReader.Read(d.Json)));
}
