using System.Text.RegularExpressions;
using Settlement.Domain.Policies;
using Settlement.Domain.Policies.Documents;

namespace Settlement.Domain.Tests.Policies;

/// <summary>docs/policy-format.md says what the program does.</summary>
public sealed partial class PolicyGuideTests
{
    private static string Guide { get; } = File.ReadAllText(Path.Combine(ArchitectureTests.Root, "docs", "policy-format.md"));

    private static string Sample { get; } = Json().Match(Guide).Groups[1].Value;

    [Fact]
    public void The_example_is_a_policy_in_canonical_form_of_which_the_proof_finds_nothing()
    {
        Assert.Equal(Sample, PolicyWriter.Write(PolicyReader.Parse(Sample)));
        Assert.Empty(PolicyProof.Of(PolicyReader.Read(Sample)));
    }

    [Fact]
    public void Every_finding_is_explained() =>
        Assert.All(Enum.GetNames<PolicyFindingCode>(), code => Assert.Contains(
            $"`{System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(code)}`", Guide, StringComparison.Ordinal));

    /// <summary>The messages that the guide quotes, from faults put into the complete document.</summary>
    [Theory]
    [InlineData("$.personGroups[2].fromAge", "75", "$.personGroups: no group of retired holds ages 70 to 74")]
    [InlineData("$.inpatient.bands[1].upToYuan", "40000", "$.inpatient.bands: no band holds the amounts above 40000.00: the last band must be open")]
    [InlineData("$.outpatient.bands[0].fundPercent.tertiary.retired70", null, "$.outpatient.bands[0].fundPercent.tertiary: says nothing of retired70")]
    [InlineData("$.outpatient.deductible.countedTogether[1]", "\"chronicOutpatient/M07800\"",
        "$.outpatient.deductible.countedTogether[1]: 'chronicOutpatient/M07800' is none of the opened benefits: inpatient, outpatient, pharmacy, chronicOutpatient/M01600, chronicOutpatient/M03900")]
    public void The_quoted_messages_are_real(string at, string? json, string message)
    {
        Assert.Contains(message, Guide, StringComparison.Ordinal);
        Assert.Equal(message, Assert.Throws<PolicyDocumentException>(() => PolicyReader.Read(CompleteDocument.With(at, json))).Message);
    }

    [GeneratedRegex("```json\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Json();
}
