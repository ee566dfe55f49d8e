using System.Text.Json.Nodes;
using Settlement.Domain.Policies.Documents;

namespace Settlement.Domain.Tests.Policies;

/// <summary>What is no policy is refused, and every fault is named with its path.</summary>
public sealed class PolicyDocumentFaultTests
{
    private static string Text { get; } = CompleteDocument.Text;

    /// <summary>What is wrong, where the text is put in (nothing: the field is left out), and the path that the error names.</summary>
    public static TheoryData<string, string, string?, string> BadDocuments => new()
    {
        { "unknown field", "$.colour", "1", "$.colour" },
        { "unknown field deep inside", "$.outpatient.bands[1].colour", "1", "$.outpatient.bands[1].colour" },
        { "missing field", "$.scheme", null, "$" },
        { "missing field deep inside", "$.inpatient.bandEdgesFrom", null, "$.inpatient" },
        { "null where a value is needed", "$.version", "null", "$.version" },
        { "wrong enum value", "$.inpatient.bandEdgesFrom", "\"middle\"", "$.inpatient.bandEdgesFrom" },
        { "enum in another case", "$.scheme", "\"Employee\"", "$.scheme" },
        { "enum as a number", "$.scheme", "0", "$.scheme" },
        { "two enum values in one text", "$.personalAccount.services[0]", "\"inpatient,pharmacy\"", "$.personalAccount.services[0]" },
        { "wrong enum key", "$.awayFromHome.percent.holiday", "1", "$.awayFromHome.percent.holiday" },
        { "wrong mode", "$.inpatient.deductible.mode", "\"perWeek\"", "$.inpatient.deductible" },
        { "missing mode", "$.inpatient.deductible.mode", null, "$.inpatient.deductible" },
        { "missing mode of the retiree rule", "$.inpatient.retiree.mode", null, "$.inpatient.retiree" },
        { "region that is not six digits", "$.insuredRegion", "\"3601\"", "$.insuredRegion" },
        { "percent of 101", "$.inpatient.bands[0].fundPercent.tertiary.active", "101", "$.inpatient.bands[0].fundPercent.tertiary.active" },
        { "negative percent", "$.supplementaryLayers[0].general.bands[0].percent.active", "-1", "$.supplementaryLayers[0].general.bands[0].percent.active" },
        { "reduction of 101 per cent", "$.awayFromHome.percent.referral", "101", "$.awayFromHome.percent.referral" },
        { "negative points for the retired", "$.inpatient.retiree.percentagePoints", "-3", "$.inpatient.retiree.percentagePoints" },
        { "missing level", "$.inpatient.bands[1].fundPercent.primary", null, "$.inpatient.bands[1].fundPercent" },
        { "missing level of a deductible", "$.inpatient.deductible.seriesYuan.community", null, "$.inpatient.deductible.seriesYuan" },
        { "missing person group", "$.outpatient.bands[0].fundPercent.tertiary.retired", null, "$.outpatient.bands[0].fundPercent.tertiary" },
        { "person group of no such name", "$.ceilings[0].amountYuan.adultResident", "1", "$.ceilings[0].amountYuan.adultResident" },
        { "figure for the retired beside a retiree rule", "$.inpatient.bands[0].fundPercent.tertiary.retired", "90", "$.inpatient.bands[0].fundPercent.tertiary.retired" },
        { "missing treatment class", "$.awayFromHome.percent.emergency", null, "$.awayFromHome.percent" },
        { "unknown source key", "$.outpatient.source", "\"hearsay\"", "$.outpatient.source" },
        { "unknown source key of a ceiling", "$.ceilings[0].source", "\"hearsay\"", "$.ceilings[0].source" },
        { "bands that do not rise", "$.outpatient.bands[0].upToYuan", "0", "$.outpatient.bands" },
        { "last band closed", "$.outpatient.bands[1].upToYuan", "90000", "$.outpatient.bands" },
        { "no band", "$.supplementaryLayers[0].general.bands", "[]", "$.supplementaryLayers[0].general.bands" },
        { "half a fen", "$.inpatient.deductible.seriesYuan.tertiary.active[1]", "650.005", "$.inpatient.deductible.seriesYuan.tertiary.active[1]" },
        { "negative amount", "$.supplementaryLayers[0].general.yearlyCeilingYuan", "-1", "$.supplementaryLayers[0].general.yearlyCeilingYuan" },
        { "empty series", "$.inpatient.deductible.seriesYuan.tertiary.retired", "[]", "$.inpatient.deductible.seriesYuan.tertiary.retired" },
        { "ceiling for no benefit", "$.ceilings[0].benefits", "[]", "$.ceilings[0].benefits" },
        { "layer for no service", "$.supplementaryLayers[0].services", "[]", "$.supplementaryLayers[0].services" },
        { "layer without a base", "$.supplementaryLayers[0].base", "[]", "$.supplementaryLayers[0].base" },
        { "end before the start", "$.inForceThrough", "\"2022-12-31\"", "$.inForceThrough" },
        { "day that does not exist", "$.inForceFrom", "\"2023-02-30\"", "$.inForceFrom" },
        { "number as a string", "$.outpatient.bands[0].upToYuan", "\"20000\"", "$.outpatient.bands[0].upToYuan" },
        { "number that is too large", "$.outpatient.bands[0].upToYuan", "1e400", "$.outpatient.bands[0].upToYuan" },
        { "null band", "$.inpatient.bands[0]", "null", "$.inpatient.bands[0]" },
        { "null level", "$.inpatient.bands[0].fundPercent.tertiary", "null", "$.inpatient.bands[0].fundPercent.tertiary" },
        { "null series", "$.inpatient.deductible.seriesYuan.tertiary", "null", "$.inpatient.deductible.seriesYuan.tertiary" },
        { "null ceiling", "$.ceilings[0]", "null", "$.ceilings[0]" },
        { "null layer", "$.supplementaryLayers[0]", "null", "$.supplementaryLayers[0]" },
        { "null source", "$.sources.notice", "null", "$.sources.notice" },
        { "null disease", "$.chronicOutpatient.M03900", "null", "$.chronicOutpatient.M03900" },
        { "null deductible away from home", "$.inpatient.deductibleAway.referral", "null", "$.inpatient.deductibleAway.referral" },
        { "null benefit", "$.ceilings[0].benefits[0]", "null", "$.ceilings[0].benefits[0]" },
        { "null person group", "$.personGroups[0]", "null", "$.personGroups[0]" },
        { "null terms in hardship", "$.supplementaryLayers[0].inHardship[0]", "null", "$.supplementaryLayers[0].inHardship[0]" },
        { "version that is too long", "$.version", $"\"{new string('v', 61)}\"", "$.version" },
        { "no name of the region", "$.insuredRegionName", "\" \"", "$.insuredRegionName" },

        { "person groups of nobody", "$.personGroups", "[]", "$.personGroups" },
        { "gap between ages", "$.personGroups[2].fromAge", "75", "$.personGroups" },
        { "overlap of ages", "$.personGroups[2].fromAge", "60", "$.personGroups" },
        { "nobody at the end of life", "$.personGroups[2].throughAge", "99", "$.personGroups" },
        { "person group of the other scheme", "$.personGroups[0].category", "\"adultResident\"", "$.personGroups[0].category" },
        { "two person groups of one name", "$.personGroups[2].name", "\"retired\"", "$.personGroups[2].name" },
        { "person group whose name is no word", "$.personGroups[2].name", "\"retired 70\"", "$.personGroups[2].name" },
        { "age below zero", "$.personGroups[1].fromAge", "-1", "$.personGroups[1].fromAge" },
        { "ages that end before they begin", "$.personGroups[2].throughAge", "69", "$.personGroups[2].throughAge" },

        { "negative days", "$.directSettlement.emergencyFilingDays", "-1", "$.directSettlement.emergencyFilingDays" },
        { "a place that is none", "$.directSettlement.withoutFiling[0].destination", "\"33\"", "$.directSettlement.withoutFiling[0].destination" },
        { "more days than a year has", "$.directSettlement.emergencyFilingDays", "367", "$.directSettlement.emergencyFilingDays" },
        { "disease that is a family", "$.chronicOutpatient.M039", "{}", "$.chronicOutpatient.M039" },
        { "deductible that does not count itself", "$.outpatient.deductible.countedTogether", "[\"pharmacy\"]", "$.outpatient.deductible.countedTogether" },
        { "deductible counted with a benefit that is not opened", "$.outpatient.deductible.countedTogether[1]", "\"chronicOutpatient/M07800\"", "$.outpatient.deductible.countedTogether[1]" },
        { "deductible counted with a benefit twice", "$.outpatient.deductible.countedTogether[1]", "\"outpatient\"", "$.outpatient.deductible.countedTogether[1]" },
        { "ceiling that counts a benefit twice", "$.ceilings[0].benefits[1]", "\"inpatient\"", "$.ceilings[0].benefits[1]" },
        { "ceiling of a benefit that is not opened", "$.ceilings[0].benefits[1]", "\"chronicOutpatient\"", "$.ceilings[0].benefits[1]" },
        { "own reduction without referral", "$.outpatient.awayFromHome.percent.referral", null, "$.outpatient.awayFromHome.percent" },
        { "open band before the last", "$.outpatient.bands[0].upToYuan", "null", "$.outpatient.bands" },
        { "layer on what is out of scope", "$.supplementaryLayers[0].base[1]", "\"overLimit\"", "$.supplementaryLayers[0].base[1]" },
        { "layer on all that is self-paid", "$.supplementaryLayers[0].base[1]", "\"fullSelfPay\"", "$.supplementaryLayers[0].base[1]" },
        { "layer that counts a part twice", "$.supplementaryLayers[0].base[1]", "\"overCeiling\"", "$.supplementaryLayers[0].base[1]" },
        { "layer that pays nobody", "$.supplementaryLayers[1].inHardship", null, "$.supplementaryLayers[1].general" },
        { "hardship for nobody", "$.supplementaryLayers[0].inHardship[0].for", "[]", "$.supplementaryLayers[0].inHardship[0].for" },
        { "account that pays nothing", "$.personalAccount.pays", "[]", "$.personalAccount.pays" },
        { "account that pays a part twice", "$.personalAccount.pays[1]", "\"coPay\"", "$.personalAccount.pays[1]" },
    };

