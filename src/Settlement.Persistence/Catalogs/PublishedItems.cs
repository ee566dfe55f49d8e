using Settlement.Domain;
using Settlement.Domain.Catalogs;
using Settlement.Persistence.ReferenceData;

namespace Settlement.Persistence.Catalogs;

/// <summary>A drug code whose place in the national drug catalogue is beyond doubt.</summary>
/// <param name="IsNegotiated">协议期内谈判药品.</param>
/// <param name="Edition">Days for which the published edition holds.</param>
internal sealed record PublishedDrug(
    string Code, string Name, ItemKind Kind, ItemClass Class, bool IsNegotiated, PaymentRestriction? Restriction, DateRange Edition);

/// <summary>A medical service of the national table; what the fund pays of it is not published nationally.</summary>
/// <param name="Category">Four digits of the older price code, such as 2103 for CT.</param>
/// <param name="FeeItem">费用项目 of its category in words; null where the category has none.</param>
/// <param name="Restriction">Age and sex that the service can concern, as the national rule base has them; null where it has none.</param>
internal sealed record PublishedService(string Code, string Name, string Category, string? FeeItem, PaymentRestriction? Restriction);

/// <summary>The drugs and services that the shipped reference files know, from the files: the catalogue needs no database.</summary>
internal static class PublishedItems
{
    internal static IEnumerable<PublishedDrug> Drugs(ReferenceFiles files)
    {
        var restrictions = new PublishedRestrictions(files);
        var published = files.Rows(ReferenceData.Drugs.NationalDrug).ToDictionary(row => int.Parse(row["seq"]));
        foreach (var row in DatasetRows.Read(ReferenceData.Drugs.DrugCode, files))
            if (row is [string code, string name, string kind, int seq, "exact"])
                yield return Drug(code, name, kind, published[seq], restrictions);
    }

    /// <summary>Local codes are left out: another province does not know them.</summary>
    internal static IEnumerable<PublishedService> Services(ReferenceFiles files)
    {
        var restrictions = new PublishedRestrictions(files);
        var categories = files.Rows(MedicalServices.Category).ToDictionary(row => row["code"], row => row["fee_item"]);
        foreach (var row in DatasetRows.Read(MedicalServices.Service, files))
            if (row is [string code, string name, var category] && code[..2] is "00" or "01")
                yield return new(code, name, code[2..6], category is string known ? categories[known] : null, restrictions.OfService(code));
    }

    private static PublishedDrug Drug(string code, string name, string kind, FileRow entry, PublishedRestrictions restrictions) => new(
        code,
        name,
        kind == "western" ? ItemKind.WesternMedicine : ItemKind.ChineseMedicine,
        entry["class"] == "甲" ? ItemClass.A : ItemClass.B,
        entry["section"].StartsWith("协议期内谈判药品", StringComparison.Ordinal),
        restrictions.OfDrug(entry["payment_restriction"]),
        new(DateOnly.Parse(entry["valid_from"]), DateOnly.Parse(entry["valid_through"])));
}
