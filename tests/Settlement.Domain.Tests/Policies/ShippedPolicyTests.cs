using Settlement.Domain.Policies;
using Settlement.Persistence.Policies;

namespace Settlement.Domain.Tests.Policies;

public sealed class ShippedPolicyTests
{
    public static TheoryData<string> Files => [.. ShippedPolicies.Documents().Select(d => d.File)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Each_shipped_policy_can_be_read_and_is_named_after_its_file(string file)
    {
        var policy = PolicyReader.Read(ShippedPolicies.Documents().Single(d => d.File == file).Json);

        Assert.StartsWith(Path.GetFileNameWithoutExtension(file), policy.Version, StringComparison.Ordinal);
        Assert.Equal(file, $"{policy.InsuredRegion}-{policy.Scheme.ToString().ToLowerInvariant()}.json");
    }

    [Fact]
    public void The_shipped_policies_do_not_overlap() =>
        Assert.NotEmpty(new PolicyBook(ShippedPolicies.Documents().Select(d => PolicyReader.Read(d.Json))).Versions);
}
