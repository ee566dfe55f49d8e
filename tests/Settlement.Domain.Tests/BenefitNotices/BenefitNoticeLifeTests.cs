using Settlement.Domain.BenefitNotices;
using Settlement.Domain.Tests.Lives;

namespace Settlement.Domain.Tests.BenefitNotices;

[Rule("R-FAC-06")]
public sealed class BenefitNoticeLifeTests
{
    [Theory]
    [InlineData(false, "Published Withdraw Withdrawn")]
    [InlineData(true, "Published Withdraw Ended")] // it is shown for the days on which it held
    public void A_draft_is_published_or_taken_back_and_what_is_published_is_taken_back_or_ended(bool hasBegun, string ofPublished) => Assert.Equal(
        ["Draft Publish Published", "Draft Withdraw Withdrawn", ofPublished],
        LifeTable.Of<BenefitNoticeState, BenefitNoticeStep>((state, step) => state.After(step, hasBegun)));
}
