using Settlement.Domain.Catalogs;
using Settlement.Persistence.Catalogs;

namespace Settlement.Persistence.DemonstrationData;

/// <summary>
/// The stated rule by which the demonstration classes medical services (README.md): no province's own list is at hand.
/// </summary>
internal static class ServiceRule
{
    /// <summary>挂号、体检、救护车、空调取暖、会诊、PET, preventive care and what is no treatment.</summary>
    private static readonly string[] WhollySelfPaidCategories = ["1101", "1105", "1106", "1107", "1110", "13", "14", "2304"];

    /// <summary>Cosmetic treatment, special wards, dental implants.</summary>
    private static readonly string[] WhollySelfPaidWords = ["美容", "眼袋", "单人间", "套间", "特需", "种植"];

    /// <summary>医疗收费项目类别 by the fee item of the service's category; every other one is 14 其他费.</summary>
    private static readonly Dictionary<string, string> FeeCategories = new()
    {
        ["床位费"] = "01",
        ["诊查费"] = "02",
        ["检查费"] = "03",
        ["病理费"] = "03",
        ["化验费"] = "04",
        ["一般诊疗费"] = "05",
        ["抢救费"] = "05",
        ["吸氧费"] = "05",
        ["注射费"] = "05",
        ["放射治疗费"] = "05",
        ["精神治疗费"] = "05",
        ["介入治疗费"] = "05",
        ["物理治疗费"] = "05",
        ["康复治疗费"] = "05",
        ["中医治疗费"] = "05",
        ["中医论治费"] = "05",
        ["手术费"] = "06",
        ["护理费"] = "07",
        ["挂号费"] = "13",
    };

    internal static bool IsBed(PublishedService service) => service.Category == "1109";

    internal static bool IsMagneticResonance(PublishedService service) => service.Category == "2102";

    internal static bool IsComputedTomography(PublishedService service) => service.Category == "2103";

    internal static ItemClass Class(PublishedService service) =>
        WhollySelfPaidCategories.Any(category => service.Category.StartsWith(category, StringComparison.Ordinal))
        || WhollySelfPaidWords.Any(word => service.Name.Contains(word, StringComparison.Ordinal)) ? ItemClass.C
        : IsMagneticResonance(service) || IsComputedTomography(service) ? ItemClass.B
        : ItemClass.A;

    internal static string FeeCategory(PublishedService service) => FeeCategories.GetValueOrDefault(service.FeeItem ?? "", "14");
}
