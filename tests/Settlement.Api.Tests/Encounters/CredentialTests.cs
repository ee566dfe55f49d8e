using Settlement.Api.Access;
using Settlement.Api.Tests.Settlements;
using Settlement.Api.Tests.Support;

namespace Settlement.Api.Tests.Encounters;

/// <summary>What was presented is recorded, belongs to the person or the holder, and a token is good for one visit.</summary>
[Rule("R-CRE-01")]
public sealed class CredentialTests(DemonstrationApi api) : IClassFixture<DemonstrationApi>
{
    private const string IdentityOfDemo01 = "110000190001010012";

    [Theory]
    [InlineData("socialSecurityCard", "A12345678", "5678")]
    [InlineData("identityCard", IdentityOfDemo01, "0012")]
    [InlineData("eVoucher", "token-of-one-visit-9f3c", "9f3c")]
    public async Task What_was_presented_is_recorded_by_its_kind_and_ending(string kind, string number, string ending)
    {
        var registered = (await RegisterAsync($"C-{kind}", new { kind, number })).Ok();

        Assert.Equal($$"""{"kind":"{{kind}}","ending":"{{ending}}","holderRelation":null}""", registered.Json["credential"]!.ToJsonString());
        Assert.Equal(registered.Text, (await RegisterAsync($"C-{kind}", new { kind, number })).Ok().Text);
        Assert.DoesNotContain(number, registered.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_of_one_visit_is_refused_for_another_whoever_comes_with_it()
    {
        (await RegisterAsync("C2", new { kind = "eVoucher", number = "token-c2-aaaa" })).Ok();

        (await RegisterAsync("C2b", new { kind = "eVoucher", number = "token-c2-aaaa" })).IsProblem(409, "credential-used");
        (await RegisterAsync("C2c", new { kind = "eVoucher", number = "token-c2-aaaa" }, person: "DEMO02")).IsProblem(409, "credential-used");
        (await RegisterAsync("C2", new { kind = "eVoucher", number = "token-c2-aaaa" }, facility: "H46010699002")).IsProblem(409, "credential-used");
        (await RegisterAsync("C2b", new { kind = "eVoucher", number = "token-c2-bbbb" })).Ok();
    }

    [Fact]
    public async Task One_token_at_two_counters_at_once_opens_one_visit()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => RegisterAsync($"C3-{i}", new { kind = "eVoucher", number = "token-c3-race" })));

        Assert.Single(answers, a => a.Status == 200);
        Assert.Equal(7, answers.Count(a => a.Code == "credential-used"));
        Assert.Equal(1L, await api.Database.ScalarAsync("SELECT count(*) FROM encounter WHERE encounter_no LIKE 'C3-%'"));
    }

    [Fact]
    public async Task A_registration_that_failed_leaves_its_token_free()
    {
        (await RegisterAsync("C4", new { kind = "eVoucher", number = "token-c4-free" }, diagnosis: "NOPE")).IsProblem(422, "diagnosis-unknown");

        (await RegisterAsync("C4", new { kind = "eVoucher", number = "token-c4-free" })).Ok();
    }

    [Fact]
    public async Task An_identity_card_is_that_of_the_person()
    {
        var refused = (await RegisterAsync("C5", new { kind = "identityCard", number = IdentityOfDemo01 }, person: "DEMO02")).IsProblem(422, "credential-not-of-person");

        Assert.DoesNotContain(IdentityOfDemo01, refused.Text, StringComparison.Ordinal);
    }

    [Fact, Rule("R-CRE-02")]
    public async Task The_holder_of_a_family_account_acts_for_parents_and_children()
    {
        var holder = new { insuredRegion = "110000", personNo = "DEMO01", relation = "parent" };

        var registered = (await RegisterAsync("C6", new { kind = "identityCard", number = IdentityOfDemo01, holder }, person: "DEMO02")).Ok();

        Assert.Equal("parent", registered.Json["credential"]!["holderRelation"]!.GetValue<string>());
        (await RegisterAsync("C6b", new { kind = "identityCard", number = IdentityOfDemo01, holder })).IsProblem(422, "credential-not-of-person"); // one's own holder
        (await RegisterAsync("C6c", new { kind = "socialSecurityCard", number = "A1234", holder = new { insuredRegion = "110000", personNo = "NOBODY", relation = "child" } }, person: "DEMO02"))
            .IsProblem(422, "credential-not-of-person");
        (await RegisterAsync("C6d", new { kind = "socialSecurityCard", number = "A1234", holder = new { insuredRegion = "110000", personNo = "DEMO01", relation = "neighbour" } }, person: "DEMO02"))
            .IsProblem(400, "malformed-request");
    }

    [Fact]
    public async Task A_number_of_three_characters_is_none()
    {
        (await RegisterAsync("C7", new { kind = "socialSecurityCard", number = "123" })).IsProblem(400, "invalid-request");
        (await RegisterAsync("C7", new { kind = "passport", number = "12345" })).IsProblem(400, "malformed-request");
    }

    private Task<Answer> RegisterAsync(
        string no, object credential, string person = "DEMO01", string facility = Visit.Haikou, string diagnosis = "I10.x00") =>
        api.PutAsync($"v1/facilities/{facility}/encounters/{no}", api.Token(Role.Hospital, facility),
            new { insuredRegion = "110000", personNo = person, service = "outpatient", startedOn = "2026-09-20", diagnosisCode = diagnosis, credential });
}
