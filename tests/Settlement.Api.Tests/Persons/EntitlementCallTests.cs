using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Settlement.Api.Access;
using Settlement.Api.Tests.Settlements;
using Settlement.Api.Tests.Support;

namespace Settlement.Api.Tests.Persons;

public sealed class EntitlementCallTests(DemonstrationApi api) : IClassFixture<DemonstrationApi>
{
    [Fact, Rule("R-FIL-07"), Rule("R-FIL-08"), Rule("R1.5.1")]
    public async Task One_filing_opens_inpatient_and_outpatient_care_at_every_facility_of_the_destination()
    {
        foreach (var (facility, service) in new[] { (Visit.Haikou, "inpatient"), (Visit.Haikou, "outpatient") })
        {
            var answer = (await AskAsync("DEMO01", "110000", facility, service, "2026-09-17")).Ok().Json;

            Assert.True(answer["canSettle"]!.GetValue<bool>(), answer.ToJsonString());
            Assert.Empty(answer["obstacles"]!.AsArray());
            Assert.Equal("longTerm", answer["treatmentClass"]!.GetValue<string>());
            Assert.Equal("relocatedRetiree", answer["filing"]!["type"]!.GetValue<string>());
            Assert.Null(answer["filing"]!["validThrough"]);
        }
    }

    [Fact]
    public async Task What_is_left_of_deductible_and_ceiling_is_what_the_next_settlement_finds()
    {
        var before = (await AskAsync("DEMO13", "360100", Visit.Shanghai, "inpatient", "2026-09-25")).Ok().Json["terms"]!;
        var visit = await new Visit(api, Visit.Shanghai, "360100", "DEMO13", "ENT1").ReadyAsync(30_000m);
        var settled = (await visit.SettleAsync("ENT1-T")).Ok();
        var after = (await AskAsync("DEMO13", "360100", Visit.Shanghai, "inpatient", "2026-09-25")).Ok().Json["terms"]!;

        Assert.Equal(settled.Amount("deductible"), Yuan(before["deductible"]!["remaining"]!));
        var paid = settled.Json["amounts"]!["pooledFund"]!.GetValue<decimal>();
        Assert.Equal(
            before["ceilings"]!.AsArray().Select(c => c!["used"]!.GetValue<decimal>() + paid),
            after["ceilings"]!.AsArray().Select(c => c!["used"]!.GetValue<decimal>()));
        Assert.All(after["ceilings"]!.AsArray(), c => Assert.Equal(
            c!["limit"]!.GetValue<decimal>() - c["used"]!.GetValue<decimal>(), c["remaining"]!.GetValue<decimal>()));
    }

    [Fact, Rule("R-SET-03")]
    public async Task Everything_that_stands_in_the_way_is_named_the_filing_first_then_the_facility_with_what_to_do()
    {
        // Unfiled, and the hospital has opened no chronic care; the insured place has not opened it either, nor qualified the person.
        var answer = (await AskAsync("DEMO06", "110000", Visit.Shanghai, "chronicOutpatient", "2026-09-17", "&disease=M03900")).Ok().Json;

        Assert.False(answer["canSettle"]!.GetValue<bool>());
        var codes = answer["obstacles"]!.AsArray().Select(o => o!["code"]!.GetValue<string>()).ToList();
        Assert.Equal("filing-required", codes[0]);
        Assert.Contains("qualification-missing", codes);
        Assert.Equal(codes.OrderBy(code => Array.IndexOf(Order, code)), codes);
        Assert.All(answer["obstacles"]!.AsArray(), o => Assert.NotNull(o!["nextStep"]));
        Assert.Null(answer["terms"]);
    }

