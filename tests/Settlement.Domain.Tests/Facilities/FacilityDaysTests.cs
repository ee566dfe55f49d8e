using Settlement.Domain.Facilities;

namespace Settlement.Domain.Tests.Facilities;

[Rule("R-FAC-02")]
public sealed class FacilityDaysTests
{
    private static readonly DateOnly June = new(2026, 6, 1);
    private static readonly DateRange Open = new(new(2026, 1, 1), null);
    private static readonly FacilityDays Plain = new(Open, [new(CareService.Inpatient, Open)], []);

    [Fact]
    public void A_suspension_shares_no_day_with_another()
    {
        var suspended = Plain.Suspend(new(June, June.AddDays(9)))!;

        Assert.Equal([new(June, June.AddDays(9))], suspended.After.Suspensions);
        Assert.Equal([new("suspension", null, "2026-06-01/2026-06-10")], suspended.Changes);
        Assert.Null(suspended.After.Suspend(new(June.AddDays(9), null)));
        Assert.NotNull(suspended.After.Suspend(new(June.AddDays(10), null)));
    }

    [Theory]
    [InlineData("2026-06-01", null)] // it never began
    [InlineData("2026-06-02", "2026-06-01/2026-06-01")]
    [InlineData("2026-06-10", "2026-06-01/2026-06-09")]
    public void Who_resumes_ends_the_suspension_the_day_before(string from, string? after)
    {
        var resumed = Plain.Suspend(new(June, June.AddDays(9)))!.After.Resume(DateOnly.Parse(from))!;

        Assert.Equal([new("suspension", "2026-06-01/2026-06-10", after)], resumed.Changes);
        Assert.Equal(after is null ? [] : [after], resumed.After.Suspensions.Select(days => days.ToString()));
    }

    [Theory]
    [InlineData("2026-05-31")]
    [InlineData("2026-06-11")]
    public void Nobody_resumes_where_nothing_is_suspended(string from) =>
        Assert.Null(Plain.Suspend(new(June, June.AddDays(9)))!.After.Resume(DateOnly.Parse(from)));

    [Fact]
    public void An_agreement_ends_on_a_day_of_its_own_but_the_first()
    {
        var ended = Plain.EndAgreement(June)!;

        Assert.Equal(new DateRange(Open.First, new(2026, 5, 31)), ended.After.Agreement);
        Assert.Equal([new("agreement", "2026-01-01/..", "2026-01-01/2026-05-31")], ended.Changes);
        Assert.Null(Plain.EndAgreement(Open.First));
        Assert.Null(ended.After.EndAgreement(June));
    }

    [Fact]
    public void A_benefit_is_opened_where_it_is_open_on_none_of_the_days()
    {
        var chronic = Benefit.Chronic("M03900");

        var opened = Plain.Open(chronic, new(June, null))!;

        Assert.Equal([new(CareService.Inpatient, Open), new(chronic, new(June, null))], opened.After.Openings);
        Assert.Equal([new("chronicOutpatient/M03900", null, "2026-06-01/..")], opened.Changes);
        Assert.Null(Plain.Open(CareService.Inpatient, new(June, null)));
        Assert.Null(opened.After.Open(chronic, new(June.AddDays(-9), June)));
        Assert.NotNull(opened.After.Open(Benefit.Chronic("M01600"), new(June, null)));
    }

    [Fact]
    public void Who_closes_a_benefit_ends_what_is_open_and_takes_back_what_has_not_begun()
    {
        var (past, present, future) = (new DateRange(new(2025, 1, 1), new(2025, 12, 31)), new DateRange(new(2026, 1, 1), June), new DateRange(June.AddDays(1), null));
        var days = Plain with { Openings = [new(CareService.Outpatient, past), new(CareService.Outpatient, present), new(CareService.Outpatient, future)] };

        var closed = days.Close(CareService.Outpatient, June)!;

        Assert.Equal(["2025-01-01/2025-12-31", "2026-01-01/2026-05-31"], closed.After.Openings.Select(o => o.Open.ToString()));
        Assert.Equal(
            [new("outpatient", "2026-01-01/2026-06-01", "2026-01-01/2026-05-31"), new("outpatient", "2026-06-02/..", null)], closed.Changes);
        Assert.Null(days.Close(CareService.Inpatient, June));
        Assert.Null((Plain with { Openings = [new(CareService.Inpatient, past)] }).Close(CareService.Inpatient, June));
    }
}