    [Theory]
    [MemberData(nameof(BadDocuments))]
    public void A_bad_document_is_refused_by_the_path_of_its_fault(string what, string at, string? json, string path)
    {
        var fault = Assert.Throws<PolicyDocumentException>(() => PolicyReader.Read(With(at, json)));

        Assert.Equal(path, fault.Path);
        Assert.StartsWith($"{path}: ", fault.Message, StringComparison.Ordinal);
        Assert.Equal(fault.Message, string.Join('\n', fault.Faults));
        Assert.NotEmpty(what);
    }

    public static TheoryData<string, string> NotDocuments => new()
    {
        { "null", "$" },
        { "", "$" },
        { "[]", "$" },
        { "{", "$" },
    };

    [Theory]
    [MemberData(nameof(NotDocuments))]
    public void A_text_that_is_no_document_is_refused_as_a_whole(string text, string path) =>
        Assert.Equal(path, Assert.Throws<PolicyDocumentException>(() => PolicyReader.Read(text)).Path);

    [Fact]
    public void A_field_that_is_given_twice_is_refused()
    {
        var twice = Text.Replace("\"demonstration\": true,", "\"demonstration\": true, \"demonstration\": true,", StringComparison.Ordinal);

        Assert.Equal("$.demonstration", Assert.Throws<PolicyDocumentException>(() => PolicyReader.Read(twice)).Path);
    }

