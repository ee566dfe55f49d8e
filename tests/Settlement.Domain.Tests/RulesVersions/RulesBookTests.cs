using System.Globalization;
using Settlement.Domain.Filings;
using Settlement.Domain.ManualReimbursements;
using Settlement.Domain.RulesVersions;

namespace Settlement.Domain.Tests.RulesVersions;

public sealed class RulesBookTests
{
    private static readonly RegionCode Insured = RegionCode.Parse("360100");

    private static readonly RulesBook<FilingRules> Book = new(
        [Version("second", "2026-07-01", null), Version("first", "2026-01-01", "2026-03-31")]);

    [Theory]
    [InlineData("2025-12-31", "national-2023")]
    [InlineData("2026-01-01", "first")]
    [InlineData("2026-03-31", "first")]
    [InlineData("2026-04-01", "national-2023")]
    [InlineData("2030-01-01", "second")]
    public void The_places_own_version_of_a_day_holds_else_the_national_one(string day, string version) =>
        Assert.Equal(version, Book.On(Day(day)).Version);

    [Theory]
    [InlineData("first", "first")]
    [InlineData("other", "national-2023")]
    [InlineData(null, "national-2023")]
    public void A_version_is_found_by_its_name_else_the_national_one(string? name, string version) =>
        Assert.Equal(version, Book.Named(name).Version);

    [Theory]
    [InlineData("2026-08-01", "2026-08-01", true)]
    [InlineData("2026-08-01", "2026-08-02", false)] // begun by then
    [InlineData("2026-07-01", "2026-05-01", false)] // as the last one does
    [InlineData("2026-05-01", "2026-05-01", false)] // before the last one
    public void A_version_begins_today_or_later_and_after_every_other(string first, string today, bool possible) =>
        Assert.Equal(possible, Book.MayBeginOn(Day(first), Day(today)));

    [Fact]
    public void A_version_ends_the_one_before_it_where_that_is_open_or_lasts_longer()
    {
        Assert.Equal(new DateOnly(2026, 7, 31), Book.CutShortBy(new(2026, 8, 1)));
        var ended = new RulesBook<FilingRules>([Version("first", "2026-01-01", "2026-03-31")]);
        Assert.Null(ended.CutShortBy(new(2026, 4, 1)));
        Assert.Equal(new DateOnly(2026, 2, 28), ended.CutShortBy(new(2026, 3, 1)));
        Assert.Null(new RulesBook<FilingRules>([]).CutShortBy(new(2026, 4, 1)));
    }

    [Fact]
    public void Each_kind_of_rules_is_written_and_read_by_its_own_document()
    {
        Assert.Equal("filing-rules", FilingRules.Document.Kind);
        Assert.Equal("manual-reimbursement-rules", ManualReimbursementRules.Document.Kind);
        ReadsBack<FilingRules>();
        ReadsBack<ManualReimbursementRules>();

        static void ReadsBack<TRules>() where TRules : class, IDatedRules<TRules>
        {
            var text = TRules.Document.Write(TRules.Document.National);
            Assert.Equal(text, TRules.Document.Write(TRules.Document.Read(text)));
            Assert.Null(TRules.Document.National.InsuredRegion);
        }
    }

    private static FilingRules Version(string name, string first, string? last) => FilingRules.Document.National with
    {
        Version = name,
        InsuredRegion = Insured,
        InForceFrom = Day(first),
        InForceThrough = last is null ? null : Day(last),
    };

    private static DateOnly Day(string text) => DateOnly.Parse(text, CultureInfo.InvariantCulture);
}
