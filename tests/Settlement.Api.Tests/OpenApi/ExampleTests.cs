using Settlement.Api.OpenApi;
using Settlement.Api.Tests.Support;

namespace Settlement.Api.Tests.OpenApi;

public sealed class ExampleTests(DemonstrationApi api) : IClassFixture<DemonstrationApi>
{
    [Fact]
    public async Task Every_operation_shows_an_example()
    {
        var operations = (await ExampleCall.OperationsAsync(api)).Select(o => o.Id);

        Assert.Equal(Examples.All.Select(e => e.Operation).Distinct().Order(), operations.Order());
    }

    [Fact]
    public async Task The_examples_can_be_carried_out_one_after_the_other_and_again()
    {
        foreach (var _ in Enumerable.Range(0, 2))
            foreach (var call in await ExampleCall.AllAsync(api))
                (await call.SendAsync(api, call.OwnToken(api))).Ok();
    }

    [Fact]
    public async Task Every_operation_has_a_summary_and_says_that_it_may_deny()
    {
        foreach (var (id, _, _, operation) in await ExampleCall.OperationsAsync(api))
        {
            Assert.False(string.IsNullOrEmpty(operation["summary"]?.GetValue<string>()), id);
            string[] common = id == "IssueDevelopmentToken" ? ["200", "400"] : ["200", "401", "403"];
            Assert.Superset(common.ToHashSet(), operation["responses"]!.AsObject().Select(r => r.Key).ToHashSet());
        }
    }

    [Fact]
    public async Task The_document_says_what_must_be_sent_and_what_a_problem_carries()
    {
        var schemas = (await api.GetAsync("openapi/v1.json", null)).Ok().Json["components"]!["schemas"]!;

        Assert.Equal(["encounterNo", "endedOn"], schemas["SettleRequest"]!["required"]!.AsArray().Select(r => r!.GetValue<string>()));
        Assert.DoesNotContain("isEmergency", schemas["RegisterEncounterRequest"]!["required"]!.AsArray().Select(r => r!.GetValue<string>()));
        Assert.NotNull(schemas["ProblemDetails"]!["properties"]!["nextStep"]);
        Assert.DoesNotContain("\"double\"", schemas.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_document_is_of_OpenAPI_3_1_and_says_null_the_way_of_JSON_Schema()
    {
        var document = (await api.GetAsync("openapi/v1.json", null)).Ok().Json;
        var register = document["components"]!["schemas"]!["RegisterEncounterRequest"]!["properties"]!;

        Assert.StartsWith("3.1.", document["openapi"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.DoesNotContain("\"nullable\":", document.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(["null", "string"], register["diagnosisCode"]!["type"]!.AsArray().Select(t => t!.GetValue<string>()).Order());
        Assert.Equal("string", register["insuredRegion"]!["type"]!.GetValue<string>());
        Assert.Equal("null", register["credential"]!["oneOf"]![0]!["type"]!.GetValue<string>());
        Assert.Equal("#/components/schemas/CredentialPart", register["credential"]!["oneOf"]![1]!["$ref"]!.GetValue<string>());
        Assert.Equal("#/components/schemas/CareService", register["service"]!["$ref"]!.GetValue<string>());
        Assert.Equal("application/pdf",
            document["paths"]!["/v1/regions/{regionCode}/filings/{filingNo}/documents/{kind}"]!["put"]!["requestBody"]!["content"]!["application/pdf"]!["schema"]!["contentMediaType"]!.GetValue<string>());
    }

    [Fact]
    public async Task Swagger_UI_is_there() =>
        Assert.Contains("swagger-ui", (await api.GetAsync("swagger/index.html", null)).Ok().Text, StringComparison.Ordinal);
}
