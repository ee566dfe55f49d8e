using Settlement.Domain.Policies;

namespace Settlement.Domain.Tests.Policies;

[Rule("R2.6")]
public sealed class AwayReductionTests
{
    private static readonly Ratio Local = Example.Percent(85);

    public static TheoryData<ReductionMode, decimal, decimal> Modes => new()
    {
        // mode, ratio in per cent, share paid before the deductible
        { ReductionMode.PointsOff, 75m, 0m }, // 85 - 10
        { ReductionMode.UpFrontShare, 85m, 10m },
        { ReductionMode.Multiplier, 76.5m, 0m }, // 85 x 0.9
    };

    [Theory]
    [MemberData(nameof(Modes))]
    public void The_three_modes_take_ten_off_in_three_ways(ReductionMode mode, decimal ratio, decimal upFront)
    {
        var reduction = Example.Policy.Reduction with { Mode = mode };

        Assert.Equal(Example.Percent(ratio), reduction.Reduce(Local, TreatmentClass.Referral));
        Assert.Equal(Example.Percent(upFront), reduction.UpFrontShare(TreatmentClass.Referral));
    }

    [Theory, Rule("R1.8")]
    [InlineData(ReductionMode.PointsOff)]
    [InlineData(ReductionMode.UpFrontShare)]
    [InlineData(ReductionMode.Multiplier)]
    public void Long_term_residents_lose_nothing_in_any_mode(ReductionMode mode)
    {
        var reduction = Example.Policy.Reduction with { Mode = mode };

        Assert.Equal(Local, reduction.Reduce(Local, TreatmentClass.LongTerm));
        Assert.Equal(Ratio.Zero, reduction.UpFrontShare(TreatmentClass.LongTerm));
    }

    [Fact, Rule("R-FIL-14")]
    public void A_class_without_a_figure_is_not_paid()
    {
        Assert.True(Example.Policy.Reduction.Pays(TreatmentClass.OtherTemporary));
        Assert.False(Example.Policy.Reduction.Pays(TreatmentClass.Unfiled));
    }
}
