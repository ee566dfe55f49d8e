using Settlement.Domain.Filings;
using Settlement.Domain.Persons;

namespace Settlement.Domain.Tests.Reference.Generated;

/// <summary>A person, often on the edge of an age, and the filings around the bills.</summary>
internal static class RandomPerson
{
    public static InsuredPerson Of(Draw draw, InsuranceScheme scheme, IReadOnlyList<DateOnly> days)
    {
        var no = new PersonNo("R1");
        return new(
            PersonId.Of(World.Insured, no), no, World.Insured, scheme, draw.Pick(PersonCategories.Of(scheme)),
            InsuredStatus.Normal, BirthDate(draw, draw.Pick(days)), draw.Pick(Sex.Male, Sex.Female))
        {
            IsCivilServant = draw.Chance(60),
            HasEnterpriseSupplement = draw.Chance(60),
            Hardship = draw.Maybe(50, () => draw.Pick(Enum.GetValues<Hardship>())),
            Qualifications =
            [
                .. World.Diseases.Where(_ => draw.Chance(93)).Select(disease =>
                    new ChronicQualification(disease, draw.Chance(88) ? World.Always : new(World.Always.First, draw.Pick(days).AddDays(-draw.Pick(0, 0, 1))))),
            ],
        };
    }

    public static List<Filing> Filings(Draw draw, IReadOnlyList<(FacilityCode Facility, RegionCode Region, DateOnly Start, DateOnly End)> stays) =>
        [.. Enumerable.Range(0, draw.Pick(0, 1, 1, 2, 2, 3, 4)).Select(_ => Filing(draw, draw.Pick(stays)))];

    private static Filing Filing(Draw draw, (FacilityCode Facility, RegionCode Region, DateOnly Start, DateOnly End) stay)
    {
        var place = draw.Chance(75) ? stay.Region : draw.Pick(World.Elsewhere);
        var first = draw.Int(0, 5) switch
        {
            0 => stay.Start,
            1 => draw.Day(stay.Start, stay.End),
            2 => draw.Pick(stay.End, stay.End.AddDays(1)),
            3 => stay.Start.AddDays(draw.Int(-1, 6)),
            _ => stay.Start.AddDays(-draw.Int(1, 400)),
        };
        DateOnly? last = draw.Int(0, 4) switch
        {
            0 => stay.Start.AddDays(draw.Int(-1, 1)),
            1 => stay.End.AddDays(draw.Int(-1, 1)),
            _ => null,
        };
        return new(
            new FilingId(new Guid(draw.Int(0, int.MaxValue - 1), 1, 1, 1, 1, 1, 1, 1, 1, 1, 1)),
            draw.Pick(Enum.GetValues<FilingType>()), Destination(draw, place), new(first, last < first ? first : last),
            draw.Pick(FilingState.Accepted, FilingState.Accepted, FilingState.Accepted, FilingState.Accepted, FilingState.Accepted,
                FilingState.Accepted, FilingState.Changed, FilingState.Ended, FilingState.Submitted, FilingState.Rejected))
        {
            Facilities = draw.Int(0, 11) switch
            {
                0 => [stay.Facility],
                1 => [FacilityCode.Parse("H99999999999")],
                _ => [],
            },
            CompleteFrom = draw.Pick<DateOnly?>(first, first, null, stay.Start.AddDays(draw.Int(-1, 1))),
        };
    }

    /// <summary>The county, its city or its province.</summary>
    internal static RegionCode Destination(Draw draw, RegionCode county) => RegionCode.Parse(draw.Int(0, 2) switch
    {
        0 => county.Value,
        1 => county.Value[..4] + "00",
        _ => county.Value[..2] + "0000",
    });

    private static DateOnly BirthDate(Draw draw, DateOnly day) => draw.Int(0, 9) switch
    {
        0 => day.AddDays(-draw.Pick(0, 1, 27, 28, 29, 30)),
        1 or 5 => day.AddYears(-draw.Pick(1, 3, 18, 18)).AddDays(draw.Int(-1, 1)),
        2 or 3 => day.AddYears(-draw.Pick(60, 70)).AddDays(draw.Int(-1, 1)),
        4 => new(draw.Pick(1948, 1952, 1956, 1964, 2004, 2020), 2, 29),
        _ => day.AddDays(-draw.Int(0, 36_000)),
    };
}
