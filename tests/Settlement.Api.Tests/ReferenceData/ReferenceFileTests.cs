using Settlement.Persistence.ReferenceData;

namespace Settlement.Api.Tests.ReferenceData;

/// <summary>What a file may not contain. No database: rows are checked on their way there.</summary>
public sealed class ReferenceFileTests : IDisposable
{
    private const string RegionHeader = "code,name,level,parent_code,kind,status\n";
    private const string DrugHeader =
        "seq,section,class,name,dosage_form,payment_restriction,payment_standard,price_confidential,agreement_start,agreement_end,"
        + "category_code,category_path,repeat_entry_flag,valid_from,valid_through\n";

    private readonly EditableFiles files = new();

    public static TheoryData<string, string, int, string> Wrong => new()
    {
        // file, content, line, part of the problem
        { "calendar_day.csv", "day,kind,reason\n2026-01-01,holiday,元旦\n", 1, "the header must be day,kind,occasion" },
        { "calendar_day.csv", "day,kind,occasion,note\n2026-01-01,holiday,元旦,\n", 1, "the header must be" },
        { "calendar_day.csv", "", 1, "the header must be" },
        { "calendar_day.csv", "day,kind,occasion\n", 1, "no rows" },
        { "calendar_day.csv", "day,kind,occasion\n2026-01-01,holiday,元旦\n2026-01-02,holiday\n", 3, "2 fields where 3" },
        { "calendar_day.csv", "day,kind,occasion\n2026-01-01,holiday,元旦\n\n", 3, "1 fields where 3" },
        { "calendar_day.csv", "day,kind,occasion\n2026-01-01,holiday,元旦\n2026-01-01,workday,元旦\n", 3, "already on line 2" },
        { "calendar_day.csv", "day,kind,occasion\n2026-13-01,holiday,元旦\n", 2, "'2026-13-01' is not a day" },
        { "calendar_day.csv", "day,kind,occasion\n2026-01-01,feast,元旦\n", 2, "'feast' is not one of holiday, workday" },
        { "calendar_day.csv", "day,kind,occasion\n2026-01-01,holiday, 元旦\n", 2, "without space around it" },
        { "calendar_day.csv", "day,kind,occasion\n2026-01-01,holiday,\"元旦\n2026-01-02,holiday,元旦\n", 2, "malformed CSV" },
        { "calendar_day.csv", "day,kind,occasion\n2026-01-01,holiday,元旦\n2026-01-02,holiday,元", 3, "may be cut off" },
        { "region.csv", RegionHeader + "330000,浙江省,1,,admin,current\n340100,合肥市,2,340000,admin,current\n", 3, "no parent '340000'" },
        { "region.csv", RegionHeader + "330000,浙江省,1,,admin,current\n330102,上城区,3,330000,admin,current\n", 3, "no parent '330000' of the level above" },
        { "region.csv", RegionHeader + "330000,浙江省,1,,admin,current\n340100,合肥市,2,330000,admin,current\n", 3, "different provinces" },
        { "region.csv", RegionHeader + "33000,浙江省,1,,admin,current\n", 2, "code '33000' is not a code like [0-9]{6}" },
        { "pooling_region.csv", "code,name,province_code,kind,official\n330100,杭州市,330101,prefecture,1\n", 2, "330101 is no province" },
        { "pooling_region.csv", "code,name,province_code,kind,official\n339900,本级,330000,provincial_direct,1\n", 2, "called official" },
        { "chronic_disease.csv", "code,name,cross_province_group,supported_from,mapping_verified\nM03900,高血压病,高血压,,\n", 2, "stand together" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_wrong_file_is_refused_with_its_name_and_line(string file, string content, int line, string problem)
    {
        files.Write(file, content);

        var refused = Assert.Throws<ReferenceFileException>(() => ReadAll(Path.GetFileNameWithoutExtension(file)));

        Assert.StartsWith($"{file}, line {line}: ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(problem, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_in_another_encoding_is_refused()
    {
        byte[] gbk = [.. "day,kind,occasion\n2026-01-01,holiday,"u8, 0xD4, 0xAA, 0xB5, 0xA9, (byte)'\n']; // 元旦
        File.WriteAllBytes(files.PathOf("calendar_day.csv"), gbk);

        var refused = Assert.Throws<ReferenceFileException>(() => ReadAll("calendar_day"));

        Assert.Equal("calendar_day.csv, line 2: not in UTF-8", refused.Message);
    }

    [Fact]
    public void Codes_come_out_as_text_with_their_leading_zeros() =>
        Assert.Equal("00.0100", ReadAll("procedure_code")[0][0]);

    [Theory]
    [InlineData("1,西药,甲,布洛芬,,,,0,,,XM01AE,,0", null, 1, "exact")]
    [InlineData("1,西药,甲,布洛芬,,,,0,,,XM01AE,,0", "2,西药,甲,布洛芬,,,,0,,,XM01AE,,1", 1, "exact")]
    [InlineData("1,西药,甲,布洛芬,,,,0,,,XM01AE,,0", "2,西药,乙,布洛芬,,,,0,,,XM01AE,,1", null, "ambiguous")]
    [InlineData("1,西药,甲,布洛芬,,,,0,,,XM01AE,,0", "2,中成药,甲,布洛芬,,,,0,,,ZA01,,0", null, "ambiguous")]
    [InlineData("1,西药,乙,布洛芬,,,,0,,,XM01AE,,0", "2,西药,乙,布洛芬,,限儿童。,,0,,,XM01AE,,0", null, "ambiguous")]
    [InlineData("1,中成药,甲,布洛芬,,,,0,,,ZA01,,0", null, null, "ambiguous")]
    [InlineData("1,竞价药品,乙,布洛芬,,,,0,,,XM01AE,,0", null, 1, "exact")]
    [InlineData("1,西药,甲,布洛芬片,,,,0,,,XM01AE,,0", null, null, "none")]
    public void A_drug_code_is_mapped_only_where_its_name_leaves_no_doubt(string entry, string? other, int? seq, string match)
    {
        var rows = new[] { entry, other }.OfType<string>().Select(row => $"{row},2025-01-01,2025-12-31\n");
        files.Write("national_drug.csv", DrugHeader + string.Concat(rows));
        files.Write("drug_code.csv", "code,generic_name\nXM01AEB001A001010100001,布洛芬\n");

        Assert.Equal([["XM01AEB001A001010100001", "布洛芬", "western", seq, match]], ReadAll("drug_code"));
    }

    public void Dispose() => files.Dispose();

    private List<object?[]> ReadAll(string dataset) =>
        [.. DatasetRows.Read(Datasets.All.Single(known => known.Name == dataset), files.Read())];
}
