using System.Text.Json.Nodes;
using Settlement.Domain.Facilities;
using Settlement.Domain.Persons;
using Settlement.Domain.Policies;
using Settlement.Persistence.Policies;

namespace Settlement.Domain.Tests.Policies;

public sealed class PolicyReaderTests
{
    private static string Text { get; } = File.ReadAllText(Path.Combine("Cases", "Policies", "complete.json"));

    [Fact]
    public void A_whole_document_becomes_the_policy_that_it_describes()
    {
        var policy = PolicyReader.Read(Text);
        var inpatient = policy.Services[CareService.Inpatient];
        var outpatient = policy.Services[CareService.Outpatient];
        var layer = Assert.Single(policy.Layers);

        Assert.Equal(("360100-employee-made-up", "360100", InsuranceScheme.Employee), (policy.Version, policy.InsuredRegion.Value, policy.Scheme));
        Assert.Equal(new DateRange(new(2023, 1, 1), new(2026, 12, 31)), policy.InForce);
        Assert.Equal(Example.Yuan(400), inpatient.Deductible.Remaining(FacilityLevel.Tertiary, PersonCategory.Active, 1, Money.Zero));
        Assert.Equal(Example.Yuan(1), inpatient.Deductible.Remaining(FacilityLevel.Tertiary, PersonCategory.Active, 1, Example.Yuan(1999)));
        Assert.Equal(Example.Yuan(300), outpatient.Deductible.Remaining(FacilityLevel.Primary, PersonCategory.Retired, 0, Money.Zero));
        Assert.Equal((BandOrigin.Zero, BandPeriod.Encounter), (inpatient.BandEdgesFrom, inpatient.BandsRunOver));
        Assert.Equal((BandOrigin.Deductible, BandPeriod.Year), (outpatient.BandEdgesFrom, outpatient.BandsRunOver));
        Assert.Equal("30000.00 85% 88%, 10000.00 90% 93%", string.Join(", ", inpatient.Bands.Slice(Money.Zero, Example.Yuan(40_000)).Select(b =>
            $"{b.Part} {Local(inpatient, b.Figure, PersonCategory.Active)} {Local(inpatient, b.Figure, PersonCategory.Retired)}")));
        Assert.Equal(Example.Yuan(100_000), Assert.Single(policy.Ceilings).Yearly[PersonCategory.Retired]);
        Assert.True(policy.Ceilings[0].Services.SetEquals([CareService.Inpatient, CareService.Outpatient]));
        Assert.Equal(ReductionMode.Multiplier, policy.Reduction.Mode);
        Assert.Equal(20m, policy.Reduction.Percent[TreatmentClass.OtherTemporary]);
        Assert.False(policy.Reduction.Pays(TreatmentClass.Unfiled));
        Assert.Equal((LayerKind.LargeAmount, Example.Yuan(500), Example.Yuan(400_000)), (layer.Kind, layer.YearlyDeductible, layer.YearlyCeiling));
        Assert.True(layer.Services.SetEquals([CareService.Inpatient]));
        Assert.True(layer.Base.SetEquals([LayerBasePart.Deductible, LayerBasePart.OverCeiling]));
        Assert.Equal(new Citation("Made-up notice", "art. 4"), inpatient.Source);
    }

    [Fact]
    public void A_service_that_the_document_leaves_null_is_not_opened() =>
        Assert.Equal([CareService.Inpatient], PolicyReader.Read(With("$.outpatient", "null")).Services.Keys);

