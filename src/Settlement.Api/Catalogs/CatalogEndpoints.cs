using Microsoft.AspNetCore.Http.HttpResults;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain;
using Settlement.Domain.Catalogs;
using Settlement.Domain.Facilities;
using Settlement.Domain.Persons;
using Settlement.Persistence.Snapshots;

namespace Settlement.Api.Catalogs;

/// <summary>就医地目录: what the treatment place pays for, on a day.</summary>
internal static class CatalogEndpoints
{
    internal static void MapCatalogs(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/regions/{regionCode}/catalog/{itemCode}", Read).WithTags("Catalogs 就医地目录").WithName("ReadCatalogItem")
            .AllowedTo(AccessScope.None, Roles.All)
            .WithSummary("目录查询 · The entry of a treatment province in force on a service date").ProducesProblem(404);

    /// <param name="regionCode">就医地, six digits; its province decides.</param>
    /// <param name="on">Service date; today in China where left out.</param>
    private static Results<Ok<CatalogEntryAnswer>, ProblemHttpResult> Read(
        string regionCode, string itemCode, ReferenceSnapshot reference, TimeProvider clock, DateOnly? on = null)
    {
        if (!RegionCode.TryParse(regionCode, out var region))
            return ProblemKind.InvalidRequest.ToResult(regionCode, "/regionCode");
        var day = on ?? clock.Today();
        return reference.Catalog.Find(region.Province, itemCode, day).Entry is { } entry
            ? TypedResults.Ok(CatalogEntryAnswer.From(entry))
            : ProblemKind.NotFound.ToResult($"{itemCode}, {day:O}");
    }
}

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
