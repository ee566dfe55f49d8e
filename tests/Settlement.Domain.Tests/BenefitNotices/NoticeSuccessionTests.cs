using Settlement.Domain.BenefitNotices;

namespace Settlement.Domain.Tests.BenefitNotices;

[Rule("R-FAC-06")]
public sealed class NoticeSuccessionTests
{
    private static readonly DateOnly June = new(2026, 6, 1);

    private static readonly NoticeDays[] Published =
    [
        new("SPRING", new(new(2026, 3, 1), new(2026, 5, 31))),
        new("LONG", new(new(2026, 1, 1), null)),
        new("UNTIL-JUNE", new(new(2026, 2, 1), new(2026, 6, 1))),
    ];

    [Fact]
    public void A_new_one_ends_those_that_still_hold_on_its_first_day() =>
        Assert.Equal(["LONG", "UNTIL-JUNE"], NoticeSuccession.Superseded(June, Published).Select(notice => notice.NoticeNo));

    [Theory]
    [InlineData("2026-03-02", null)]
    [InlineData("2026-03-01", "SPRING")] // on the same day neither is the later one
    [InlineData("2026-01-15", "SPRING")]
    public void It_begins_after_all_of_them(string from, string? notBefore) =>
        Assert.Equal(notBefore, NoticeSuccession.NotBefore(DateOnly.Parse(from), Published)?.NoticeNo);

    [Fact]
    public void Days_that_a_notice_held_are_not_written_anew()
    {
        Assert.True(NoticeSuccession.MayBegin(June, today: June, Published));
        Assert.False(NoticeSuccession.MayBegin(June, today: June.AddDays(1), Published));
        Assert.True(NoticeSuccession.MayBegin(June, today: June.AddDays(1), [])); // nobody was told anything else
    }
}
