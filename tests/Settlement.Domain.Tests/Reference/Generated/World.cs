using Settlement.Domain.Catalogs;
using Settlement.Domain.Facilities;

namespace Settlement.Domain.Tests.Reference.Generated;

/// <summary>The places and names that random cases are about.</summary>
internal static class World
{
    public static readonly Citation Source = new("Random");

    public static readonly string[] Diseases = ["M03900", "M01600", "M00503"];

    public static readonly Benefit[] Benefits =
        [CareService.Inpatient, CareService.Outpatient, CareService.Pharmacy, CareService.SpecialDrug, .. Diseases.Select(Benefit.Chronic)];

    public static readonly RegionCode Insured = RegionCode.Parse("360100");

    /// <summary>Counties of two other provinces, of the insured region, and of another city of the insured province.</summary>
    public static readonly RegionCode[] Elsewhere = [RegionCode.Parse("310104"), RegionCode.Parse("330106"), RegionCode.Parse("330206")];
    public static readonly RegionCode AtHome = RegionCode.Parse("360102");
    public static readonly RegionCode NextCity = RegionCode.Parse("360202");

    public static readonly RegionCode[] Owners = [Catalog.National, RegionCode.Parse("310000"), RegionCode.Parse("330000"), RegionCode.Parse("360000")];

    public static DateRange Always { get; } = new(new(2000, 1, 1), null);
}
