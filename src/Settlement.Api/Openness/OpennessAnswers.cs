using Settlement.Domain.Facilities;
using Settlement.Domain.Openness;
using Settlement.Domain.Persons;

namespace Settlement.Api.Openness;

/// <summary>A page of pooling regions in the order of their codes.</summary>
/// <param name="On">The day.</param>
/// <param name="Next">Send it as <c>after</c> to read on; null at the end.</param>
internal sealed record OpennessPage(DateOnly On, IReadOnlyList<RegionOpennessAnswer> Items, string? Next);

/// <summary>开通情况 of a pooling region on a day.</summary>
/// <param name="Region">统筹区; 省本级 and 兵团 have codes by convention, such as 369900 and 660000.</param>
/// <param name="AsInsuredPlace">What its policies of that day pay elsewhere; a scheme without a policy is left out.</param>
/// <param name="AsTreatmentPlace">What its facilities have open; null for 省本级, which is no place of treatment.</param>
internal sealed record RegionOpennessAnswer(
    string Region, string Name, string Province, PoolingRegionKind Kind, IReadOnlyList<SchemeOpennessAnswer> AsInsuredPlace,
    TreatmentOpennessAnswer? AsTreatmentPlace)
{
    internal static RegionOpennessAnswer From(RegionOpenness openness) => new(
        openness.Region.Code.Value, openness.Region.Name, openness.Region.Province.Value, openness.Region.Kind,
        [.. openness.Insured.Select(SchemeOpennessAnswer.From)],
        openness.Treatment is { } open ? TreatmentOpennessAnswer.From(open) : null);
}

/// <summary>What one scheme pays for its people elsewhere.</summary>
/// <param name="PolicyVersion">The policy of that day.</param>
/// <param name="Diseases">门诊慢特病病种代码 that it pays and the nation supports.</param>
internal sealed record SchemeOpennessAnswer(
    InsuranceScheme Scheme, string PolicyVersion, IReadOnlyList<CareService> Services, IReadOnlyList<string> Diseases)
{
    internal static SchemeOpennessAnswer From(SchemeOpenness scheme) => new(
        scheme.Scheme, scheme.PolicyVersion, scheme.Benefits.Services(), scheme.Benefits.Diseases());
}

/// <summary>What a place of treatment has open.</summary>
internal sealed record TreatmentOpennessAnswer(
    IReadOnlyList<CareService> Services, IReadOnlyList<string> Diseases, IReadOnlyList<OpenFacilitiesAnswer> Facilities)
{
    internal static TreatmentOpennessAnswer From(IReadOnlyDictionary<Benefit, FacilityCounts> open) => new(
        open.Keys.Services(), open.Keys.Diseases(),
        [.. open.Where(o => o.Key.Disease is null).OrderBy(o => o.Key.Service)
            .Select(o => new OpenFacilitiesAnswer(o.Key.Service, o.Value.Hospitals, o.Value.Pharmacies))]);
}

/// <summary>Facilities that have a service open; chronic outpatient care for any disease.</summary>
internal sealed record OpenFacilitiesAnswer(CareService Service, int Hospitals, int Pharmacies);

/// <summary>联网覆盖 on a day.</summary>
internal sealed record CoverageAnswer(DateOnly On, AreaCoverageAnswer Nation, IReadOnlyList<AreaCoverageAnswer> Provinces);

/// <param name="Region">Null for the nation.</param>
/// <param name="Benefits">Each service, and chronic outpatient care for each disease that the nation supports on the day.</param>
internal sealed record AreaCoverageAnswer(string? Region, string Name, IReadOnlyList<BenefitCoverageAnswer> Benefits)
{
    internal static AreaCoverageAnswer From(NetworkCoverage coverage, string name) =>
        new(coverage.Province?.Value, name, [.. coverage.Benefits.Select(BenefitCoverageAnswer.From)]);
}

/// <param name="Disease">Null for a service as a whole: chronic outpatient care for any disease.</param>
/// <param name="Counties">县覆盖: counties with at least one facility that has it open.</param>
/// <param name="PoolingRegions">统筹区覆盖: the same of pooling regions, 省本级 left out.</param>
internal sealed record BenefitCoverageAnswer(
    CareService Service, string? Disease, ShareAnswer Counties, ShareAnswer PoolingRegions, int Hospitals, int Pharmacies)
{
    internal static BenefitCoverageAnswer From(BenefitCoverage coverage) => new(
        coverage.Benefit.Service, coverage.Benefit.Disease, ShareAnswer.From(coverage.Counties), ShareAnswer.From(coverage.PoolingRegions),
        coverage.Facilities.Hospitals, coverage.Facilities.Pharmacies);
}

/// <summary>覆盖率.</summary>
/// <param name="With">Those with at least one facility.</param>
/// <param name="Of">All of them.</param>
/// <param name="Ratio">With ÷ of, four decimals, half up; null where there are none.</param>
internal sealed record ShareAnswer(int With, int Of, decimal? Ratio)
{
    internal static ShareAnswer From(Share share) => new(share.With, share.Of, share.Ratio);
}

internal static class BenefitWords
{
    internal static IReadOnlyList<CareService> Services(this IEnumerable<Benefit> benefits) =>
        [.. benefits.Select(b => b.Service).Distinct().Order()];

    internal static IReadOnlyList<string> Diseases(this IEnumerable<Benefit> benefits) =>
        [.. benefits.Select(b => b.Disease).OfType<string>().Distinct().Order(StringComparer.Ordinal)];
}
