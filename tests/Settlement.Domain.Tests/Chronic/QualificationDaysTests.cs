using Settlement.Domain.Chronic;

namespace Settlement.Domain.Tests.Chronic;

public sealed class QualificationDaysTests
{
    private static readonly DateOnly First = new(2026, 1, 1);
    private static readonly DateOnly Last = new(2026, 12, 31);
    private static readonly QualificationDays Year = new(First, Last, RevokedFrom: null);

    [Fact]
    public void A_revocation_ends_it_the_day_before_and_from_the_first_day_on_leaves_nothing()
    {
        Assert.Equal(new DateOnly(2026, 5, 31), (Year with { RevokedFrom = new(2026, 6, 1) }).LastDay);
        Assert.Equal(First, (Year with { RevokedFrom = First.AddDays(1) }).Validity!.Value.Last);
        Assert.Null((Year with { RevokedFrom = First }).Validity);
        Assert.Equal(Last, Year.Validity!.Value.Last);
    }

    [Theory]
    [InlineData("2025-12-31", null, QualificationStanding.Future)]
    [InlineData("2026-01-01", null, QualificationStanding.Valid)]
    [InlineData("2026-12-31", null, QualificationStanding.Valid)]
    [InlineData("2027-01-01", null, QualificationStanding.Expired)]
    [InlineData("2026-05-31", "2026-06-01", QualificationStanding.Valid)]
    [InlineData("2026-06-01", "2026-06-01", QualificationStanding.Revoked)]
    [InlineData("2027-06-01", "2026-06-01", QualificationStanding.Revoked)]
    public void It_stands_by_the_day(string day, string? revokedFrom, QualificationStanding expected) =>
        Assert.Equal(expected, (Year with { RevokedFrom = revokedFrom is null ? null : DateOnly.Parse(revokedFrom) }).StandingOn(DateOnly.Parse(day)));

    [Fact]
    public void An_extension_ends_later_and_a_revocation_lies_within()
    {
        Assert.False(Year.CanBeExtendedThrough(Last));
        Assert.True(Year.CanBeExtendedThrough(Last.AddDays(1)));
        Assert.True(Year.CanBeExtendedThrough(null));
        Assert.False((Year with { Last = null }).CanBeExtendedThrough(null));
        Assert.False((Year with { RevokedFrom = new(2026, 6, 1) }).CanBeExtendedThrough(null));

        Assert.True(Year.CanBeRevokedFrom(First));
        Assert.True(Year.CanBeRevokedFrom(Last));
        Assert.False(Year.CanBeRevokedFrom(First.AddDays(-1)));
        Assert.False(Year.CanBeRevokedFrom(Last.AddDays(1)));
        Assert.False((Year with { RevokedFrom = First }).CanBeRevokedFrom(First));
    }
}
