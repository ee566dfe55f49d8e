namespace Settlement.Domain.Tests;

public sealed class CodesTests
{
    private static readonly RegionCode Nanchang = RegionCode.Parse("360100");

    [Theory]
    [InlineData("H31010100001")]
    [InlineData("P36010200001")]
    public void A_facility_code_is_H_or_P_and_eleven_digits(string text) => Assert.Equal(text, FacilityCode.Parse(text).ToString());

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("h31010100001")]
    [InlineData("X31010100001")]
    [InlineData("H3101010000")]
    [InlineData("H310101000011")]
    [InlineData("H3101010000A")]
    public void Anything_else_is_no_facility_code(string? text)
    {
        Assert.False(FacilityCode.TryParse(text, out var code));
        Assert.Equal("", code.Value);
        if (text is not null)
            Assert.Throws<FormatException>(() => FacilityCode.Parse(text));
    }

    [Fact]
    public void A_person_id_is_the_same_for_ever() => // SHA-256 of "360100/P-1", version 8 and variant set; stored keys depend on it
        Assert.Equal("1e0e94cd-1b4f-86fc-a218-100262823ecb", PersonId.Of(Nanchang, new("P-1")).Value.ToString());

    [Fact]
    public void One_number_in_two_regions_is_two_persons()
    {
        Assert.NotEqual(PersonId.Of(Nanchang, new("P-1")), PersonId.Of(RegionCode.Parse("310000"), new("P-1")));
        Assert.NotEqual(PersonId.Of(Nanchang, new("P-1")), PersonId.Of(Nanchang, new("P-2")));
    }

    [Fact]
    public void New_ids_sort_by_time()
    {
        Assert.Equal(7, FilingId.New().Value.Version);
        Assert.Equal(7, EncounterId.New().Value.Version);
        Assert.Equal(7, SettlementId.New().Value.Version);
        Assert.Equal(8, PersonId.Of(Nanchang, new("P-1")).Value.Version);
    }
}
