using Settlement.Domain.Policies;
using Settlement.Domain.Tests.Lives;

namespace Settlement.Domain.Tests.Policies;

[Rule("R-PRI-02")]
public sealed class PolicyVersionLifeTests
{
    [Fact]
    public void A_draft_is_written_anew_given_up_or_published_and_what_is_published_can_only_be_withdrawn() => Assert.Equal(
        ["Draft Draft Draft", "Draft Discard Discarded", "Draft Publish Published", "Published Withdraw Withdrawn"],
        LifeTable.Of<PolicyState, PolicyStep>(PolicyVersionLife.After));
}
