using System.Text.Json.Nodes;
using Settlement.Api.Access;
using Settlement.Api.Tests.OpenApi;
using Settlement.Api.Tests.Support;

namespace Settlement.Api.Tests.Access;

/// <summary>Every operation of the OpenAPI document × every role × own and foreign region or facility.</summary>
public sealed class AccessTests(DemonstrationApi api) : IClassFixture<DemonstrationApi>, IAsyncLifetime
{
    /// <summary>Exists only in Development, and is there so that whoever tries the product gets a token.</summary>
    private const string OpenToAll = "IssueDevelopmentToken";

    public async Task InitializeAsync()
    {
        // What the examples name exists from here on, so a permitted call succeeds and cannot be mistaken for a hidden one.
        foreach (var call in await ExampleCall.AllAsync(api))
            (await call.SendAsync(api, call.OwnToken(api))).Ok();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Every_operation_has_a_row_and_every_row_an_operation()
    {
        var operations = (await ExampleCall.OperationsAsync(api)).Select(o => o.Id);

        Assert.Equal(api.AccessRows().Keys.Order(), operations.Where(id => id != OpenToAll).Order());
        Assert.All(api.AccessRows().Values, row => Assert.NotEmpty(row.Roles));
    }

    [Fact]
    public async Task Only_the_roles_of_the_row_get_in_and_only_to_what_is_theirs()
    {
        var (rows, faults) = (api.AccessRows(), new List<string>());
        foreach (var call in (await ExampleCall.AllAsync(api)).Where(c => c.Operation != OpenToAll))
        {
            var row = rows[call.Operation];
            var denied = row.Scope == AccessScope.Open ? 200 : 401;
            await Expect(call, null, denied, "anonymous", faults);
            await Expect(call, "not.a.token", denied, "broken token", faults);
            foreach (var role in Enum.GetValues<Role>())
            {
                var permitted = row.Roles.Contains(role);
                await Expect(call, api.Token(role, call.BoundTo(role, own: true)), permitted ? 200 : 403, $"{role} of its own", faults);
                await Expect(call, api.Token(role, call.BoundTo(role, own: false)),
                    !permitted ? 403 : row.Scope is AccessScope.None or AccessScope.Open ? 200 : 404, $"{role} of another", faults);
            }
        }
        Assert.Empty(faults);
    }

    [Fact]
    public async Task A_token_of_the_province_reaches_its_cities_but_not_the_other_way_round()
    {
        (await api.GetAsync("v1/regions/360100/persons/DEMO03", api.Token(Role.Clerk, "360000"))).Ok();
        (await api.GetAsync("v1/regions/360000/filings", api.Token(Role.Clerk, "360100"))).IsProblem(404, "not-found");
    }

    [Theory]
    [InlineData("2")]
    [InlineData("Hospital")]
    [InlineData("hospital,clerk")]
    [InlineData(" hospital")]
    [InlineData("nobody")]
    public void A_role_is_one_exact_word(string role) => Assert.Null(Caller.Of(new(new System.Security.Claims.ClaimsIdentity(
        [new("sub", "someone"), new("role", role)]))));

    [Fact]
    public void Two_roles_are_none() => Assert.Null(Caller.Of(new(new System.Security.Claims.ClaimsIdentity(
        [new("sub", "someone"), new("role", "hospital"), new("role", "clerk")]))));

    [Fact]
    public async Task Every_read_of_a_person_by_staff_is_recorded()
    {
        var auditor = api.Token(Role.Auditor, "110000");
        foreach (var call in (await ExampleCall.AllAsync(api)).Where(c =>
            c.Operation is "ReadPerson" or "ListInsuredStatusChanges" or "ReadFiling" or "ListFilings" or "ListFilingDocuments" or "ReadFilingDocument"
                or "ListFilingBatchRows" or "ListUsableFacilities" or "ReadRegionSettlement" or "ReadRegionStatement"
                or "ReadManualClaim" or "ReadManualClaimHistory" or "ListManualClaims" or "ListManualClaimDocuments" or "ReadManualClaimDocument"
                or "ListVerifications" or "ListPayeeAccounts"))
        {
            var before = await ReadsAsync(call.Operation);
            (await call.SendAsync(api, auditor)).Ok();
            Assert.True(await ReadsAsync(call.Operation) > before, call.Operation);
        }

        async Task<long> ReadsAsync(string operation) => (long)(await api.Database.ScalarAsync(
            $"SELECT count(*) FROM person_access WHERE read_by = 'test-auditor' AND operation = '{operation}'"))!;
    }

    [Fact]
    public async Task Identity_numbers_are_masked()
    {
        var person = (await api.GetAsync("v1/regions/110000/persons/DEMO01", api.Token(Role.Clerk, "110000"))).Ok();

        Assert.Matches(@"^\d{6}\*{10}[\dX]{2}$", person.Json["identityNumber"]!.GetValue<string>());
    }

    private async Task Expect(ExampleCall call, string? token, int status, string who, List<string> faults)
    {
        var answer = await call.SendAsync(api, token);
        if (answer.Status != status)
            faults.Add($"{call.Operation}, {who}: {answer.Status} instead of {status}");
        else if (status != 200 && JsonNode.Parse(answer.Text)?["code"] is null)
            faults.Add($"{call.Operation}, {who}: no code");
    }
}
