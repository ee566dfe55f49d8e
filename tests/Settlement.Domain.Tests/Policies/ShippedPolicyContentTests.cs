using System.Text.Json.Nodes;
using Settlement.Domain.Facilities;
using Settlement.Domain.Persons;
using Settlement.Domain.Policies;
using Settlement.Domain.Policies.Documents;

namespace Settlement.Domain.Tests.Policies;

public sealed class ShippedPolicyContentTests
{
    [Theory]
    [InlineData("$.inpatient.deductible.seriesYuan", """{ "primary": { "active": [1] } }""", "community")]
    [InlineData("$.inpatient.deductible.yearlyMaximumYuan", "1.005", "amount")]
    [InlineData("$.inpatient.source", "\"nowhere\"", "nowhere")]
    [InlineData("$.awayFromHome.percent", """{ "longTerm": 0, "referral": 10, "otherTemporary": 10 }""", "emergency")]
    [InlineData("$.awayFromHome.percent.referral", "101", "between 0 and 100")]
    [InlineData("$.ceilings[0].amountYuan.minorResident", "1", "active, retired, retired70")]
    [InlineData("$.ceilings[0].yearlyMonths", "1", "yearlyMonths")]
    public void An_impossible_document_is_refused_and_the_message_names_the_fault(string path, string value, string expected)
    {
        var document = JsonNode.Parse(ShippedPolicies.Documents().Single(d => d.File == "110000-employee.json").Json)!;
        Replace(document, path, JsonNode.Parse(value)!);

        var fault = Assert.Throws<PolicyDocumentException>(() => PolicyReader.Read(document.ToJsonString()));

        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
        Assert.StartsWith("$.", fault.Path, StringComparison.Ordinal);
    }

    /// <summary>85 : 15 becomes 91 : 9 for a retired person in Beijing, 80 : 20 becomes 86 : 14 in Guangzhou.</summary>
    [Theory, Rule("R2.4")]
    [InlineData("110000", 91)]
    [InlineData("440100", 86)]
    [InlineData("430100", 87)] // 85 + 2
    [InlineData("410100", 89)] // 86 + 3
    [InlineData("510100", 88)] // 85 + 3
    [InlineData("460100", 89)] // as given
    [InlineData("360100", 85)] // no rule for the retired
    public void The_ratio_of_a_retired_person_follows_the_rule_of_the_place(string region, int percent)
    {
        var rules = ShippedBook.Policies.InForceOn(RegionCode.Parse(region), InsuranceScheme.Employee, new(2026, 1, 1))!.Benefits[CareService.Inpatient];
        var first = rules.Bands.All[0].Figure;

        Assert.Equal(Ratio.FromPercent(percent), rules.LocalRatio(first.For(FacilityLevel.Tertiary, group: 1), PersonCategory.Retired));
    }

    /// <summary>Beijing: 85 % outpatient for the retired, 90 % from their 70th birthday on; 90 % for both in the community.</summary>
    [Theory]
    [InlineData(69, FacilityLevel.Tertiary, 85)]
    [InlineData(70, FacilityLevel.Tertiary, 90)]
    [InlineData(69, FacilityLevel.Community, 90)]
    [InlineData(70, FacilityLevel.Community, 90)]
    public void Beijing_pays_more_outpatient_from_the_age_of_70(int age, FacilityLevel level, int percent)
    {
        var beijing = Policy("110000", InsuranceScheme.Employee);
        var band = beijing.Benefits[CareService.Outpatient].Bands.All[0].Figure;

        Assert.Equal(Ratio.FromPercent(percent), band.For(level, beijing.Groups.IndexOf(PersonCategory.Retired, age)));
    }

    [Fact]
    public void Minors_of_Beijing_pay_half_the_deductible()
    {
        var beijing = Policy("110000", InsuranceScheme.Resident);
        var series = Assert.IsType<Deductible.PerEncounter>(beijing.Benefits[CareService.Inpatient].Deductible).Series;

        Assert.Equal([Money.FromYuan(1300), Money.FromYuan(650)], series.For(FacilityLevel.Tertiary, beijing.Groups.IndexOf(PersonCategory.AdultResident, 40)));
        Assert.Equal([Money.FromYuan(650), Money.FromYuan(325)], series.For(FacilityLevel.Tertiary, beijing.Groups.IndexOf(PersonCategory.MinorResident, 8)));
    }

    /// <summary>Half the deductible, 5 points more in every band, no ceiling.</summary>
    [Theory, Rule("R2.7")]
    [InlineData("110000", "15202.00", "65% 75%")]
    [InlineData("360100", "8500.00", "65%")]
    [InlineData("410100", "5500.00", "65% 75%")]
    [InlineData("430100", "8000.00", "65% 70% 80% 90%")]
    [InlineData("510100", "9000.00", "65% 75% 85%")]
    public void The_large_illness_insurance_pays_more_to_persons_in_hardship(string region, string deductible, string ratios)
    {
        var terms = Assert.Single(Assert.Single(Policy(region, InsuranceScheme.Resident).Layers).InHardship).Terms;

        Assert.Equal(deductible, $"{terms.YearlyDeductible}");
        Assert.Equal(ratios, string.Join(' ', terms.Bands.All.Select(band => band.Figure.For(0))));
        Assert.Null(terms.YearlyCeiling);
    }

    [Fact]
    public void The_personal_account_pays_what_is_in_scope_for_employees_and_nothing_for_residents()
    {
        foreach (var policy in ShippedBook.Policies.Versions)
            Assert.Equal(
                policy.Scheme == InsuranceScheme.Employee
                    ? [PersonalPart.Deductible, PersonalPart.CoPay, PersonalPart.OverCeiling, PersonalPart.UpFrontShare]
                    : null,
                policy.PersonalAccount?.Pays);
    }

    private static ReimbursementPolicy Policy(string region, InsuranceScheme scheme) =>
        ShippedBook.Policies.InForceOn(RegionCode.Parse(region), scheme, new(2026, 9, 1))!;

    private static void Replace(JsonNode document, string path, JsonNode value)
    {
        var steps = path.Split('.').Skip(1).SelectMany(step => step.Split('[', ']')).Where(step => step.Length > 0).ToList();
        var parent = steps.SkipLast(1).Aggregate(document, (node, step) =>
            int.TryParse(step, out var index) ? node[index]! : node[step]!);
        parent[steps[^1]] = value;
    }
}
