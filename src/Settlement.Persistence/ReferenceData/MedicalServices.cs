using static Settlement.Persistence.ReferenceData.Column;

namespace Settlement.Persistence.ReferenceData;

/// <summary>Medical services and the tree of their categories.</summary>
internal static class MedicalServices
{
    internal static readonly Dataset Category = new("service_category",
        Code("code", "(?:[0-9]{2}){1,3}"), Text("name"), Text("fee_item").Optional(), Small("catalog_level"));

    internal static readonly Dataset Service = new("medical_service",
        Code("code", "[0-9]{15}"), Text("name"))
    {
        AlsoReads = ["service_category"],
        AddedColumns = ["category_code"],
        Complete = files =>
        {
            var categories = files.Rows(Category).Select(row => row["code"]).ToHashSet();
            return row => [CategoryOf(row["code"], categories)];
        },
    };

    /// <summary>
    /// A service code is two digits of origin (00 and 01 national, 33 local), the nine digits of the older price code, four
    /// more. The price code begins with its category, of six digits where the tree goes that deep, else of four.
    /// </summary>
    private static string? CategoryOf(string service, HashSet<string> categories) =>
        categories.TryGetValue(service[2..8], out var deep) ? deep
        : categories.TryGetValue(service[2..6], out var shallow) ? shallow
        : null;
}
