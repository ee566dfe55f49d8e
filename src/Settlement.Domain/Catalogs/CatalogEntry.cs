using System.Collections.ObjectModel;
using Settlement.Domain.Facilities;

namespace Settlement.Domain.Catalogs;

/// <summary>目录类别: which national list an item code belongs to.</summary>
public enum ItemKind
{
    /// <summary>西药.</summary>
    WesternMedicine,

    /// <summary>中成药.</summary>
    ChineseMedicine,

    /// <summary>医疗服务项目.</summary>
    MedicalService,
}

/// <summary>医疗项目等级 (chrgitm_lv).</summary>
public enum ItemClass
{
    /// <summary>01 甲类: wholly in scope.</summary>
    A,

    /// <summary>02 乙类: in scope after the first self-paid share.</summary>
    B,

    /// <summary>03 丙类: out of scope, wholly self-paid.</summary>
    C,
}

/// <summary>就医地目录 entry: one drug or service of a treatment place, for a range of service dates.</summary>
/// <param name="Owner">Province whose entry it is; <see cref="Catalog.National"/> for the national list.</param>
/// <param name="FirstSelfPaidRatio">先行自付比例 (selfpay_prop) of class B, applied to the limited price; null where only a province can set it.</param>
/// <param name="PriceLimitYuan">支付限价 per unit in yuan by the facility's level, up to six decimals; no entry means no limit.</param>
/// <param name="FeeCategory">医疗收费项目类别 (med_chrgitm_type), two digits.</param>
/// <param name="Restriction">限定支付范围; null where there is none.</param>
/// <param name="InForce">Service dates for which it applies.</param>
/// <param name="Version">Catalogue version that brought it, stored with every settlement that used it.</param>
public sealed record CatalogEntry(
    RegionCode Owner,
    string ItemCode,
    string Name,
    ItemKind Kind,
    ItemClass Class,
    Ratio? FirstSelfPaidRatio,
    IReadOnlyDictionary<FacilityLevel, decimal> PriceLimitYuan,
    string FeeCategory,
    PaymentRestriction? Restriction,
    DateRange InForce,
    string Version)
{
    /// <summary>What settled lines name as the version where no catalogue lists the item.</summary>
    public const string UnlistedVersion = "unlisted";

    /// <summary>目录外: an item that the catalogue does not list on the day, which is wholly self-paid like class C.</summary>
    /// <param name="kind">What the bill takes it for; null where it says nothing.</param>
    public static CatalogEntry Unlisted(string itemCode, ItemKind? kind) => new(
        Catalog.National, itemCode, "", kind ?? ItemKind.MedicalService, ItemClass.C, FirstSelfPaidRatio: null,
        ReadOnlyDictionary<FacilityLevel, decimal>.Empty, OtherFees, Restriction: null, new(DateOnly.MinValue, last: null), UnlistedVersion);

    /// <summary>14 其他费.</summary>
    private const string OtherFees = "14";
}
