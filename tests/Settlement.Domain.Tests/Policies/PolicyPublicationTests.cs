using Settlement.Domain.Policies;

namespace Settlement.Domain.Tests.Policies;

/// <summary>What a publication does to the versions that are there.</summary>
[Rule("R-PRI-02")]
public sealed class PolicyPublicationTests
{
    private static readonly DateOnly Today = new(2026, 11, 23);

    /// <summary>Days as <c>first/last</c>; without a last day the end is open. The new version is N; a version that loses all days is left out.</summary>
    [Theory]
    [InlineData("A 2023-01-01/", "2027-01-01/", "A 2023-01-01/2026-12-31, N 2027-01-01/..", "")]
    [InlineData("", "2027-01-01/", "N 2027-01-01/..", "")]
    [InlineData("A 2023-01-01/2026-12-31, B 2027-01-01/", "2026-12-01/2026-12-31", "A 2023-01-01/2026-11-30, N 2026-12-01/2026-12-31, B 2027-01-01/..", "")]
    [InlineData("A 2023-01-01/2026-12-31, B 2027-01-01/", "2026-12-01/", "A 2023-01-01/2026-11-30, N 2026-12-01/..", "VersionSuperseded B")]
    [InlineData("A 2023-01-01/", "2027-01-01/2027-12-31", "A 2023-01-01/2026-12-31, N 2027-01-01/2027-12-31", "DaysLeftWithout 2028-01-01/..")]
    [InlineData("A 2023-01-01/2026-12-31, B 2027-07-01/", "2027-02-01/2027-05-31", "A 2023-01-01/2026-12-31, N 2027-02-01/2027-05-31, B 2027-07-01/..", "")] // the gap was there
    [InlineData("A 2023-01-01/2026-06-30", "2027-01-01/", "A 2023-01-01/2026-06-30, N 2027-01-01/..", "DaysWithoutPolicy 2026-07-01/2026-12-31")]
    [InlineData("A 2023-01-01/2026-12-31, B 2027-01-01/2027-12-31", "2026-12-01/2027-06-30", "A 2023-01-01/2026-11-30, B 2027-01-01/2027-12-31, N 2026-12-01/2027-06-30", "DaysOfTwoPolicies 2027-01-01/2027-06-30")]
    public void Versions_give_way_and_every_new_gap_is_found(string published, string days, string after, string findings)
    {
        var there = published.Length == 0 ? [] : published.Split(", ").Select(v => new VersionDays(v[..1], Range(v[2..]))).ToList();
        var publication = PolicyPublication.Of(Example.Policy with { Version = "N", InForce = Range(days) }, Range(days).First, there);

        var left = there.Select(v => publication.Changes.SingleOrDefault(c => c.Version == v.Version) is { } change ? (v.Version, Days: change.After) : (v.Version, Days: v.Days))
            .Where(v => v.Days is not null).Append(("N", publication.Days)).ToList();
        Assert.Equal(after.Split(", ").Order(), left.Select(v => $"{v.Version} {v.Days}").Order());
        Assert.Equal(findings, string.Join(", ", publication.Findings.Select(f => $"{f.Code} {f.Place}")));
    }

    [Theory]
    [InlineData("2026-11-23", true)]
    [InlineData("2026-11-22", false)]
    [InlineData("2026-07-01", false)]
    public void A_version_begins_today_or_later(string from, bool may) =>
        Assert.Equal(may, PolicyPublication.MayBegin(DateOnly.Parse(from, System.Globalization.CultureInfo.InvariantCulture), Today, [new("A", Range("2023-01-01/"))]));

    [Theory]
    [InlineData("2026-07-01", true)]
    [InlineData("2026-06-30", false)]
    public void It_may_begin_earlier_on_days_that_no_version_held(string from, bool may) =>
        Assert.Equal(may, PolicyPublication.MayBegin(DateOnly.Parse(from, System.Globalization.CultureInfo.InvariantCulture), Today, [new("A", Range("2023-01-01/2026-06-30"))]));

    private static DateRange Range(string days) => new(
        DateOnly.Parse(days.Split('/')[0], System.Globalization.CultureInfo.InvariantCulture),
        days.Split('/')[1] is { Length: > 0 } last ? DateOnly.Parse(last, System.Globalization.CultureInfo.InvariantCulture) : null);
}
