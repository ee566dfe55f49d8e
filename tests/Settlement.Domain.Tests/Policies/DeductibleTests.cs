using Settlement.Domain.Facilities;
using Settlement.Domain.Persons;
using Settlement.Domain.Policies;

namespace Settlement.Domain.Tests.Policies;

public sealed class DeductibleTests
{
    private static readonly Deductible.PerEncounter Series = new(
        Example.EveryLevel<IReadOnlyList<Money>>([Example.Yuan(1300), Example.Yuan(650), Example.Yuan(300)]), YearlyMaximum: null, Example.Source);

    private static readonly Deductible.PerYear Yearly = new(
        new(new Dictionary<(FacilityLevel, PersonCategory), Money>
        {
            [(FacilityLevel.Secondary, PersonCategory.Active)] = Example.Yuan(400),
            [(FacilityLevel.Tertiary, PersonCategory.Active)] = Example.Yuan(600),
            [(FacilityLevel.Tertiary, PersonCategory.Retired)] = Example.Yuan(500),
        }),
        Example.Source);

    [Theory]
    [InlineData(0, 1300)]
    [InlineData(1, 650)]
    [InlineData(2, 300)]
    [InlineData(3, 300)] // the last figure repeats
    [InlineData(20, 300)]
    public void The_nth_admission_of_the_year_takes_the_nth_figure(int earlier, decimal expected) =>
        Assert.Equal(Example.Yuan(expected), Remaining(Series, earlier, paid: 0));

    [Fact]
    public void Per_encounter_what_was_paid_earlier_does_not_count() =>
        Assert.Equal(Example.Yuan(650), Remaining(Series, earlier: 1, paid: 5000));

    [Theory]
    [InlineData(0, 650)]
    [InlineData(1500, 500)] // 2000 - 1500 is less than 650
    [InlineData(2000, 0)]
    [InlineData(2500, 0)] // a lower maximum came into force during the year
    public void A_yearly_maximum_limits_the_series(decimal paid, decimal expected) =>
        Assert.Equal(Example.Yuan(expected), Remaining(Series with { YearlyMaximum = Example.Yuan(2000) }, earlier: 1, paid));

    [Theory]
    [InlineData(0, 600)]
    [InlineData(200, 400)]
    [InlineData(600, 0)]
    [InlineData(700, 0)]
    public void Per_year_only_what_is_left_is_taken(decimal paid, decimal expected) =>
        Assert.Equal(Example.Yuan(expected), Remaining(Yearly, earlier: 7, paid));

    [Fact]
    public void Per_year_a_facility_of_a_higher_level_tops_up_the_difference()
    {
        Assert.Equal(Example.Yuan(400), Yearly.Remaining(FacilityLevel.Secondary, PersonCategory.Active, 0, Money.Zero));
        Assert.Equal(Example.Yuan(200), Yearly.Remaining(FacilityLevel.Tertiary, PersonCategory.Active, 1, Example.Yuan(400))); // 600 - 400
        Assert.Equal(Money.Zero, Yearly.Remaining(FacilityLevel.Secondary, PersonCategory.Active, 2, Example.Yuan(600)));
    }

    [Fact]
    public void The_figure_is_that_of_the_level_and_the_person() =>
        Assert.Equal(Example.Yuan(500), Yearly.Remaining(FacilityLevel.Tertiary, PersonCategory.Retired, 0, Money.Zero));

    private static Money Remaining(Deductible deductible, int earlier, decimal paid) =>
        deductible.Remaining(FacilityLevel.Tertiary, PersonCategory.Active, earlier, Example.Yuan(paid));
}
