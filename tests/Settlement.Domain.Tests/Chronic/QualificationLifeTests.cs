using Settlement.Domain.Chronic;
using Settlement.Domain.Tests.Lives;

namespace Settlement.Domain.Tests.Chronic;

[Rule("R-CHR-01")]
public sealed class QualificationLifeTests
{
    [Fact]
    public void What_is_revoked_is_neither_extended_nor_revoked_again_but_holds_until_its_day() => Assert.Equal(
        ["Granted Extend Granted", "Granted ChangeFacilities Granted", "Granted Revoke Revoked", "Revoked ChangeFacilities Revoked"],
        LifeTable.Of<QualificationState, QualificationStep>(QualificationLife.After));
}
