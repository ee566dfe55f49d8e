using System.Text.Json.Nodes;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Tests.Settlements;
using Settlement.Api.Tests.Support;

namespace Settlement.Api.Tests.Chronic;

/// <summary>Qualifications as a clerk grants them and a hospital meets them.</summary>
[Rule("R-CHR-01")]
public sealed class QualificationTests(InventedPlace api) : IClassFixture<InventedPlace>
{
    private const string Disease = "M01600"; // opened at the hospital in Shanghai, and paid by the invented place

    private string Clerk => api.Token(Role.Clerk, InventedPlace.Region);

    [Fact]
    public async Task What_the_insured_place_grants_is_settled_and_what_it_revokes_is_not()
    {
        const string person = InventedPlace.Resident;
        (await Visit(person, "A1", "2026-10-08").ReadyAndSettledAsync()).IsProblem(422, "qualification-missing");

        var granted = (await GrantAsync(person, "A-Q", from: "2026-03-01", through: "2026-10-31")).Ok();
        var settled = (await Visit(person, "A2", "2026-10-08").ReadyAndSettledAsync()).Ok();
        (await StepAsync(person, "A-Q", "revocation", new { from = "2026-10-08", reason = "复查", version = 1 })).Ok();
        var refused = (await Visit(person, "A3", "2026-10-08").ReadyAndSettledAsync()).IsProblem(422, "qualification-missing");
        var before = (await Visit(person, "A4", "2026-10-07").ReadyAndSettledAsync()).Ok(); // what began before stays

        Assert.Equal(("valid", 1), (granted.Json["standing"]!.ToString() == "expired" ? "valid" : granted.Json["standing"]!.ToString(), granted.Json["version"]!.GetValue<int>()));
        Assert.Equal("385.00", settled.Amount("pooledFund")); // (1 000 - 300) × 55%
        Assert.Equal("550.00", before.Amount("pooledFund")); // 1 000 × 55%, the deductible of the year is paid
        Assert.Contains("2026-10-08", refused.Json["detail"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal("A-Q", await api.Database.ScalarAsync("SELECT qualification_no FROM settlement WHERE transaction_no = 'A2-T'"));
    }

    [Fact, Rule("R-CHR-05")]
    public async Task A_qualification_bound_to_facilities_holds_there_only_and_one_without_holds_everywhere()
    {
        const string person = InventedPlace.Entitled;
        (await GrantAsync(person, "B-Q", facilities: [Settlements.Visit.Haikou])).Ok();
        var refused = (await Visit(person, "B1").ReadyAndSettledAsync()).IsProblem(422, "qualified-elsewhere");
        Assert.Contains(Settlements.Visit.Shanghai, refused.Json["detail"]!.ToString(), StringComparison.Ordinal);
        var entitlement = (await api.GetAsync(
            $"v1/persons/{person}/entitlement?insuredRegion={InventedPlace.Region}&facility={Settlements.Visit.Shanghai}&service=chronicOutpatient&disease={Disease}&on=2026-10-08",
            api.Token(Role.Hospital, Settlements.Visit.Shanghai))).Ok().Json;
        Assert.Equal(["qualified-elsewhere"], entitlement["obstacles"]!.AsArray().Select(o => o!["code"]!.ToString()));

        (await StepAsync(person, "B-Q", "facilities", new { facilities = new[] { Settlements.Visit.Haikou, Settlements.Visit.Shanghai }, version = 1 })).Ok();
        (await Visit(person, "B0").ReadyAndSettledAsync()).IsProblem(422, "qualified-elsewhere"); // began before the change
        (await Visit(person, "B2", Today).ReadyAndSettledAsync()).Ok();
        // What was settled keeps the facilities that were chosen then, and is computed again with them.
        Assert.Equal("{H46010599001,H31010499001}", await api.Database.ScalarAsync("SELECT qualification_facilities::text FROM settlement WHERE transaction_no = 'B2-T'"));

        (await StepAsync(person, "B-Q", "facilities", new { facilities = new[] { Settlements.Visit.Haikou }, version = 2 })).Ok();
        (await Visit(person, "B3", Today).ReadyAndSettledAsync()).IsProblem(422, "qualified-elsewhere");
        (await api.GetAsync($"v1/facilities/{Settlements.Visit.Shanghai}/settlements/B2-T/why-not-more", api.Token(Role.Hospital, Settlements.Visit.Shanghai))).Ok();

        (await StepAsync(person, "B-Q", "facilities", new { facilities = Array.Empty<string>(), version = 3 })).Ok();
        (await Visit(person, "B4", Today).ReadyAndSettledAsync()).Ok();
    }

    [Fact, Rule("R-CHR-05")]
    public async Task Other_facilities_hold_from_a_day_on_and_what_began_before_keeps_those_of_its_day()
    {
        const string person = InventedPlace.Buyer;
        (await GrantAsync(person, "H-Q", disease: "M00300", facilities: [Settlements.Visit.Shanghai])).Ok();
        object To(string facility, string? from, int version) => new { facilities = new[] { facility }, from, version };
        Assert.Equal("/from", (await StepAsync(person, "H-Q", "facilities", To(Settlements.Visit.Haikou, "2026-10-01", 1)))
            .IsProblem(422, "qualification-period").Json["pointer"]!.ToString());
        (await StepAsync(person, "H-Q", "facilities", To(Settlements.Visit.Haikou, "0001-01-01", 1))).IsProblem(400, "invalid-request");

        (await StepAsync(person, "H-Q", "facilities", To(Settlements.Visit.Haikou, Tomorrow, 1))).Ok();
        Assert.Equal((true, false), (await HereAsync(Settlements.Visit.Shanghai, Today), await HereAsync(Settlements.Visit.Haikou, Today)));
        Assert.Equal((false, true), (await HereAsync(Settlements.Visit.Shanghai, Tomorrow), await HereAsync(Settlements.Visit.Haikou, Tomorrow)));
        Assert.True((await StepAsync(person, "H-Q", "facilities", To(Settlements.Visit.Haikou, Tomorrow, 1))).Ok().IsReplay);

        (await StepAsync(person, "H-Q", "facilities", To(Settlements.Visit.Haikou, null, 2))).Ok(); // from today, in place of tomorrow
        Assert.Equal((false, true), (await HereAsync(Settlements.Visit.Shanghai, Today), await HereAsync(Settlements.Visit.Haikou, Today)));
        Assert.True(await HereAsync(Settlements.Visit.Shanghai, "2026-10-08"));
        Assert.Equal([null, Tomorrow, Today], (await api.GetAsync($"{Path(person)}/H-Q/history", Clerk)).Ok().Json["items"]!.AsArray().Select(e => e!["facilitiesFrom"]?.ToString()));

        async Task<bool> HereAsync(string facility, string on)
        {
            var token = api.Token(Role.Hospital, facility);
            var asked = (await api.GetAsync($"v1/facilities/{facility}/qualifications?insuredRegion={InventedPlace.Region}&personNo={person}&on={on}", token)).Ok().Json;
            var entitlement = (await api.GetAsync(
                $"v1/persons/{person}/entitlement?insuredRegion={InventedPlace.Region}&facility={facility}&service=chronicOutpatient&disease=M00300&on={on}", token)).Ok().Json;
            var here = asked["items"]!.AsArray().Single(q => q!["diseaseCode"]!.ToString() == "M00300")!["here"]!.GetValue<bool>();
            Assert.Equal(here, entitlement["obstacles"]!.AsArray().All(o => o!["code"]!.ToString() != "qualified-elsewhere"));
            return here;
        }
    }

    private static string Today => TimeProvider.System.Today().ToString("O");

    private static string Tomorrow => TimeProvider.System.Today().AddDays(1).ToString("O");

    [Fact]
    public async Task Grant_and_steps_can_be_sent_again_and_a_step_on_an_old_version_changes_nothing()
    {
        const string person = InventedPlace.Another;
        var first = (await GrantAsync(person, "C-Q", through: "2026-12-31")).Ok();
        var again = (await GrantAsync(person, "C-Q", through: "2026-12-31")).Ok();
        Assert.Equal((first.Text, false, true), (again.Text, first.IsReplay, again.IsReplay));
        (await GrantAsync(person, "C-Q", through: "2027-12-31")).IsProblem(409, "number-reused");

        (await StepAsync(person, "C-Q", "extension", new { validThrough = "2027-06-30", version = 1 })).Ok();
        (await StepAsync(person, "C-Q", "extension", new { validThrough = "2027-09-30", version = 1 })).IsProblem(409, "qualification-version");
        (await StepAsync(person, "C-Q", "revocation", new { from = "2027-02-01", reason = "死亡", version = 2 })).Ok();
        var replayed = (await StepAsync(person, "C-Q", "extension", new { validThrough = "2027-06-30", version = 1 })).Ok();

        Assert.True(replayed.IsReplay);
        Assert.Equal(("2027-06-30", "2027-02-01", 3),
            (replayed.Json["validThrough"]!.ToString(), replayed.Json["revokedFrom"]!.ToString(), replayed.Json["version"]!.GetValue<int>()));
        var history = (await api.GetAsync($"{Path(person)}/C-Q/history", Clerk)).Ok().Json["items"]!.AsArray();
        Assert.Equal(["grant", "extend", "revoke"], history.Select(h => h!["step"]!.ToString()));
        Assert.Equal(["2026-12-31", "2027-06-30", "2027-06-30"], history.Select(h => h!["validThrough"]!.ToString()));
        Assert.Equal("死亡", history[2]!["note"]!.ToString());
        (await StepAsync(person, "C-Q", "extension", new { version = 3 })).IsProblem(422, "qualification-period");
    }

    [Fact]
    public async Task Of_one_person_and_disease_no_two_hold_on_one_day_and_after_a_revocation_another_may_begin()
    {
        const string person = InventedPlace.Buyer;
        (await GrantAsync(person, "D-1", from: "2026-01-01", through: "2026-06-30")).Ok();
        (await GrantAsync(person, "D-2", from: "2026-06-30")).IsProblem(409, "qualification-overlaps");
        (await GrantAsync(person, "D-3", from: "2026-07-01", through: "2026-12-31")).Ok();
        (await StepAsync(person, "D-1", "extension", new { validThrough = "2026-07-01", version = 1 })).IsProblem(409, "qualification-overlaps");
        (await GrantAsync(person, "D-4", from: "2026-03-01", disease: "M03900")).Ok(); // another disease
        (await StepAsync(person, "D-3", "revocation", new { from = "2026-07-01", reason = "误录", version = 1 })).Ok(); // it never held
        (await GrantAsync(person, "D-5", from: "2026-07-01")).Ok();

        var list = (await api.GetAsync(Path(person), Clerk)).Ok().Json["items"]!.AsArray();
        Assert.Equal(
            ["D-1", "D-3", "D-5", "D-4"], // beside what other tests gave the person
            list.Select(q => q!["qualificationNo"]!.ToString()).Where(no => no.StartsWith("D-", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Many_grants_for_one_disease_at_once_leave_one()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => GrantAsync(InventedPlace.Another, $"E-{i}", disease: "M07803")));

        Assert.Single(answers, a => a.Status == 200);
        Assert.All(answers.Where(a => a.Status != 200), a => a.IsProblem(409, "qualification-overlaps"));
        Assert.Equal(1L, await api.Database.ScalarAsync("SELECT count(*) FROM chronic_qualification WHERE qualification_no LIKE 'E-%'"));
    }

    [Fact]
    public async Task A_facility_sees_of_one_person_what_holds_on_the_day_with_the_name_masked()
    {
        (await GrantAsync(InventedPlace.Chronic, "F-Q", from: "2026-01-01", through: "2026-12-31", facilities: [Settlements.Visit.Haikou])).Ok();
        var path = $"v1/facilities/{Settlements.Visit.Shanghai}/qualifications?insuredRegion={InventedPlace.Region}&personNo={InventedPlace.Chronic}";
        var hospital = api.Token(Role.Hospital, Settlements.Visit.Shanghai);

        var answer = (await api.GetAsync($"{path}&on=2026-10-08", hospital)).Ok().Json;
        Assert.Equal("试*", answer["name"]!.ToString());
        Assert.Equal(
            ["""{"diseaseCode":"M01600","diseaseName":"糖尿病","validFrom":"2026-01-01","validThrough":"2026-12-31","supported":true,"here":false,"openHere":true}""",
             """{"diseaseCode":"M03900","diseaseName":"高血压病","validFrom":"2024-01-01","validThrough":null,"supported":true,"here":true,"openHere":true}"""],
            answer["items"]!.AsArray().Select(i => i!.ToJsonString(Plain)));
        Assert.Equal(["M03900"], (await api.GetAsync($"{path}&on=2027-01-01", hospital)).Ok().Json["items"]!.AsArray().Select(i => i!["diseaseCode"]!.ToString()));
        Assert.True((long)(await api.Database.ScalarAsync("SELECT count(*) FROM person_access WHERE operation = 'ReadQualificationsAtFacility'"))! >= 2);
        (await api.GetAsync($"{path}&on=0001-01-01", hospital)).IsProblem(400, "invalid-request");
        (await api.GetAsync($"v1/facilities/{Settlements.Visit.Shanghai}/qualifications?insuredRegion={InventedPlace.Region}&personNo=NONE", hospital)).IsProblem(404, "person-not-found");
        (await api.GetAsync(path, api.Token(Role.Hospital, Settlements.Visit.Haikou))).IsProblem(404, "not-found");
    }

    /// <summary>What is changed in a good grant, and the expected status, code and pointer.</summary>
    public static TheoryData<string, int, string, string?> Bad => new()
    {
        { """ "diseaseCode": "M0390" """, 400, "invalid-request", "/diseaseCode" },
        { """ "diseaseCode": "M03900\n" """, 400, "invalid-request", "/diseaseCode" },
        { """ "diseaseCode": null """, 400, "malformed-request", "/diseaseCode" },
        { """ "validFrom": "0001-01-01" """, 400, "invalid-request", "/validFrom" },
        { """ "validThrough": "2025-12-31" """, 400, "invalid-request", "/validThrough" },
        { """ "validThrough": "9999-12-31" """, 400, "invalid-request", "/validThrough" },
        { """ "facilities": ["H46010599001", "H46010599001"] """, 400, "invalid-request", "/facilities" },
        { """ "facilities": ["X"] """, 400, "invalid-request", "/facilities" },
        { """ "facilities": [null] """, 400, "invalid-request", "/facilities" },
        { """ "facilities": ["H99999999999"] """, 422, "qualification-facilities", "/facilities/0" },
        { """ "certificate": {} """, 400, "malformed-request", "/certificate/doctor" },
        { """ "certificate": { "doctor": "a\u0000", "issuedOn": "2025-12-20", "issuer": "b" } """, 400, "invalid-request", "/certificate/doctor" },
        { """ "certificate": { "doctor": "a", "issuedOn": "2099-12-20", "issuer": "b" } """, 422, "date-not-possible", "/certificate/issuedOn" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task A_grant_that_cannot_be_is_refused_where_it_is_wrong(string change, int status, string code, string? pointer)
    {
        var body = JsonNode.Parse("""{ "diseaseCode": "M08300", "validFrom": "2026-01-01", "certificate": { "doctor": "王", "issuedOn": "2025-12-20", "issuer": "医院" } }""")!;
        var changed = JsonNode.Parse("{" + change + "}")!.AsObject().Single();
        body[changed.Key] = changed.Value?.DeepClone();

        var refused = (await api.PutAsync($"{Path(InventedPlace.Resident)}/BAD", Clerk, body.ToJsonString())).IsProblem(status, code);

        Assert.Equal(pointer, refused.Json["pointer"]?.ToString());
    }

    private static readonly System.Text.Json.JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static string Path(string person) => $"v1/regions/{InventedPlace.Region}/persons/{person}/qualifications";

    private Task<Answer> GrantAsync(
        string person, string no, string from = "2026-01-01", string? through = null, string disease = Disease, string[]? facilities = null) =>
        api.PutAsync($"{Path(person)}/{no}", Clerk, new
        {
            diseaseCode = disease,
            validFrom = from,
            validThrough = through,
            facilities,
            certificate = new { doctor = "王医师", issuedOn = "2025-12-20", issuer = "杭州示例医院" },
        });

    private Task<Answer> StepAsync(string person, string no, string step, object body) => api.PutAsync($"{Path(person)}/{no}/{step}", Clerk, body);

    private ChronicVisit Visit(string person, string no, string day = "2026-10-08") => new(new(api, Settlements.Visit.Shanghai, InventedPlace.Region, person, no), day);

    private sealed record ChronicVisit(Visit Visit, string Day)
    {
        internal async Task<Answer> ReadyAndSettledAsync()
        {
            await Visit.ReadyAsync(1_000m, "chronicOutpatient", Day, diseaseCode: Disease);
            return await Visit.SettleAsync($"{Visit.No}-T", Day);
        }
    }
}
