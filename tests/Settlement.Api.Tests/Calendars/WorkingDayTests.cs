using Settlement.Api.Access;
using Settlement.Api.Tests.Support;

namespace Settlement.Api.Tests.Calendars;

public sealed class WorkingDayTests(DemonstrationApi api) : IClassFixture<DemonstrationApi>
{
    [Fact, Rule("R-FIL-06")]
    public async Task A_deadline_is_counted_over_holidays_and_make_up_workdays() => // 10-01 to 10-07 are holidays, Saturday 10-10 is worked
        Assert.Equal("2026-10-09", (await AskAsync("after=2026-09-30&workingDays=2")).Ok().Json["day"]!.GetValue<string>());

    [Theory]
    [InlineData("after=2026-12-31&workingDays=2", 422, "calendar-missing")]
    [InlineData("after=2018-05-01&workingDays=2", 422, "calendar-missing")]
    [InlineData("after=2026-09-31&workingDays=2", 400, "malformed-request")]
    [InlineData("after=9999-12-31&workingDays=1", 400, "invalid-request")]
    [InlineData("after=2026-09-30&workingDays=0", 400, "invalid-request")]
    [InlineData("after=2026-09-30&workingDays=251", 400, "invalid-request")]
    public async Task What_cannot_be_counted_is_an_error_that_says_so(string query, int status, string code) =>
        (await AskAsync(query)).IsProblem(status, code);

    private Task<Answer> AskAsync(string query) => api.GetAsync($"v1/working-days?{query}", api.Token(Role.Clerk, "110000"));
}