    [Fact]
    public void Two_layers_of_one_kind_are_refused_since_they_would_share_one_running_total()
    {
        var layers = JsonNode.Parse(Text)!["supplementaryLayers"]!.AsArray();
        layers.Add(layers[0]!.DeepClone());

        Assert.Equal(["$.supplementaryLayers[0].kind", "$.supplementaryLayers[2].kind"], Faults(With("$.supplementaryLayers", layers.ToJsonString())).Select(f => f.Path));
    }

    [Fact]
    public void A_class_of_hardship_has_terms_at_most_once_in_a_layer()
    {
        var hardship = JsonNode.Parse(Text)!["supplementaryLayers"]![0]!["inHardship"]!.AsArray();
        hardship.Add(hardship[0]!.DeepClone());

        Assert.Equal(
            [
                new("$.supplementaryLayers[0].inHardship[1].for", "extremePoverty has terms already"),
                new("$.supplementaryLayers[0].inHardship[1].for", "minimumLiving has terms already"),
            ],
            Faults(With("$.supplementaryLayers[0].inHardship", hardship.ToJsonString())));
    }

    [Fact]
    public void Only_employees_have_a_personal_account()
    {
        var resident = CompleteDocument.Plain.Replace("\"employee\"", "\"resident\"", StringComparison.Ordinal)
            .Replace("\"active\"", "\"adultResident\"", StringComparison.Ordinal).Replace("\"retired\"", "\"minorResident\"", StringComparison.Ordinal);

        Assert.Equal([new("$.personalAccount", "must be null: only employees have a personal account")], Faults(resident));
    }

