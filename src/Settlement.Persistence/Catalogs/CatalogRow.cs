using Settlement.Domain.Catalogs;

namespace Settlement.Persistence.Catalogs;

/// <summary>A catalogue entry, and what it may be taken for.</summary>
/// <param name="Source"><c>national</c> for a published figure, <c>provincial</c> for one that a province published here, <c>demonstration</c> for one made up by a stated rule.</param>
public sealed record CatalogRow(CatalogEntry Entry, string Source)
{
    internal const string National = "national";
    internal const string Provincial = "provincial";
    internal const string Demonstration = "demonstration";
}
