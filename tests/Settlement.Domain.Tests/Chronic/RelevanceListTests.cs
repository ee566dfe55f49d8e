using Settlement.Domain.Catalogs;
using Settlement.Domain.Chronic;
using Settlement.Domain.Facilities;
using Settlement.Domain.Persons;

namespace Settlement.Domain.Tests.Chronic;

/// <summary>病种相关目录.</summary>
[Rule("R-CHR-03")]
public sealed class RelevanceListTests
{
    private static readonly DateOnly Day = new(2026, 6, 10);
    private static readonly RegionCode Insured = RegionCode.Parse("330200");

    private static readonly RelevanceList List = new(
    [
        new(RelevanceList.National, "M03900", RelevanceKind.Item, "XC09", new(new(2021, 1, 1), null)),
        new(RelevanceList.National, "M03900", RelevanceKind.Diagnosis, "I10", new(new(2021, 1, 1), null)),
        new(RelevanceList.National, "M01600", RelevanceKind.Item, "XA10", new(new(2021, 1, 1), new(2025, 12, 31))),
        new(RegionCode.Parse("440000"), "M03900", RelevanceKind.Item, "XC08", new(new(2021, 1, 1), null)),
    ]);

    [Fact]
    public void A_code_belongs_to_the_diseases_whose_rows_it_begins_with_on_the_day()
    {
        Assert.Equal(["M03900"], List.DiseasesOf(RelevanceKind.Item, "XC09CA", Day, Insured));
        Assert.Equal(["M03900"], List.DiseasesOf(RelevanceKind.Diagnosis, "I10.x00", Day, Insured));
        Assert.Empty(List.DiseasesOf(RelevanceKind.Item, "XA10BA", Day, Insured)); // in force to the end of 2025
        Assert.Equal(["M01600"], List.DiseasesOf(RelevanceKind.Item, "XA10BA", new(2025, 12, 31), Insured));
    }

    [Fact]
    public void Rows_of_the_province_stand_in_place_of_the_national_ones()
    {
        var guangzhou = RegionCode.Parse("440100");
        Assert.Empty(List.DiseasesOf(RelevanceKind.Item, "XC09CA", Day, guangzhou));
        Assert.Equal(["M03900"], List.DiseasesOf(RelevanceKind.Item, "XC08CA", Day, guangzhou));
    }

    [Theory]
    [InlineData("M03900", "XA10BA", true)]
    [InlineData("M03900", "XC09CA", false)]
    [InlineData("M03900", "001102000010000", false)] // a service may belong to any disease
    [InlineData("M01600", "XC09CA", false)] // the list says nothing of the disease on that day
    public void Only_a_medicine_is_foreign_and_only_where_the_list_names_some(string disease, string item, bool isForeign) =>
        Assert.Equal(isForeign, List.IsForeign(disease, item, Day, Insured));

    [Fact]
    public void An_ordinary_line_is_doubtful_only_for_a_disease_that_the_person_is_qualified_for()
    {
        FeeLine[] lines = [new("1", "XC09CA", Day, 1, 10, Money.FromYuan(10))];
        ChronicQualification[] qualified = [new("M03900", new(new(2024, 1, 1), null))];

        Assert.Equal([new DoubtfulLine(Doubt.ItemOfDisease, "1", "XC09CA", "M03900")], DoubtfulLines.Of(CareService.Outpatient, Insured, qualified, lines, List));
        Assert.Empty(DoubtfulLines.Of(CareService.Outpatient, Insured, [], lines, List));
        Assert.Empty(DoubtfulLines.Of(CareService.Inpatient, Insured, qualified, lines, List));
    }
}
