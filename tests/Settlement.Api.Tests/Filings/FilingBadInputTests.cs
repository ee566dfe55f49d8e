using Settlement.Api.Access;
using Settlement.Api.Tests.Support;

namespace Settlement.Api.Tests.Filings;

/// <summary>No filing is made of what cannot be, and the fault is named with its place.</summary>
public sealed class FilingBadInputTests(DemonstrationApi api) : IClassFixture<DemonstrationApi>
{
    private const string Path = "v1/regions/110000/filings/B1";

    private string Clerk => api.Token(Role.Clerk, "110000");

    /// <summary>Field and value that take the place of the good ones, expected status, code and pointer.</summary>
    public static TheoryData<string, string, int, string, string> Fields => new()
    {
        { "validFrom", "\"2026-02-30\"", 400, "malformed-request", "/validFrom" },
        { "validFrom", "\"1999-12-31\"", 400, "invalid-request", "/validFrom" },
        { "validFrom", "\"9999-12-31\"", 400, "invalid-request", "/validFrom" },
        { "validFrom", "20260901", 400, "malformed-request", "/validFrom" },
        { "validFrom", "null", 400, "malformed-request", "/validFrom" },
        { "validThrough", "\"2026-08-31\"", 400, "invalid-request", "/validThrough" },
        { "validThrough", "\"9999-12-31\"", 400, "invalid-request", "/validThrough" },
        { "validThrough", "\"2027-02-27\"", 422, "filing-period", "/validThrough" }, // a day short of six months
        { "destination", "\"31000\"", 400, "invalid-request", "/destination" },
        { "destination", "\"\"", 400, "invalid-request", "/destination" },
        { "destination", "\"690000\"", 422, "destination-not-possible", "/destination" }, // no such province
        { "destination", "\"330103\"", 422, "destination-not-possible", "/destination" }, // abolished
        { "destination", "\"110105\"", 422, "destination-not-possible", "/destination" }, // in the insured province
        { "type", "\"holiday\"", 400, "malformed-request", "/type" },
        { "type", "\"Referral\"", 400, "malformed-request", "/type" },
        { "type", "4", 400, "malformed-request", "/type" },
        { "channel", "\"pigeon\"", 400, "malformed-request", "/channel" },
        { "shown", "[\"passport\"]", 400, "malformed-request", "/shown/0" },
        { "shown", "[\"credential\",\"credential\"]", 400, "invalid-request", "/shown" },
        { "identityNumber", "\"110000190001010013\"", 400, "invalid-request", "/identityNumber" }, // wrong check digit
        { "identityNumber", "\"11000019000101001\"", 400, "invalid-request", "/identityNumber" },
        { "identityNumber", "\"110000190001010012\"", 422, "identity-not-of-person", "/identityNumber" }, // DEMO01's
        { "personNo", "\"DEMO03\"", 404, "person-not-found", "/personNo" }, // insured elsewhere
        { "personNo", "\"\"", 400, "invalid-request", "/personNo" },
        { "facilities", "[\"H31010499999\"]", 422, "filing-facilities", "/facilities/0" },
        { "facilities", "[\"H46010599001\"]", 422, "filing-facilities", "/facilities/0" }, // of another destination
        { "replaces", "\"a b\"", 400, "invalid-request", "/replaces" },
        { "phone", "\"call me\"", 400, "invalid-request", "/phone" },
    };

    [Theory]
    [MemberData(nameof(Fields))]
    public async Task A_field_at_fault_is_named(string field, string value, int status, string code, string pointer)
    {
        var fields = new Dictionary<string, string>
        {
            ["personNo"] = "\"DEMO02\"",
            ["type"] = "\"otherTemporary\"",
            ["destination"] = "\"310000\"",
            ["validFrom"] = "\"2026-09-01\"",
            [field] = value,
        };

        var problem = (await api.PutAsync(Path, Clerk, $"{{{string.Join(',', fields.Select(f => $"\"{f.Key}\":{f.Value}"))}}}")).IsProblem(status, code);

        Assert.Equal(pointer, problem.Json["pointer"]!.GetValue<string>());
        Assert.Equal(0L, await api.Database.ScalarAsync("SELECT count(*) FROM filing WHERE filing_no = 'B1'"));
    }

    [Fact]
    public async Task The_filing_without_any_of_these_faults_is_taken() // else the rows above prove nothing
    {
        var identityNumber = (string)(await api.Database.ScalarAsync("SELECT identity_number FROM person WHERE person_no = 'DEMO02'"))!;

        (await api.PutAsync("v1/regions/110000/filings/B2", Clerk,
            new { personNo = "DEMO02", type = "otherTemporary", destination = "310000", validFrom = "2026-09-01", validThrough = "2027-02-28", identityNumber })).Ok();
    }

    [Fact]
    public async Task A_clerk_of_another_region_sees_and_changes_nothing()
    {
        var (guangzhou, province) = (api.Token(Role.Clerk, "440100"), api.Token(Role.Clerk, "440000"));
        object body = new { personNo = "DEMO07", type = "otherTemporary", destination = "310000", validFrom = "2026-09-01" };
        (await api.PutAsync("v1/regions/440100/filings/B3", guangzhou, body)).Ok();
        var before = (await api.GetAsync("v1/regions/440100/filings/B3", province)).Ok().Text;

        foreach (var path in new[] { "v1/regions/440100/filings/B3", "v1/regions/440100/filings/B3/history", "v1/regions/440100/filings", "v1/regions/440100/filing-statistics?from=2026-01-01&through=2026-12-31" })
            (await api.GetAsync(path, Clerk)).IsProblem(404, "not-found");
        (await api.GetAsync("v1/regions/110000/filings/B3", Clerk)).IsProblem(404, "not-found");
        (await api.PutAsync("v1/regions/440100/filings/B4", Clerk, body)).IsProblem(404, "not-found");
        (await api.PutAsync("v1/regions/110000/filings/B3/decision", Clerk, new { decision = "reject", note = "x" })).IsProblem(404, "not-found");
        (await api.PostAsync("v1/regions/440100/filings/decisions", Clerk, new { decisions = new[] { new { filingNo = "B3", decision = "accept" } } })).IsProblem(404, "not-found");
        var bulk = (await api.PostAsync("v1/regions/110000/filings/decisions", Clerk, new { decisions = new[] { new { filingNo = "B3", decision = "reject", note = "x" } } })).Ok();
        Assert.Equal("not-found", bulk.Json["items"]![0]!["problem"]!["code"]!.GetValue<string>());
        (await api.PutAsync("v1/regions/440100/filings/B4", api.Token(Role.Auditor, "440100"), body)).IsProblem(403, "not-permitted");
        (await api.PutAsync("v1/regions/44010x/filings/B4", guangzhou, body)).IsProblem(404, "not-found");

        Assert.Equal(before, (await api.GetAsync("v1/regions/440100/filings/B3", guangzhou)).Ok().Text);
    }
}
