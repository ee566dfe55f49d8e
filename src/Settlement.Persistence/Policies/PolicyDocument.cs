using System.Text.Json.Serialization;
using Settlement.Domain;
using Settlement.Domain.Facilities;
using Settlement.Domain.Persons;
using Settlement.Domain.Policies;

namespace Settlement.Persistence.Policies;

/// <summary>参保地政策 as an agency writes it: one JSON document per pooling region, scheme and version. The unit stands in the key.</summary>
/// <param name="Demonstration">True for a policy that ships to show the product and was not confirmed by the insured place.</param>
/// <param name="Sources">Published texts by a short key; every figure names one of the keys.</param>
/// <param name="Inpatient">住院; null where the insured place has not opened it for cross-province settlement.</param>
/// <param name="Outpatient">普通门诊; null where it has not been opened.</param>
public sealed record PolicyDocument(
    string Version,
    string InsuredRegion,
    string InsuredRegionName,
    InsuranceScheme Scheme,
    DateOnly InForceFrom,
    DateOnly? InForceThrough,
    bool Demonstration,
    IReadOnlyDictionary<string, SourceDocument> Sources,
    ServiceDocument? Inpatient,
    ServiceDocument? Outpatient,
    IReadOnlyList<CeilingDocument> PooledFundCeilings,
    ReductionDocument AwayFromHome,
    IReadOnlyList<LayerDocument> SupplementaryLayers);

/// <param name="Reliability">How far the figures were checked, in a sentence.</param>
public sealed record SourceDocument(string Document, string? Article, string Reliability)
{
    internal Citation ToCitation() => new(Document, Article);
}

/// <param name="Retiree">Where given, a retired person's ratio follows from the one of <c>active</c>.</param>
public sealed record ServiceDocument(
    DeductibleDocument Deductible,
    BandOrigin BandEdgesFrom,
    BandPeriod BandsRunOver,
    IReadOnlyList<BandDocument> Bands,
    RetireeDocument? Retiree,
    string Source);

/// <summary>One of its two modes. A document that names none is read as the bare record, which the reader then refuses by its path.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "mode")]
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
[JsonDerivedType(typeof(PerEncounter), "perEncounter")]
[JsonDerivedType(typeof(PerYear), "perYear")]
public record DeductibleDocument(string Source)
{
    /// <param name="SeriesYuan">First, second, … admission of the year, by facility level; the last figure repeats.</param>
    public sealed record PerEncounter(
        IReadOnlyDictionary<FacilityLevel, IReadOnlyList<decimal>> SeriesYuan, decimal? YearlyMaximumYuan, string Source)
        : DeductibleDocument(Source);

    public sealed record PerYear(
        IReadOnlyDictionary<FacilityLevel, IReadOnlyDictionary<PersonCategory, decimal>> AmountYuan, string Source)
        : DeductibleDocument(Source);
}

/// <param name="UpToYuan">Upper edge, included; null for the last band.</param>
public sealed record BandDocument(
    decimal? UpToYuan, IReadOnlyDictionary<FacilityLevel, IReadOnlyDictionary<PersonCategory, decimal>> FundPercent);

/// <summary>One of its two modes; the bare record as above.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "mode")]
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
[JsonDerivedType(typeof(AddedPoints), "addedPoints")]
[JsonDerivedType(typeof(PersonalShareFactor), "personalShareFactor")]
public record RetireeDocument
{
    public sealed record AddedPoints(decimal PercentagePoints) : RetireeDocument;

    public sealed record PersonalShareFactor(decimal Percent) : RetireeDocument;
}

public sealed record CeilingDocument(
    IReadOnlyList<CareService> Services, IReadOnlyDictionary<PersonCategory, decimal> YearlyYuan, string Source);

/// <param name="Percent">Points or per cent by class; a class that is left out is not settled directly.</param>
public sealed record ReductionDocument(
    ReductionMode Mode, IReadOnlyDictionary<TreatmentClass, decimal> Percent, string Source);

public sealed record LayerDocument(
    LayerKind Kind,
    IReadOnlyList<CareService> Services,
    IReadOnlyList<LayerBasePart> Base,
    decimal YearlyDeductibleYuan,
    IReadOnlyList<LayerBandDocument> Bands,
    decimal? YearlyCeilingYuan,
    string Source);

public sealed record LayerBandDocument(decimal? UpToYuan, IReadOnlyDictionary<PersonCategory, decimal> Percent);
