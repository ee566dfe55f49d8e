using Settlement.Api.Tests.Support;
namespace Settlement.Api.Tests.ReferenceData;

public sealed class ReferenceContentTests(LoadedReferenceData data) : IClassFixture<LoadedReferenceData>
{
    public static TheoryData<string, int> RowCounts => new()
    {
        { "region", 3371 },
        { "pooling_region", 385 },
        { "public_hospital", 6713 },
        { "national_drug", 4750 },
        { "drug_code", 18459 },
        { "dosage_form", 19 },
        { "drug_category", 695 },
        { "service_category", 327 }, // 348 rows at the source, 21 of them under a code that another row has
        { "medical_service", 3098 },
        { "drug_restriction", 57 },
        { "service_restriction", 419 },
        { "diagnosis", 33304 },
        { "procedure_code", 13686 },
        { "chronic_disease", 45 },
        { "chronic_relevance", 59 },
        { "code_value", 79 },
        { "calendar_day", 288 },
    };

    public static TheoryData<string, int> Counts => new()
    {
        { "region where usable and level = 1", 31 },
        { "region where usable and level = 2", 333 },
        { "region where usable and level = 3", 2846 },
        { "region where level = 1", 34 },
        { "region where status <> 'current'", 20 },
        { "region where kind = 'stat_only'", 128 },
        { "pooling_region where official", 357 },
        { "pooling_region where not official", 28 },
        { "national_drug where class = '甲'", 767 },
        { "national_drug where class = '乙'", 3059 },
        { "national_drug where kind = 'herbal_piece' and payable", 892 },
        { "national_drug where not payable", 32 },
        { "national_drug where price_confidential", 254 },
        { "national_drug where repeat_entry_flag", 667 },
        { "national_drug where agreement_start is not null", 427 },
        { "national_drug where valid_from = '2025-01-01' and valid_through = '2025-12-31'", 4750 },
        { "drug_code where catalogue_match = 'exact' and national_drug_seq is not null", 4806 },
        { "drug_code where catalogue_match = 'ambiguous'", 0 },
        { "medical_service where category_code is null", 6 },
        { "medical_service where local_extension", 24 },
        { "drug_restriction where says_all", 8 },
        { "drug_restriction where not exists (select from national_drug where payment_restriction = text)", 0 },
        { "service_restriction where only_age = 'Newborn'", 18 },
        { "service_restriction where only_age is not null", 30 },
        { "service_restriction where only_sex = 'Female'", 257 },
        { "service_restriction where only_sex = 'Male'", 133 },
        { "service_restriction where code not in (select code from medical_service)", 0 },
        { "diagnosis where name_damaged", 14 },
        { "procedure_code where name_damaged", 8 },
        { "drug_category where name_damaged", 3 },
        { "chronic_disease where cross_province_group is not null", 12 },
        { "chronic_disease where mapping_verified", 0 },
        { "public_hospital where city_code is null", 7 },
        { "public_hospital_region where region_code is null", 7 },
        { "code_value where local_extension", 32 },
        { "calendar_day where kind = 'workday'", 52 },
    };

    [Theory]
    [MemberData(nameof(RowCounts))]
    public async Task Each_table_holds_every_row_of_its_file(string table, int rows)
    {
        Assert.Equal(rows, Assert.Single(data.FirstLoad, dataset => dataset.Dataset == table).Rows);
        Assert.Equal((long)rows, await data.Database.ScalarAsync($"select count(*) from {table}"));
    }

    [Fact]
    public void Every_dataset_has_its_count_above() =>
        Assert.Equal(RowCounts.Select(row => (string)row[0]).Order(), data.FirstLoad.Select(dataset => dataset.Dataset).Order());

    [Theory]
    [MemberData(nameof(Counts))]
    public async Task The_figures_are_those_of_the_sources(string rows, int count) =>
        Assert.Equal((long)count, await data.Database.ScalarAsync($"select count(*) from {rows}"));

    [Theory]
    [InlineData("330103", "an abolished county, 下城区")]
    [InlineData("110100", "a placeholder, 市辖区 of Beijing")]
    [InlineData("620201", "a placeholder for a city without counties")]
    [InlineData("130171", "a development zone, statistics only")]
    [InlineData("710000", "Taiwan")]
    [InlineData("810000", "Hong Kong")]
    [InlineData("820000", "Macao")]
    public async Task A_region_that_is_no_place_of_insurance_or_treatment_is_kept_and_not_usable(string code, string why) =>
        Assert.True((bool?)await data.Database.ScalarAsync($"select not usable from region where code = '{code}'"), why);

    [Theory]
    [InlineData("SRC00008", "110101")] // a county of a municipality
    [InlineData("SRC00001", null)] // 长垣市: no code in the list
    public async Task A_hospital_lies_in_the_smallest_usable_region_known(string hospital, string? region) =>
        Assert.Equal(region, await data.Database.ScalarAsync($"select region_code from public_hospital_region where list_no = '{hospital}'"));

    [Fact]
    public async Task Every_region_that_a_hospital_lies_in_is_usable() =>
        Assert.Equal(0L, await data.Database.ScalarAsync(
            "select count(*) from public_hospital_region join region on code = region_code where not usable"));

    [Theory]
    [InlineData("select name from code_value where field = 'hosp_lv' and value = '01'", "三级特等")]
    [InlineData("select name from medical_service where code = '001102000010000'", "普通门诊诊查费")]
    [InlineData("select name from procedure_code where code = '00.0100'", "头和颈部血管治疗性超声")]
    public async Task Codes_keep_their_leading_zeros(string sql, string expected) =>
        Assert.Equal(expected, await data.Database.ScalarAsync(sql));

    [Theory]
    [InlineData("001102000010000", "1102")] // 诊查, where the tree has four digits
    [InlineData("002101020000000", "210102")] // X线摄影检查, where it has six
    [InlineData("001108000010000", null)] // 病房空调降温费: the tree has no 1108
    public async Task A_service_stands_in_the_deepest_category_of_its_price_code(string service, string? category) =>
        Assert.Equal(category, await data.Database.ScalarAsync($"select category_code from medical_service where code = '{service}'"));

    [Theory, Rule("R3.1")]
    [InlineData("M07803", "尿毒症透析", "2021-01-01")]
    [InlineData("M07800", null, null)] // without dialysis, though of the same four characters
    [InlineData("M00503", "恶性肿瘤门诊放化疗", "2021-01-01")]
    [InlineData("M00504", null, null)]
    [InlineData("M05300", "慢性阻塞性肺疾病", "2024-12-01")]
    public async Task A_chronic_disease_belongs_to_a_group_by_its_whole_code(string code, string? group, string? since)
    {
        Assert.Equal(group, await data.Database.ScalarAsync($"select cross_province_group from chronic_disease where code = '{code}'"));
        Assert.Equal(since, await data.Database.ScalarAsync($"select supported_from::text from chronic_disease where code = '{code}'"));
    }

    [Fact]
    public async Task A_mapped_drug_code_and_its_entry_have_the_same_name_and_kind() =>
        Assert.Equal(0L, await data.Database.ScalarAsync(
            "select count(*) from drug_code c join national_drug d on d.seq = c.national_drug_seq where d.name <> c.generic_name or d.kind <> c.kind"));
}
