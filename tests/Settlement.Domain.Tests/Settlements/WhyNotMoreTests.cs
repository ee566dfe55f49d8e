using Settlement.Domain.Catalogs;
using Settlement.Domain.Facilities;
using Settlement.Domain.Filings;
using Settlement.Domain.Settlements;

namespace Settlement.Domain.Tests.Settlements;

public sealed class WhyNotMoreTests
{
    [Fact]
    public void A_bill_that_nothing_holds_down_has_no_reasons() => Assert.Empty(WhyNotMore.Of(Example.Claim));

    [Fact]
    public void A_refused_claim_has_no_reasons() => Assert.Empty(WhyNotMore.Of(Example.Claim with { Filings = [] }));

    [Fact]
    public void The_filing_cost_the_points_of_the_reduction() => // 10 000 x 80% instead of 70%
        Assert.Equal([new(WhatIfReason.Filing, null, Example.Yuan(8_000), Example.Yuan(1_000))], WhyNotMore.Of(Example.Claim.FiledAs(FilingType.Referral)));

    [Fact]
    public void A_lower_level_would_have_been_paid_better()
    {
        var claim = Example.Claim.UnderRules(r => r with
        {
            Bands = new([new(null, new([.. new[] { 95m, 90m, 85m, 80m }.Select(percent => Example.EveryPerson(Example.Percent(percent)))]))]),
        });

        Assert.Equal(
            [(FacilityLevel.Community, 1_500m), (FacilityLevel.Primary, 1_000m), (FacilityLevel.Secondary, 500m)],
            WhyNotMore.Of(claim).Select(w => (w.Level!.Value, w.Difference.Yuan)));
    }

    [Fact]
    public void A_ceiling_cut_the_payment() => // of 8 000
        Assert.Equal([(WhatIfReason.Ceiling, 3_000m)], Reasons(Example.Claim.Under(p => p with { Ceilings = [Example.Ceiling(5_000, CareService.Inpatient)] })));

    [Fact]
    public void The_first_self_paid_share_and_the_price_limit_are_told_apart()
    {
        var claim = Example.Claim with { Lines = [Example.Line("A", 10_800), Example.Line("B-LIMITED", 210) with { LineNo = "2" }] };

        // In scope (210 - 100) x 90% = 99; without the share 110, without the limit 189.
        Assert.Equal([(WhatIfReason.FirstSelfPaid, 8.80m), (WhatIfReason.PriceLimit, 72m)], Reasons(claim)); // x 80%
    }

    [Fact]
    public void A_restriction_that_was_not_met_is_named()
    {
        var claim = Example.Claim with
        {
            Catalog = new([Example.Entry("A", ItemClass.A, null), Example.Entry("R", ItemClass.A, null) with { Restriction = new("限儿童", SaysAll: true) { OnlyAge = AgeGroup.Child } }]),
            Lines = [Example.Line("A", 10_800), Example.Line("R", 100) with { LineNo = "2" }],
        };

        Assert.Equal([(WhatIfReason.Restriction, 80m)], Reasons(claim)); // 100 x 80%
    }

    private static IEnumerable<(WhatIfReason, decimal)> Reasons(SettlementClaim claim) => WhyNotMore.Of(claim).Select(w => (w.Reason, w.Difference.Yuan));
}
