using Settlement.Domain;
using Settlement.Domain.Catalogs;
using Settlement.Domain.Facilities;
using Settlement.Domain.Persons;
using Settlement.Persistence.Catalogs;
using Settlement.Persistence.DemonstrationData;

namespace Settlement.Api.Tests.DemonstrationData;

/// <summary>限定支付范围 of the shipped files, read as conditions.</summary>
public sealed class PublishedRestrictionTests
{
    private static readonly IReadOnlyList<CatalogEntry> Drugs = [.. NationalCatalog.Rows().Select(row => row.Entry)];

    private static readonly IReadOnlyList<CatalogEntry> Services =
        [.. DemonstrationCatalog.Rows().Select(row => row.Entry).Where(e => e.Kind == ItemKind.MedicalService && e.Owner == RegionCode.Parse("110000"))];

    public static TheoryData<string, int> DrugCodes => new()
    {
        { "restricted", 3499 },
        { "prose", 2146 },
        { "child", 39 },
        { "female", 88 },
        { "male", 13 },
        { "secondary", 914 },
        { "inpatient", 32 },
        { "emergency", 6 },
        { "inpatient or emergency", 226 },
        { "second line", 25 },
        { "other insurance", 10 },
        { "says all", 990 },
    };

    [Theory]
    [MemberData(nameof(DrugCodes))]
    public void So_many_drug_codes_carry(string what, int codes) => Assert.Equal(codes, Drugs.Count(drug => drug.Restriction is { } r && (what switch
    {
        "restricted" => true,
        "prose" => !r.HasConditions,
        "child" => r.OnlyAge == AgeGroup.Child,
        "female" => r.OnlySex == Sex.Female,
        "male" => r.OnlySex == Sex.Male,
        "secondary" => r.FromLevel == FacilityLevel.Secondary,
        "inpatient" => r.OnlyCare == CareCondition.Inpatient,
        "emergency" => r.OnlyCare == CareCondition.Emergency,
        "inpatient or emergency" => r.OnlyCare == CareCondition.InpatientOrEmergency,
        "second line" => r.SecondLine,
        "other insurance" => r.OtherInsurance,
        _ => r.SaysAll,
    })));

    /// <summary>One drug of each kind, and those whose structured limit says something else than the published text.</summary>
    [Theory, Rule("R4.1")]
    [InlineData("XN05CCS273S003010101587", "all: child")] // 限儿童。
    [InlineData("ZA05CAC0029010102312", "all: Secondary")] // 限二级及以上医疗机构。
    [InlineData("XS01EDB212G010010178672", "all: second line")] // 限二线用药。
    [InlineData("XJ07BGR030B001010101119", "all: other insurance")] // 限工伤保险。
    [InlineData("ZD01BAY0323010102065", "all: other insurance")] // 限生育保险。: that it is for women is its indication
    [InlineData("XA11CCA351E002010101121", "part: Female")] // 限绝经后女性骨质疏松症。
    [InlineData("XB05BAD252B002010101415", "part: Inpatient")] // …的住院患者方予支付。
    [InlineData("XB05AAR021B001010100348", "part:")] // 限抢救、重症或因肝硬化…: a rescue is one case of several
    [InlineData("ZA07AAA0061010100166", "all: InpatientOrEmergency")] // 限急诊或住院患者。, structured as inpatient
    [InlineData("XA10BJD332B002010178403", "part:")] // structured as secondary, which the text says of the first prescription alone
    [InlineData("XS01LAL328B002010104021", "part:")] // structured as tertiary, which the text says beside 二级及以上眼科专科医院
    [InlineData("ZA06CCX0451010104082", "part: Emergency")] // 限高热神昏的急救、抢救时使用。: that it is for children is its indication
    [InlineData("XB05BAX241B002010103889", "part:")] // 限与肠外营养药物配合使用…: likewise
    [InlineData("ZD01AAF0204010100169", "none")] // for women by its indication; the catalogue restricts nothing
    public void The_published_text_decides(string code, string expected) =>
        Assert.Equal(expected, InWords(Drugs.Single(drug => drug.ItemCode == code).Restriction));

    [Fact]
    public void Services_are_restricted_by_age_and_sex_as_the_national_rule_base_has_them()
    {
        var restricted = Services.Where(service => service.Restriction is not null).ToList();

        Assert.Equal(419, restricted.Count);
        Assert.All(restricted, service => Assert.True(service.Restriction!.SaysAll));
        Assert.Equal(
            new Dictionary<string, int> { ["限儿童。"] = 9, ["限儿童、男性。"] = 1, ["限女性。"] = 257, ["限婴幼儿。"] = 2, ["限新生儿。"] = 18, ["限男性。"] = 132 },
            restricted.CountBy(service => service.Restriction!.Text).ToDictionary());
    }

    [Fact]
    public void Entries_that_have_conditions_are_of_a_version_of_their_own()
    {
        var entries = NationalCatalog.Rows().Concat(DemonstrationCatalog.Rows()).Select(row => row.Entry).ToList();

        // 1 353 drug codes twice (national, carried on), the 605 of them of class B and 419 services in five provinces.
        Assert.Equal(2 * 1353 + 5 * (605 + 419), entries.Count(e => e.Version.EndsWith("-restrictions", StringComparison.Ordinal)));
        Assert.All(entries, e => Assert.Equal(e.Restriction is { HasConditions: true }, e.Version.EndsWith("-restrictions", StringComparison.Ordinal)));
    }

    private static string InWords(PaymentRestriction? r)
    {
        if (r is null)
            return "none";
        string?[] conditions =
        [
            r.OnlyAge == AgeGroup.Child ? "child" : null, r.OnlySex?.ToString(), r.FromLevel?.ToString(), r.OnlyCare?.ToString(),
            r.SecondLine ? "second line" : null, r.OtherInsurance ? "other insurance" : null,
        ];
        return $"{(r.SaysAll ? "all" : "part")}: {string.Join(", ", conditions.OfType<string>())}".TrimEnd();
    }
}
