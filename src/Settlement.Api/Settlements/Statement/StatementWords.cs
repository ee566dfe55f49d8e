using Settlement.Api.Calls;
using Settlement.Domain.Facilities;
using Settlement.Domain.Persons;
using Settlement.Domain.Policies;

namespace Settlement.Api.Settlements.Statement;

/// <summary>What a statement calls the values of its fields; a test checks that every value has its word.</summary>
internal static class StatementWords
{
    internal static IReadOnlyDictionary<FacilityLevel, Text> Levels { get; } = new Dictionary<FacilityLevel, Text>
    {
        [FacilityLevel.Community] = new("基层或未定级", "Community or ungraded"),
        [FacilityLevel.Primary] = new("一级", "Primary"),
        [FacilityLevel.Secondary] = new("二级", "Secondary"),
        [FacilityLevel.Tertiary] = new("三级", "Tertiary"),
    };

    internal static IReadOnlyDictionary<CareService, Text> Services { get; } = new Dictionary<CareService, Text>
    {
        [CareService.Inpatient] = new("住院", "Inpatient"),
        [CareService.Outpatient] = new("普通门诊", "Outpatient"),
        [CareService.ChronicOutpatient] = new("门诊慢特病", "Chronic outpatient"),
        [CareService.Pharmacy] = new("药店购药", "Pharmacy"),
        [CareService.SpecialDrug] = new("特药购药", "Special drug"),
    };

    internal static IReadOnlyDictionary<InsuranceScheme, Text> Schemes { get; } = new Dictionary<InsuranceScheme, Text>
    {
        [InsuranceScheme.Employee] = new("职工基本医疗保险", "Employees"),
        [InsuranceScheme.Resident] = new("城乡居民基本医疗保险", "Residents"),
    };

    internal static IReadOnlyDictionary<PersonCategory, Text> Categories { get; } = new Dictionary<PersonCategory, Text>
    {
        [PersonCategory.Active] = new("在职", "At work"),
        [PersonCategory.Retired] = new("退休", "Retired"),
        [PersonCategory.AdultResident] = new("成年居民", "Adult resident"),
        [PersonCategory.MinorResident] = new("未成年居民", "Minor resident"),
    };

    internal static IReadOnlyDictionary<TreatmentClass, Text> Classes { get; } = new Dictionary<TreatmentClass, Text>
    {
        [TreatmentClass.LongTerm] = new("长期备案", "Long-term filing"),
        [TreatmentClass.Referral] = new("异地转诊", "Referral"),
        [TreatmentClass.Emergency] = new("异地急诊抢救", "Emergency"),
        [TreatmentClass.OtherTemporary] = new("非急诊且未转诊", "Other temporary stay"),
        [TreatmentClass.Unfiled] = new("未备案", "Unfiled"),
        [TreatmentClass.LongTermAtHome] = new("长期备案人员回参保地", "Long-term filing, at home"),
        [TreatmentClass.LongTermElsewhere] = new("长期备案人员到第三地", "Long-term filing, elsewhere"),
    };

    /// <summary>医疗收费项目类别 (med_chrgitm_type) 01 to 14.</summary>
    internal static IReadOnlyDictionary<string, Text> FeeCategories { get; } = new Dictionary<string, Text>
    {
        ["01"] = new("床位费", "Bed"),
        ["02"] = new("诊察费", "Consultation"),
        ["03"] = new("检查费", "Examination"),
        ["04"] = new("化验费", "Laboratory"),
        ["05"] = new("治疗费", "Treatment"),
        ["06"] = new("手术费", "Surgery"),
        ["07"] = new("护理费", "Nursing"),
        ["08"] = new("卫生材料费", "Materials"),
        ["09"] = new("西药费", "Western medicine"),
        ["10"] = new("中药饮片费", "Herbal pieces"),
        ["11"] = new("中成药费", "Chinese medicine"),
        ["12"] = new("一般诊疗费", "General treatment"),
        ["13"] = new("挂号费", "Registration"),
        ["14"] = new("其他费", "Other"),
    };

    internal static string FeeCategory(string code) => FeeCategories.TryGetValue(code, out var name) ? name.ToString() : code;
}
