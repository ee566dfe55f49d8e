using System.Text.Json.Nodes;
using Settlement.Domain.Facilities;
using Settlement.Domain.Persons;
using Settlement.Persistence.Policies;

namespace Settlement.Domain.Tests.Policies;

public sealed class ShippedPolicyContentTests
{
    [Theory]
    [InlineData("$.inpatient.deductible.seriesYuan", """{ "primary": [1], "secondary": [1], "tertiary": [1] }""", "community")]
    [InlineData("$.inpatient.deductible.yearlyMaximumYuan", "1.005", "amount")]
    [InlineData("$.inpatient.source", "\"nowhere\"", "nowhere")]
    [InlineData("$.awayFromHome.percent", """{ "longTerm": 0, "referral": 10, "emergency": 10 }""", "otherTemporary")]
    [InlineData("$.awayFromHome.percent.referral", "101", "between 0 and 100")]
    [InlineData("$.pooledFundCeilings[0].yearlyYuan.minorResident", "1", "scheme")]
    [InlineData("$.pooledFundCeilings[0].yearlyMonths", "1", "yearlyMonths")]
    public void An_impossible_document_is_refused_and_the_message_names_the_fault(string path, string value, string expected)
    {
        var document = JsonNode.Parse(ShippedPolicies.Documents().Single(d => d.File == "110000-employee.json").Json)!;
        Replace(document, path, JsonNode.Parse(value)!);

        var fault = Assert.Throws<PolicyDocumentException>(() => PolicyReader.Read(document.ToJsonString()));

        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
        Assert.StartsWith("$.", fault.Path, StringComparison.Ordinal);
    }

    /// <summary>R2.4: 85 : 15 becomes 91 : 9 for a retired person in Beijing, 80 : 20 becomes 86 : 14 in Guangzhou.</summary>
    [Theory]
    [InlineData("110000", 91)]
    [InlineData("440100", 86)]
    [InlineData("430100", 87)] // 85 + 2
    [InlineData("410100", 89)] // 86 + 3
    [InlineData("510100", 88)] // 85 + 3
    [InlineData("460100", 89)] // as given
    [InlineData("360100", 85)] // no rule for the retired
    public void The_ratio_of_a_retired_person_follows_the_rule_of_the_place(string region, int percent)
    {
        var rules = ShippedBook.Policies.InForceOn(RegionCode.Parse(region), InsuranceScheme.Employee, new(2026, 1, 1))!.Services[CareService.Inpatient];
        var first = rules.Bands.Slice(Money.Zero, new(1)).Single().Figure;

        Assert.Equal(Ratio.FromPercent(percent), rules.LocalRatio(first.For(FacilityLevel.Tertiary, PersonCategory.Retired), PersonCategory.Retired));
    }

    private static void Replace(JsonNode document, string path, JsonNode value)
    {
        var steps = path.Split('.').Skip(1).SelectMany(step => step.Split('[', ']')).Where(step => step.Length > 0).ToList();
        var parent = steps.SkipLast(1).Aggregate(document, (node, step) =>
            int.TryParse(step, out var index) ? node[index]! : node[step]!);
        parent[steps[^1]] = value;
    }
}
