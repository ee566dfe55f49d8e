using Settlement.Domain;
using Settlement.Domain.Catalogs;
using Settlement.Domain.Facilities;
using Settlement.Persistence.Catalogs;

namespace Settlement.Persistence.DemonstrationData;

/// <summary>The made-up figures of one treatment province (README.md): no province publishes a table that could be shipped.</summary>
/// <param name="WesternPercent">先行自付 of class B western medicines.</param>
/// <param name="ChinesePercent">先行自付 of class B Chinese patent medicines.</param>
/// <param name="ImagingPercent">先行自付 of CT and MRI.</param>
/// <param name="BedYuan">Bed fee limit a day at community, primary, secondary and tertiary facilities.</param>
internal sealed record ProvinceRule(
    string Province, decimal WesternPercent, decimal ChinesePercent, decimal ImagingPercent, params decimal[] BedYuan)
{
    /// <summary>先行自付 of negotiated medicines, the same everywhere.</summary>
    private const decimal NegotiatedPercent = 20;

    private static readonly IReadOnlyDictionary<FacilityLevel, decimal> NoLimit = new Dictionary<FacilityLevel, decimal>();
    private static readonly IReadOnlyDictionary<FacilityLevel, decimal> TomographyLimit = Limits(150, 180, 220, 260);
    private static readonly IReadOnlyDictionary<FacilityLevel, decimal> ResonanceLimit = Limits(350, 400, 450, 500);

    private readonly IReadOnlyDictionary<FacilityLevel, decimal> bedLimit = Limits(BedYuan);

    internal static IReadOnlyList<ProvinceRule> All { get; } =
    [
        new("110000", WesternPercent: 10, ChinesePercent: 10, ImagingPercent: 10, 30, 40, 60, 80),
        new("310000", WesternPercent: 10, ChinesePercent: 5, ImagingPercent: 20, 35, 45, 65, 90),
        new("440000", WesternPercent: 5, ChinesePercent: 10, ImagingPercent: 15, 30, 40, 55, 75),
        new("460000", WesternPercent: 15, ChinesePercent: 10, ImagingPercent: 10, 25, 30, 45, 60),
        new("510000", WesternPercent: 10, ChinesePercent: 15, ImagingPercent: 20, 20, 30, 45, 60),
    ];

    internal RegionCode Owner => RegionCode.Parse(Province);

    internal Ratio FirstSelfPaid(PublishedDrug drug) => Ratio.FromPercent(
        drug.IsNegotiated ? NegotiatedPercent : drug.Kind == ItemKind.WesternMedicine ? WesternPercent : ChinesePercent);

    internal Ratio? FirstSelfPaid(ItemClass serviceClass) => serviceClass switch
    {
        ItemClass.A => Ratio.Zero,
        ItemClass.B => Ratio.FromPercent(ImagingPercent),
        _ => null,
    };

    internal IReadOnlyDictionary<FacilityLevel, decimal> PriceLimit(PublishedService service) =>
        ServiceRule.Class(service) == ItemClass.C ? NoLimit
        : ServiceRule.IsBed(service) ? bedLimit
        : ServiceRule.IsComputedTomography(service) ? TomographyLimit
        : ServiceRule.IsMagneticResonance(service) ? ResonanceLimit
        : NoLimit;

    private static Dictionary<FacilityLevel, decimal> Limits(params decimal[] yuan) =>
        Enum.GetValues<FacilityLevel>().Zip(yuan).ToDictionary(limit => limit.First, limit => limit.Second);
}
