using Settlement.Domain.Filings;

namespace Settlement.Domain.Tests.Filings;

public sealed class FilingRulesTests
{
    private static readonly FilingRules National = FilingRules.Document.National;
    private static readonly DateOnly Today = new(2026, 11, 22);

    [Theory, Rule("R1.3"), Rule("R-FIL-03")]
    [InlineData(FilingType.RelocatedRetiree, "Credential FilingForm", true, "")]
    [InlineData(FilingType.RelocatedRetiree, "Credential FilingForm", false, "ResettlementProof")]
    [InlineData(FilingType.LongTermResident, "Credential", true, "FilingForm")]
    [InlineData(FilingType.PostedWorker, "Credential FilingForm WorkContract", false, "")]
    [InlineData(FilingType.PostedWorker, "Credential FilingForm", false, "DispatchProof|EmployerProof|WorkContract")]
    [InlineData(FilingType.Referral, "Credential FilingForm", true, "ReferralCertificate")] // no promise instead
    [InlineData(FilingType.OtherTemporary, "Credential FilingForm", false, "")]
    public void Each_type_asks_for_its_documents_and_takes_a_promise_only_where_the_rule_does(
        FilingType type, string shown, bool promised, string missing) =>
        Assert.Equal(
            missing,
            string.Join(' ', National.Of(type).Missing([.. shown.Split(' ').Select(Enum.Parse<DocumentKind>)], promised).Select(r => string.Join('|', r.AnyOf))));

    [Fact, Rule("R1.3.1"), Rule("R-FIL-03")]
    public void A_promise_leaves_the_document_owed() =>
        Assert.Equal(
            [DocumentKind.ResidenceProof],
            National.Of(FilingType.LongTermResident).Owed([DocumentKind.Credential, DocumentKind.FilingForm]).Single().AnyOf);

    [Theory, Rule("R1.4.3"), Rule("R-FIL-10")]
    [InlineData("2027-05-21", null)] // six months from 2026-11-22
    [InlineData("2027-05-20", FilingFault.PeriodTooShort)]
    public void A_temporary_filing_lasts_at_least_six_months(string last, FilingFault? expected) =>
        Assert.Equal(expected, National.Of(FilingType.Referral).FaultOf(
            new(Today, DateOnly.Parse(last, System.Globalization.CultureInfo.InvariantCulture)), Today, namesFacilities: false));

    [Fact, Rule("R1.4.3"), Rule("R-FIL-10")]
    public void A_temporary_filing_without_a_last_day_gets_the_shortest_period() =>
        Assert.Equal(new(2027, 5, 21), National.Of(FilingType.Referral).LastDay(Today));

    [Fact, Rule("R1.5.3"), Rule("R-FIL-08")]
    public void An_insured_place_may_bind_referrals_limit_how_far_they_reach_back_and_how_long_they_last()
    {
        var rules = National.Of(FilingType.Referral) with { BoundToFacilities = true, DaysBack = 3, MostMonths = 12 };

        Assert.Equal(FilingFault.FacilitiesMissing, rules.FaultOf(Months(6), Today, namesFacilities: false));
        Assert.Null(rules.FaultOf(Months(6), Today, namesFacilities: true));
        Assert.Null(rules.FaultOf(Months(12), Today, namesFacilities: true));
        Assert.Equal(FilingFault.PeriodTooLong, rules.FaultOf(Months(13), Today, namesFacilities: true));
        Assert.Null(rules.FaultOf(Months(6), Today.AddDays(3), namesFacilities: true));
        Assert.Equal(FilingFault.TooLongAgo, rules.FaultOf(Months(6), Today.AddDays(4), namesFacilities: true));

        static DateRange Months(int months) => new(Today, Today.AddMonths(months).AddDays(-1));
    }

    [Fact, Rule("R1.4.2")]
    public void A_long_term_filing_may_be_changed_after_six_months() =>
        Assert.Equal(new(2027, 5, 22), National.Of(FilingType.PostedWorker).MayChangeFrom(Today));

    [Theory, Rule("R1.4.8")]
    [InlineData(1, "2026-01-01/2026-06-30", false)]
    [InlineData(2, "2026-01-01/2026-06-30", true)]
    [InlineData(2, "2026-01-01/2026-03-31 2026-04-01/2026-06-30", true)] // one after the other
    [InlineData(2, "2026-01-01/2026-04-01 2026-04-01/2026-06-30", false)] // both on one day
    [InlineData(2, "2025-01-01/2026-02-01 2025-06-01/2026-01-31 2026-05-01/2026-06-30", false)]
    [InlineData(1, "2025-01-01/2025-12-31 2026-07-01/2026-12-31", true)] // before and after
    public void One_more_filing_is_allowed_while_fewer_than_the_limit_are_in_force_on_every_day_of_it(int most, string others, bool expected)
    {
        var ranges = others.Split(' ').Select(text => text.Split('/')).Select(days => new DateRange(Day(days[0]), Day(days[1]))).ToList();

        Assert.Equal(expected, (National with { LongTermAtOnce = most }).AllowsAnother(
            FilingType.PostedWorker, new(new(2026, 1, 1), new(2026, 6, 30)), ranges));

        static DateOnly Day(string text) => DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public void A_document_reads_back_as_it_was_written()
    {
        var text = FilingRules.Document.Write(National with { Version = "360100-2026" });

        Assert.Equal(text, FilingRules.Document.Write(FilingRules.Document.Read(text)));
    }

    [Theory]
    [InlineData("\"longTermAtOnce\":1", "\"longTermAtOnce\":0", "$.longTermAtOnce")]
    [InlineData("\"decisionWorkingDays\":2", "\"decisionWorkingDays\":\"2\"", "$.decisionWorkingDays")]
    [InlineData("\"type\":\"referral\"", "\"type\":\"emergency\"", "$.types: says not exactly once")]
    [InlineData("\"insuredRegion\":null", "\"insuredRegion\":\"36\"", "$.insuredRegion")]
    [InlineData("\"source\":", "\"sauce\":", "sauce")]
    [InlineData("\"anyOf\":[\"credential\"]", "\"anyOf\":[]", "$.types[0].documents")]
    public void A_fault_of_a_document_is_named_with_its_place(string right, string wrong, string place)
    {
        var text = FilingRules.Document.Write(National);
        Assert.Contains(right, text, StringComparison.Ordinal);

        var fault = Assert.Throws<FormatException>(() => FilingRules.Document.Read(text.Replace(right, wrong, StringComparison.Ordinal)));
        Assert.Contains(place, fault.Message, StringComparison.Ordinal);
    }
}
