using Settlement.Api.Tests.Support;

namespace Settlement.Api.Tests.OpenApi;

/// <summary>Parameters that an operation takes as a record stand in the document as the wire names them, with what is said of them.</summary>
public sealed class QueryParameterTests(DemonstrationApi api) : IClassFixture<DemonstrationApi>
{
    [Fact]
    public async Task Every_parameter_of_a_query_begins_with_a_small_letter() => Assert.All(
        await QueryAsync(), parameter => Assert.True(char.IsAsciiLetterLower(parameter.Name[0]), $"{parameter.Operation} {parameter.Name}"));

    [Theory]
    [InlineData("SearchCatalog", "name code category kind class on after limit")]
    [InlineData("ListPolicyVersions", "scheme state after limit")]
    [InlineData("SearchAgencies", "region level service name on after limit")]
    [InlineData("ListOpenness", "on region after limit")]
    public async Task A_query_record_is_spread_out_into_its_parameters(string operation, string names)
    {
        var parameters = (await QueryAsync()).Where(p => p.Operation == operation).ToList();

        Assert.Equal(names.Split(' '), parameters.Select(p => p.Name));
        Assert.All(parameters.Where(p => p.Name is "after" or "limit"), p => Assert.False(string.IsNullOrEmpty(p.Description), p.Name));
        Assert.DoesNotContain(parameters, p => p.IsRequired);
    }

    private async Task<IReadOnlyList<(string Operation, string Name, string? Description, bool IsRequired)>> QueryAsync() =>
    [
        .. from operation in await ExampleCall.OperationsAsync(api)
           from parameter in operation.Operation["parameters"]?.AsArray() ?? []
           where parameter["in"]!.GetValue<string>() == "query"
           select (
               operation.Id, parameter["name"]!.GetValue<string>(), parameter["description"]?.GetValue<string>(),
               parameter["required"]?.GetValue<bool>() == true),
    ];
}