    [Fact, Rule("R-SET-03"), Rule("R-FIL-01")]
    public async Task The_first_obstacle_is_the_problem_that_a_settlement_would_get()
    {
        var visit = await new Visit(api, Visit.Shanghai, "110000", "DEMO06", "ENT2").ReadyAsync(1_000m);
        var refused = await visit.SettleAsync("ENT2-T");

        var answer = (await AskAsync("DEMO06", "110000", Visit.Shanghai, "inpatient", "2026-09-20")).Ok().Json;

        Assert.Equal(refused.Code, answer["obstacles"]![0]!["code"]!.GetValue<string>());
    }

    [Fact, Rule("R-FIL-05")]
    public async Task A_filing_that_waits_is_shown_and_opens_the_way_when_it_is_accepted()
    {
        var clerk = api.Token(Role.Clerk, "440100");
        (await api.PutAsync("v1/regions/440100/filings/ENT-F1", clerk, new
        {
            personNo = "DEMO07",
            type = "referral",
            destination = "310000",
            validFrom = "2026-09-01",
            channel = "app",
            shown = new[] { "credential", "filingForm", "referralCertificate" },
        })).Ok();

        var waiting = (await AskAsync("DEMO07", "440100", Visit.Shanghai, "inpatient", "2026-09-20")).Ok().Json;
        (await api.PutAsync("v1/regions/440100/filings/ENT-F1/decision", clerk, new { decision = "accept" })).Ok();
        var accepted = (await AskAsync("DEMO07", "440100", Visit.Shanghai, "inpatient", "2026-09-20")).Ok().Json;

        Assert.Equal("unfiled", waiting["treatmentClass"]!.GetValue<string>()); // which Guangzhou pays, 20 points lower
        Assert.Equal("ENT-F1", waiting["pendingFilings"]![0]!["filingNo"]!.GetValue<string>());
        Assert.NotNull(waiting["pendingFilings"]![0]!["dueOn"]);
        Assert.Equal(("referral", "ENT-F1"), (accepted["treatmentClass"]!.GetValue<string>(), accepted["filing"]!["filingNo"]!.GetValue<string>()));
        Assert.Empty(accepted["pendingFilings"]!.AsArray());
        Assert.NotEqual(waiting["terms"]!["reduction"]!["percent"]!.GetValue<decimal>(), accepted["terms"]!["reduction"]!["percent"]!.GetValue<decimal>());
    }

    [Fact, Rule("R1.6.1"), Rule("R-FIL-12")]
    public async Task An_emergency_is_deemed_filed()
    {
        var answer = (await AskAsync("DEMO05", "360100", Visit.Shanghai, "inpatient", "2026-09-20", "&emergency=true")).Ok().Json;

        Assert.True(answer["canSettle"]!.GetValue<bool>());
        Assert.Equal(("emergency", null), (answer["treatmentClass"]!.GetValue<string>(), answer["filing"]));
    }

    [Fact, Rule("R1.19")]
    public async Task A_suspended_person_pays_in_full_which_is_not_the_same_as_unfiled()
    {
        var answer = (await AskAsync("DEMO12", "460100", "H44010499001", "inpatient", "2026-09-20")).Json;

        Assert.Equal("insurance-not-active", answer["obstacles"]![0]!["code"]!.GetValue<string>());
    }

    [Fact, Rule("R-PRI-03")]
    public async Task Each_side_asks_about_its_own_and_every_reading_is_recorded()
    {
        const string question = "v1/persons/DEMO02/entitlement?insuredRegion=110000&facility=H46010599001&service=inpatient&on=2026-09-17";

        (await api.GetAsync(question, api.Token(Role.Hospital, Visit.Shanghai))).IsProblem(404, "not-found");
        (await api.GetAsync(question, api.Token(Role.Clerk, "440100"))).IsProblem(404, "not-found");
        (await api.GetAsync(question, api.Token(Role.Finance, "110000"))).IsProblem(403, "not-permitted");
        (await api.GetAsync(question, api.Token(Role.Hospital, Visit.Haikou))).Ok();
        Assert.Equal(1L, await ReadsAsync());
        (await api.GetAsync(question, api.Token(Role.Clerk, "110000"))).Ok();
        Assert.Equal(2L, await ReadsAsync());

        Task<object?> ReadsAsync() => api.Database.ScalarAsync(
            "SELECT count(*) FROM person_access WHERE operation = 'ReadEntitlement' AND person_id = (SELECT person_id FROM person WHERE person_no = 'DEMO02')");
    }

