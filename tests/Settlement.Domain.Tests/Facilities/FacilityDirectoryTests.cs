using Settlement.Domain.Facilities;

namespace Settlement.Domain.Tests.Facilities;

public sealed class FacilityDirectoryTests
{
    private static readonly DesignatedFacility Hospital = Coded("H31010100001");
    private static readonly DesignatedFacility Pharmacy = Coded("P31010100001");
    private static readonly DesignatedFacility Elsewhere = Coded("H36010200001");
    private static readonly FacilityDirectory Directory = new([Hospital, Pharmacy, Elsewhere]);

    [Fact]
    public void A_facility_is_found_by_its_code()
    {
        Assert.All([Hospital, Pharmacy, Elsewhere], facility => Assert.Same(facility, Directory.Find(facility.Code)));
        Assert.Null(Directory.Find(FacilityCode.Parse("H31010100002")));
        Assert.Null(Directory.Find(FacilityCode.Parse("P36010200001")));
        Assert.Null(Directory.Find(default));
    }

    [Fact]
    public void Other_facilities_of_one_part_leave_those_of_the_others_and_the_directory_before_as_they_were()
    {
        var renamed = Hospital with { Name = "renamed" };

        var after = Directory.With("H31", [renamed, Coded("H31010100002")]);

        Assert.Equal(4, after.Count);
        Assert.Same(renamed, after.Find(Hospital.Code));
        Assert.Same(Pharmacy, after.Find(Pharmacy.Code));
        Assert.Same(Elsewhere, after.Find(Elsewhere.Code));
        Assert.Same(Hospital, Directory.Find(Hospital.Code));
        Assert.Equal("H31", FacilityDirectory.PartOf(Hospital.Code));
    }

    [Fact]
    public void A_part_without_facilities_has_none_any_more() => Assert.Null(Directory.With("H31", []).Find(Hospital.Code));

    private static DesignatedFacility Coded(string code) => Example.Claim.Facility with { Code = FacilityCode.Parse(code) };
}
