using Settlement.Api.Calls;
using Settlement.Domain.Catalogs;
using Settlement.Domain.Facilities;
using Settlement.Domain.Persons;
using Settlement.Persistence.Catalogs;

namespace Settlement.Api.Catalogs;

/// <summary>就医地目录 entry.</summary>
/// <param name="Owner">Province that set it; <c>000000</c> for the national list.</param>
/// <param name="FirstSelfPaidRatio">先行自付比例, 0 to 1.</param>
/// <param name="PriceLimits">支付限价 in yuan per unit, by the facility's level.</param>
/// <param name="PaymentRestriction">限定支付范围 as published; null where there is none.</param>
/// <param name="PaymentConditions">What the restriction says as conditions; null where there is none.</param>
internal sealed record CatalogEntryAnswer(
    string ItemCode,
    string Name,
    ItemKind Kind,
    ItemClass ItemClass,
    decimal? FirstSelfPaidRatio,
    IReadOnlyDictionary<FacilityLevel, decimal> PriceLimits,
    string FeeCategory,
    string? PaymentRestriction,
    PaymentConditionsAnswer? PaymentConditions,
    string Owner,
    DateOnly ValidFrom,
    DateOnly? ValidThrough,
    string CatalogVersion)
{
    internal static CatalogEntryAnswer From(CatalogEntry e) => new(
        e.ItemCode, e.Name, e.Kind, e.Class, e.FirstSelfPaidRatio?.Value, e.PriceLimitYuan, e.FeeCategory,
        e.Restriction?.Text, e.Restriction is { } restriction ? PaymentConditionsAnswer.From(restriction) : null,
        e.Owner.Value, e.InForce.First, e.InForce.Last, e.Version);
}

/// <summary>Conditions of a payment restriction; each that is given must be met.</summary>
/// <param name="OnlyAge">限定年龄对象.</param>
/// <param name="OnlySex">限定性别对象.</param>
/// <param name="FromLevel">限定机构等级: this level or a higher one.</param>
/// <param name="OnlyCare">限定就医方式.</param>
/// <param name="SecondLine">限二线用药: the hospital confirms it.</param>
/// <param name="OtherInsurance">限工伤保险, 限生育保险: basic medical insurance never pays it.</param>
/// <param name="SaysAll">Whether they say everything that the text says; if not, the hospital confirms the rest.</param>
internal sealed record PaymentConditionsAnswer(
    AgeGroup? OnlyAge, Sex? OnlySex, FacilityLevel? FromLevel, CareCondition? OnlyCare, bool SecondLine, bool OtherInsurance, bool SaysAll)
{
    internal static PaymentConditionsAnswer From(PaymentRestriction r) => new(
        r.OnlyAge, r.OnlySex, r.FromLevel, r.OnlyCare, r.SecondLine, r.OtherInsurance, r.SaysAll);
}

/// <summary>Changes in their order.</summary>
/// <param name="Next">Send it as <c>since</c>: at once to read on, or any time later for what has changed by then.</param>
/// <param name="IsComplete">Whether nothing more had changed when this was read.</param>
internal sealed record CatalogChangePage(IReadOnlyList<CatalogChangeAnswer> Items, string Next, bool IsComplete);

/// <summary>What became of the entry of an owner and code that begins on a day.</summary>
/// <param name="Owner"><c>000000</c> for the national list, which holds where the province has no entry of its own.</param>
/// <param name="Entry">Keep it in place of what was there; null: nothing begins on that day any more, so remove it.</param>
internal sealed record CatalogChangeAnswer(
    string Owner, string ItemCode, DateOnly ValidFrom, DateTimeOffset ChangedAt, CatalogEntryAnswer? Entry)
{
    internal static CatalogChangeAnswer From(CatalogChange change) => new(
        change.Owner, change.ItemCode, change.ValidFrom, change.ChangedAt.InChina(),
        change.Entry is { } entry ? CatalogEntryAnswer.From(entry) : null);
}