    [Fact]
    public void A_policy_may_be_in_force_for_one_day() =>
        Assert.Equal(new DateRange(new(2023, 1, 1), new(2023, 1, 1)), PolicyReader.Read(With("$.inForceThrough", "\"2023-01-01\"")).InForce);

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
        { "two enum values in one text", "$.pooledFundCeilings[0].services[0]", "\"inpatient,outpatient\"", "$.pooledFundCeilings[0].services[0]" },
        { "wrong enum key", "$.inpatient.bands[0].fundPercent.tertiary.child", "1", "$.inpatient.bands[0].fundPercent.tertiary.child" },
        { "wrong mode", "$.inpatient.deductible.mode", "\"perWeek\"", "$.inpatient.deductible" },
        { "missing mode", "$.inpatient.deductible.mode", null, "$.inpatient.deductible" },
        { "missing mode of the retiree rule", "$.inpatient.retiree.mode", null, "$.inpatient.retiree" },
        { "region that is not six digits", "$.insuredRegion", "\"3601\"", "$.insuredRegion" },
        { "percent of 101", "$.inpatient.bands[0].fundPercent.tertiary.active", "101", "$.inpatient.bands[0].fundPercent.tertiary.active" },
        { "negative percent", "$.supplementaryLayers[0].bands[0].percent.active", "-1", "$.supplementaryLayers[0].bands[0].percent.active" },
        { "reduction of 101 per cent", "$.awayFromHome.percent.referral", "101", "$.awayFromHome.percent.referral" },
        { "negative points for the retired", "$.inpatient.retiree.percentagePoints", "-3", "$.inpatient.retiree.percentagePoints" },
        { "missing level", "$.inpatient.bands[1].fundPercent.primary", null, "$.inpatient.bands[1].fundPercent" },
        { "missing level of a deductible", "$.inpatient.deductible.seriesYuan.community", null, "$.inpatient.deductible.seriesYuan" },
        { "missing person category", "$.outpatient.bands[0].fundPercent.tertiary.retired", null, "$.outpatient.bands[0].fundPercent.tertiary" },
        { "person category of the other scheme", "$.pooledFundCeilings[0].yearlyYuan.adultResident", "1", "$.pooledFundCeilings[0].yearlyYuan.adultResident" },
        { "figure for the retired beside a retiree rule", "$.inpatient.bands[0].fundPercent.tertiary.retired", "90", "$.inpatient.bands[0].fundPercent.tertiary.retired" },
        { "missing treatment class", "$.awayFromHome.percent.emergency", null, "$.awayFromHome.percent" },
        { "unknown source key", "$.outpatient.source", "\"hearsay\"", "$.outpatient.source" },
        { "unknown source key of a ceiling", "$.pooledFundCeilings[0].source", "\"hearsay\"", "$.pooledFundCeilings[0].source" },
        { "bands that do not rise", "$.outpatient.bands[0].upToYuan", "0", "$.outpatient.bands" },
        { "last band closed", "$.outpatient.bands[1].upToYuan", "90000", "$.outpatient.bands" },
        { "no band", "$.supplementaryLayers[0].bands", "[]", "$.supplementaryLayers[0].bands" },
        { "half a fen", "$.inpatient.deductible.seriesYuan.tertiary[1]", "650.005", "$.inpatient.deductible.seriesYuan.tertiary[1]" },
        { "negative amount", "$.supplementaryLayers[0].yearlyCeilingYuan", "-1", "$.supplementaryLayers[0].yearlyCeilingYuan" },
        { "empty series", "$.inpatient.deductible.seriesYuan.tertiary", "[]", "$.inpatient.deductible.seriesYuan.tertiary" },
        { "ceiling for no service", "$.pooledFundCeilings[0].services", "[]", "$.pooledFundCeilings[0].services" },
        { "layer for no service", "$.supplementaryLayers[0].services", "[]", "$.supplementaryLayers[0].services" },
        { "layer without a base", "$.supplementaryLayers[0].base", "[]", "$.supplementaryLayers[0].base" },
        { "end before the start", "$.inForceThrough", "\"2022-12-31\"", "$.inForceThrough" },
        { "day that does not exist", "$.inForceFrom", "\"2023-02-30\"", "$.inForceFrom" },
        { "number as a string", "$.outpatient.bands[0].upToYuan", "\"20000\"", "$.outpatient.bands[0].upToYuan" },
        { "number that is too large", "$.outpatient.bands[0].upToYuan", "1e400", "$.outpatient.bands[0].upToYuan" },
        { "null band", "$.inpatient.bands[0]", "null", "$.inpatient.bands[0]" },
        { "null level", "$.inpatient.bands[0].fundPercent.tertiary", "null", "$.inpatient.bands[0].fundPercent.tertiary" },
        { "null series", "$.inpatient.deductible.seriesYuan.tertiary", "null", "$.inpatient.deductible.seriesYuan.tertiary" },
        { "null ceiling", "$.pooledFundCeilings[0]", "null", "$.pooledFundCeilings[0]" },
        { "null layer", "$.supplementaryLayers[0]", "null", "$.supplementaryLayers[0]" },
        { "null source", "$.sources.notice", "null", "$.sources.notice" },
    };

    [Theory]
    [MemberData(nameof(BadDocuments))]
    public void A_bad_document_is_refused_by_the_path_of_its_fault(string what, string at, string? json, string path)
    {
        var fault = Assert.Throws<PolicyDocumentException>(() => PolicyReader.Read(With(at, json)));

        Assert.Equal(path, fault.Path);
        Assert.StartsWith($"{path}: ", fault.Message, StringComparison.Ordinal);
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

        Assert.Equal("$.supplementaryLayers[0].kind", Assert.Throws<PolicyDocumentException>(() =>
            PolicyReader.Read(With("$.supplementaryLayers", layers.ToJsonString()))).Path);
    }

    private static Ratio Local(ServiceRules rules, ByLevelAndPerson<Ratio> figure, PersonCategory person) =>
        rules.LocalRatio(figure.For(FacilityLevel.Tertiary, person), person);

    /// <summary>The document with one field set to a JSON text, or left out.</summary>
    private static string With(string at, string? json)
    {
        const string mark = "\"<here>\"";
        var document = JsonNode.Parse(Text)!;
        var steps = at[2..].Replace("[", ".", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal).Split('.');
        var parent = steps[..^1].Aggregate(document, (node, step) => node is JsonArray list ? list[int.Parse(step)]! : node[step]!);
        if (parent is JsonArray array)
            array[int.Parse(steps[^1])] = "<here>";
        else if (json is not null)
            parent[steps[^1]] = "<here>";
        else
            Assert.True(parent.AsObject().Remove(steps[^1]));
        return document.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping })
            .Replace(mark, json, StringComparison.Ordinal);
    }
}
