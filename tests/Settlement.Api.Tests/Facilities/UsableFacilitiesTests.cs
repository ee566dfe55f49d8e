using Settlement.Api.Access;
using Settlement.Api.Tests.Settlements;
using Settlement.Api.Tests.Support;

namespace Settlement.Api.Tests.Facilities;

/// <summary>Which facilities a person may use, against the entitlement call for each of them.</summary>
[Rule("R-PRI-04"), Rule("R-FAC-01")]
public sealed class UsableFacilitiesTests(InventedPlace api) : IClassFixture<InventedPlace>
{
    public static TheoryData<string, string, string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string, string, string>();
            foreach (var (region, person) in new[] { ("110000", "DEMO01"), ("110000", "DEMO02"), ("360100", "DEMO03"), ("330100", "P1"), ("330100", "P2"), ("330100", "P4") })
                foreach (var service in new[] { "service=inpatient", "service=outpatient", "service=pharmacy", "service=chronicOutpatient&disease=M03900", "service=inpatient&emergency=true" })
                    cases.Add(region, person, service, "2026-10-08");
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task The_list_and_the_entitlement_call_agree_on_every_facility(string region, string person, string service, string on)
    {
        var clerk = api.Token(Role.Clerk, region);
        var all = await CodesAsync("v1/facilities?limit=200", clerk);
        var expected = new List<string>();
        foreach (var code in all)
            if ((await api.GetAsync($"v1/persons/{person}/entitlement?insuredRegion={region}&facility={code}&{service}&on={on}", clerk)).Ok().Json["canSettle"]!.GetValue<bool>())
                expected.Add(code);

        Assert.Equal(expected, await CodesAsync($"v1/regions/{region}/persons/{person}/facilities?{service}&on={on}&limit=200", clerk));
    }

    [Fact, Rule("R-FIL-08")]
    public async Task Facilities_chosen_in_a_filing_are_looked_at_one_by_one()
    {
        await api.Database.ExecuteAsync(
            $"""
            UPDATE filing SET type = 'Referral', valid_through = '2027-01-01', facilities = ARRAY['{Visit.Shanghai}']
            WHERE insured_region = '330100' AND filing_no = 'P5'
            """);
        var clerk = api.Token(Role.Clerk, "330100");

        // The agency's policy pays unfiled persons too, at less: what the filing decides is the class, and both calls take it from one place.
        foreach (var code in await CodesAsync("v1/facilities?region=310000&service=inpatient&on=2026-10-08", clerk))
            Assert.Equal(
                (await api.GetAsync($"v1/persons/P5/entitlement?insuredRegion=330100&facility={code}&service=inpatient&on=2026-10-08", clerk)).Ok().Json["canSettle"]!.GetValue<bool>(),
                (await CodesAsync("v1/regions/330100/persons/P5/facilities?service=inpatient&on=2026-10-08&region=310000", clerk)).Contains(code));
    }

    [Fact, Rule("R-CHR-01")]
    public async Task Facilities_chosen_in_a_qualification_are_looked_at_one_by_one()
    {
        var clerk = api.Token(Role.Clerk, "330100");
        const string Chronic = "v1/regions/330100/persons/P2/facilities?service=chronicOutpatient&disease=M03900&on=2026-10-08&limit=200";
        var before = await CodesAsync(Chronic, clerk);
        Assert.NotEmpty(before);

        await ChooseAsync($"ARRAY['{before[0]}']");
        Assert.Equal([before[0]], await CodesAsync(Chronic, clerk));
        await ChooseAsync($"ARRAY['{Visit.Haikou}']"); // which is open for no disease
        Assert.Empty(await CodesAsync(Chronic, clerk));
        await ChooseAsync("'{}'");
        Assert.Equal(before, await CodesAsync(Chronic, clerk));

        Task ChooseAsync(string facilities) => api.Database.ExecuteAsync(
            $"""
            UPDATE chronic_qualification SET facilities = {facilities}
            WHERE person_id = (SELECT person_id FROM person WHERE insured_region = '330100' AND person_no = 'P2')
            """);
    }

    [Fact]
    public async Task Where_none_can_be_used_the_answer_says_why()
    {
        var clerk = api.Token(Role.Clerk, "330100");
        var page = (await api.GetAsync("v1/regions/330100/persons/P1/facilities?service=chronicOutpatient&disease=M03900&on=2026-10-08&region=310000", clerk)).Ok().Json;

        Assert.Equal(0, page["total"]!.GetValue<int>());
        Assert.Contains("qualification-missing", page["obstacles"]!.AsArray().Select(o => o!["code"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Somebody_else_s_person_is_not_found() =>
        (await api.GetAsync("v1/regions/330100/persons/P1/facilities?service=inpatient", api.Token(Role.Clerk, "110000"))).IsProblem(404, "not-found");

    private async Task<List<string>> CodesAsync(string path, string token) =>
        [.. (await api.GetAsync(path, token)).Ok().Json["items"]!.AsArray().Select(f => f!["facilityCode"]!.GetValue<string>())];
}
