using Settlement.Domain.Facilities;
using Settlement.Domain.Persons;
using Settlement.Domain.Policies;

namespace Settlement.Domain.Tests.Policies;

[Rule("R2.4")]
public sealed class RetireeRuleTests
{
    private static readonly ByLevelAndPerson<Ratio> Figure = Example.Everyone(Example.Percent(85));

    [Fact]
    public void Points_are_added_to_the_ratio_of_those_at_work() =>
        Assert.Equal(Example.Percent(88), RetiredUnder(new RetireeRule.AddedPoints(3)));

    [Fact]
    public void A_factor_scales_the_personal_share() => // 15% x 60% = 9%
        Assert.Equal(Example.Percent(91), RetiredUnder(new RetireeRule.PersonalShareFactor(Example.Percent(60))));

    [Fact]
    public void Without_a_rule_the_figure_holds() => Assert.Equal(Example.Percent(85), RetiredUnder(null));

    [Theory]
    [InlineData(PersonCategory.Active)]
    [InlineData(PersonCategory.AdultResident)]
    [InlineData(PersonCategory.MinorResident)]
    public void The_rule_is_for_the_retired_alone(PersonCategory person) =>
        Assert.Equal(Example.Percent(85), Local(new RetireeRule.AddedPoints(3), person));

    private static Ratio RetiredUnder(RetireeRule? rule) => Local(rule, PersonCategory.Retired);

    private static Ratio Local(RetireeRule? rule, PersonCategory person) =>
        (Example.Rules with { Retiree = rule }).LocalRatio(Figure.For(FacilityLevel.Tertiary, group: 0), person);
}
