using Settlement.Domain;
using Settlement.Domain.Catalogs;
using Settlement.Domain.Facilities;
using Settlement.Persistence.Catalogs;
using Settlement.Persistence.DemonstrationData;

namespace Settlement.Api.Tests.DemonstrationData;

public sealed class DemonstrationCatalogTests
{
    private static readonly IReadOnlyList<CatalogRow> Rows = [.. NationalCatalog.Rows(), .. DemonstrationCatalog.Rows()];
    private static readonly DateOnly EndOf2025 = new(2025, 12, 31);

    [Fact]
    public void Only_the_published_edition_is_called_national()
    {
        var national = Rows.Where(row => row.Source == "national").Select(row => row.Entry).ToList();

        Assert.Equal(4806, national.Count);
        Assert.All(national, entry => Assert.Equal((Catalog.National, new(2025, 1, 1), EndOf2025), (entry.Owner, entry.InForce.First, entry.InForce.Last)));
        Assert.All(national, entry => Assert.Equal(entry.Class == ItemClass.A ? Ratio.Zero : null, entry.FirstSelfPaidRatio));
        Assert.All(Rows.Where(row => row.Entry.Owner != Catalog.National || row.Entry.InForce.Last is null), row => Assert.Equal("demonstration", row.Source));
    }

    [Fact]
    public void Every_drug_is_found_in_2025_and_today()
    {
        var drugs = Rows.Where(row => row.Source == "national").Select(row => row.Entry.ItemCode);

        Assert.All(drugs, code => Assert.All(
            new[] { new DateOnly(2025, 1, 1), EndOf2025, new(2026, 1, 1), new(2026, 11, 20) },
            day => Assert.NotNull(DemonstrationClaims.Catalog.Find(DemonstrationCatalog.Provinces[0], code, day).Entry)));
    }

    [Fact]
    public void In_a_province_with_entries_no_class_B_item_lacks_its_ratio()
    {
        var codes = Rows.Select(row => row.Entry.ItemCode).Distinct();
        var missing =
            from code in codes
            from province in DemonstrationCatalog.Provinces
            let entry = DemonstrationClaims.Catalog.Find(province, code, new(2026, 11, 20)).Entry
            where entry is null or { Class: ItemClass.B, FirstSelfPaidRatio: null }
            select $"{province} {code}";

        Assert.Empty(missing);
    }

    /// <summary>Class, ratio, limit at a tertiary facility and fee category, by the rule of the README.</summary>
    [Theory]
    [InlineData("110000", "XB05AAR021B001010100348", ItemClass.B, 10, null, "09")] // 人血白蛋白
    [InlineData("460000", "XB05AAR021B001010100348", ItemClass.B, 15, null, "09")]
    [InlineData("110000", "XA10BJD332B002010178403", ItemClass.B, 20, null, "09")] // 度拉糖肽, negotiated
    [InlineData("310000", "ZA04CAT0019010100705", ItemClass.B, 5, null, "11")] // 痰热清注射液
    [InlineData("310000", "ZA12HAZ0411010103783", ItemClass.A, 0, null, "11")] // 注射用血塞通(冻干), national entry
    [InlineData("310000", "001109000010300", ItemClass.A, 0, 90, "01")] // 三人间
    [InlineData("310000", "001109000010100", ItemClass.C, null, null, "01")] // 单人间
    [InlineData("440000", "002103000020000", ItemClass.B, 15, 260, "03")] // CT
    [InlineData("510000", "002102000010000", ItemClass.B, 20, 500, "03")] // MRI
    [InlineData("510000", "002304000100000", ItemClass.C, null, null, "03")] // PET/CT
    [InlineData("110000", "001102000050000", ItemClass.A, 0, null, "02")] // 住院诊查费
    [InlineData("110000", "001201000040000", ItemClass.A, 0, null, "07")] // Ⅱ级护理
    [InlineData("110000", "003310030220000", ItemClass.A, 0, null, "06")] // 阑尾切除术
    [InlineData("110000", "003304010150000", ItemClass.C, null, null, "06")] // 眼袋整形术
    public void The_stated_rule_gives(string province, string code, ItemClass itemClass, int? percent, int? limit, string feeCategory)
    {
        var entry = DemonstrationClaims.Catalog.Find(RegionCode.Parse(province), code, new(2026, 11, 20)).Entry!;

        Assert.Equal(
            (itemClass, percent is { } p ? Ratio.FromPercent(p) : (Ratio?)null, (decimal?)limit, feeCategory),
            (entry.Class, entry.FirstSelfPaidRatio,
                entry.PriceLimitYuan.TryGetValue(FacilityLevel.Tertiary, out var yuan) ? yuan : null, entry.FeeCategory));
    }
}