    [Theory]
    [InlineData("fromAge", "75", "no group of retired holds ages 70 to 74")]
    [InlineData("fromAge", "60", "more than one group of retired holds ages 60 to 69")]
    [InlineData("throughAge", "99", "no group of retired holds ages 100 to the end of life")]
    public void A_hole_between_ages_is_named(string field, string age, string message) =>
        Assert.Equal([new("$.personGroups", message)], Faults(With($"$.personGroups[2].{field}", age)));

    [Fact, Rule("R1.5.4")]
    public void Nobody_is_exempt_from_filing_into_a_class_that_filings_do_not_give() =>
        Assert.Equal(
            [new("$.directSettlement.withoutFiling[0].countsAs", "is not one of longTerm, referral, otherTemporary")],
            Faults(With("$.directSettlement.withoutFiling[0].countsAs", "\"unfiled\"")));

    [Theory]
    [InlineData("$.outpatient.bands[0].upToYuan", "0", "the edges must rise: the band up to 0.00 begins at 0.00")]
    [InlineData("$.outpatient.bands[1].upToYuan", "90000", "no band holds the amounts above 90000.00: the last band must be open")]
    [InlineData("$.outpatient.bands[0].upToYuan", "null", "only the last band is open: two bands hold the amounts above it")]
    [InlineData("$.outpatient.bands", "[]", "no band holds the amounts above 0.00: the last band must be open")]
    public void A_hole_between_bands_is_named(string at, string json, string message) =>
        Assert.Equal([new("$.outpatient.bands", message)], Faults(With(at, json)));

    [Fact]
    public void A_retiree_rule_needs_one_group_to_follow_from()
    {
        var document = JsonNode.Parse(With("$.personGroups[0].throughAge", "44"))!;
        document["personGroups"]!.AsArray().Add(JsonNode.Parse("""{ "name": "older", "category": "active", "fromAge": 45 }"""));

        Assert.Contains(new("$.inpatient.retiree", "needs exactly one person group of category active, from which it follows"), Faults(document.ToJsonString()));
    }

    [Fact]
    public void All_faults_of_a_document_are_named_at_once()
    {
        var document = JsonNode.Parse(With("$.insuredRegion", "\"3601\""))!;
        document["outpatient"]!["bands"]![0]!["fundPercent"]!["tertiary"]!["active"] = 101;
        document["personalAccount"]!["source"] = "hearsay";

        Assert.Equal(
            [
                new("$.insuredRegion", "is not six digits"),
                new("$.outpatient.bands[0].fundPercent.tertiary.active", "is not between 0 and 100"),
                new("$.personalAccount.source", "names 'hearsay', which is not among the sources"),
            ],
            Faults(document.ToJsonString()));
    }

    private static IReadOnlyList<PolicyFault> Faults(string json) => Assert.Throws<PolicyDocumentException>(() => PolicyReader.Read(json)).Faults;

    private static string With(string at, string? json) => CompleteDocument.With(at, json);
}