    [Theory]
    [InlineData("insuredRegion=11&facility=H46010599001&service=inpatient", 400, "invalid-request")]
    [InlineData("facility=H46010599001&service=inpatient", 400, "malformed-request")]
    [InlineData("insuredRegion=110000&facility=H46&service=inpatient", 400, "invalid-request")]
    [InlineData("insuredRegion=110000&facility=H46010599001&service=surgery", 400, "malformed-request")]
    [InlineData("insuredRegion=110000&facility=H46010599001&service=chronicOutpatient", 400, "invalid-request")]
    [InlineData("insuredRegion=110000&facility=H46010599001&service=inpatient&disease=M03900", 400, "invalid-request")]
    [InlineData("insuredRegion=110000&facility=H46010599001&service=inpatient&on=2026-02-30", 400, "malformed-request")]
    [InlineData("insuredRegion=110000&facility=H46010599001&service=inpatient&on=9999-12-31", 400, "invalid-request")]
    public async Task A_question_that_cannot_be_answered_is_refused(string query, int status, string code) =>
        (await api.GetAsync($"v1/persons/DEMO02/entitlement?{query}", api.Token(Role.Hospital, Visit.Haikou))).IsProblem(status, code);

    [Fact]
    public async Task A_person_whom_the_insured_place_does_not_know_is_not_there() =>
        (await AskAsync("NOBODY", "110000", Visit.Haikou, "inpatient", "2026-09-17")).IsProblem(404, "person-not-found");

    [Fact]
    public async Task A_question_takes_two_round_trips_to_the_database_one_that_reads_and_one_that_records_the_reading()
    {
        var direct = new NpgsqlConnectionStringBuilder(api.ConnectionString);
        await using var proxy = new TurnCountingProxy(direct.Host!, direct.Port);
        await using var through = await RunningApi.StartAsync(
            new NpgsqlConnectionStringBuilder(api.ConnectionString) { Host = "127.0.0.1", Port = proxy.Port, SslMode = SslMode.Disable }.ConnectionString);
        using var http = new HttpClient
        {
            BaseAddress = new(through.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/"),
        };
        var tokens = through.Services.GetRequiredService<DevelopmentTokens>();

        Assert.Equal(2, await TurnsAsync(tokens.Issue("turns", Role.Hospital, Visit.Haikou, region: null)));
        Assert.Equal(2, await TurnsAsync(tokens.Issue("turns", Role.Clerk, facility: null, "110000")));

        async Task<int> TurnsAsync(string token)
        {
            var turns = 0;
            for (var i = 0; i < 3; i++) // the third time nothing is new to the connection
            {
                var before = proxy.Turns;
                using var request = new HttpRequestMessage(HttpMethod.Get, "v1/persons/DEMO01/entitlement?insuredRegion=110000&facility=H46010599001&service=inpatient");
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
                using var response = await http.SendAsync(request);
                Assert.True(response.IsSuccessStatusCode);
                turns = proxy.Turns - before;
            }
            return turns;
        }
    }

    private static readonly string[] Order =
    [
        "not-cross-province", "insurance-not-active", "filing-required", "facility-not-open", "disease-not-supported", "no-policy-in-force",
        "service-not-open-at-insured-place", "qualification-missing",
    ];

    private Task<Answer> AskAsync(string personNo, string insuredRegion, string facility, string service, string on, string more = "") => api.GetAsync(
        $"v1/persons/{personNo}/entitlement?insuredRegion={insuredRegion}&facility={facility}&service={service}&on={on}{more}",
        api.Token(Role.Hospital, facility));

    private static string Yuan(JsonNode amount) => amount.ToJsonString();
}
