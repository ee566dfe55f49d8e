using Settlement.Domain;
using Settlement.Domain.Catalogs;
using Settlement.Persistence.Catalogs;
using Settlement.Persistence.ReferenceData;

namespace Settlement.Persistence.DemonstrationData;

/// <summary>
/// 就医地目录 of the demonstration: the continuation of the national drug catalogue after 2025, and for some provinces what a
/// province has to add, made up by the rule in README.md.
/// </summary>
public static class DemonstrationCatalog
{
    /// <summary>Provinces that have entries of their own; elsewhere a class B drug has no ratio and services have no entry.</summary>
    public static IReadOnlyList<RegionCode> Provinces { get; } = [.. ProvinceRule.All.Select(rule => rule.Owner)];

    /// <summary>All entries, from the reference files that ship with the product.</summary>
    public static IEnumerable<CatalogRow> Rows() => Rows(ReferenceFiles.Shipped());

    internal static readonly VersionedPart Part = new("demonstration_catalog", () => CatalogRows.VersionOf(ruleRevision: 3),
        (connection, cancellation) => CatalogRows.InsertAsync(connection, Rows(), cancellation));

    internal static IEnumerable<CatalogRow> Rows(ReferenceFiles files)
    {
        var drugs = PublishedItems.Drugs(files).ToList();
        var services = PublishedItems.Services(files).ToList();
        return
        [
            .. drugs.Select(CarriedOn),
            .. ProvinceRule.All.SelectMany(rule => drugs.Where(drug => drug.Class == ItemClass.B).Select(drug => Provincial(rule, drug))),
            .. ProvinceRule.All.SelectMany(rule => services.Select(service => Provincial(rule, service))),
        ];
    }

    /// <summary>The edition that follows is not known here, so the one of 2024 is carried on, and the source says so.</summary>
    private static CatalogRow CarriedOn(PublishedDrug drug) => new(
        NationalCatalog.Entry(drug, new(drug.Edition.Last!.Value.AddDays(1), last: null), "demonstration-national-2024-carried-on"), CatalogRow.Demonstration);

    private static CatalogRow Provincial(ProvinceRule rule, PublishedDrug drug) => new(
        NationalCatalog.Entry(drug, new(drug.Edition.First, last: null), $"demonstration-{rule.Owner}") with
        {
            Owner = rule.Owner,
            FirstSelfPaidRatio = rule.FirstSelfPaid(drug),
        },
        CatalogRow.Demonstration);

    private static CatalogRow Provincial(ProvinceRule rule, PublishedService service)
    {
        var itemClass = ServiceRule.Class(service);
        return new(
            new(
                rule.Owner, service.Code, service.Name, ItemKind.MedicalService, itemClass, rule.FirstSelfPaid(itemClass),
                rule.PriceLimit(service), ServiceRule.FeeCategory(service), service.Restriction,
                new(new(2025, 1, 1), last: null), CatalogRows.EntryVersion($"demonstration-{rule.Owner}", service.Restriction)),
            CatalogRow.Demonstration);
    }
}
