using Settlement.Domain.Catalogs;
using Settlement.Domain.Tests.Lives;

namespace Settlement.Domain.Tests.Catalogs;

[Rule("R-PRI-01")]
public sealed class CatalogVersionLifeTests
{
    [Fact]
    public void A_draft_is_replaced_published_or_given_up_and_what_is_published_can_only_be_withdrawn() => Assert.Equal(
        [
            "Draft Upload Draft", "Draft Publish Published", "Draft Discard Discarded",
            "Published Withdraw Withdrawn",
            "Discarded Upload Draft",
        ],
        LifeTable.Of<CatalogVersionState, CatalogVersionStep>(CatalogVersionLife.After));
}
