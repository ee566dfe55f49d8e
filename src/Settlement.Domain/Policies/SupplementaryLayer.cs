using Settlement.Domain.Facilities;
using Settlement.Domain.Persons;

namespace Settlement.Domain.Policies;

/// <summary>A fund that pays after the pooled fund.</summary>
public enum LayerKind
{
    /// <summary>职工大额医疗费用补助 (hifob_pay).</summary>
    LargeAmount,

    /// <summary>城乡居民大病保险 (hifmi_pay).</summary>
    LargeIllness,
}

/// <summary>A part of the personal share in scope that a layer may count; never first self-paid, over limit or full self-pay (rules.md 2.7).</summary>
public enum LayerBasePart
{
    /// <summary>起付标准 paid by the person.</summary>
    Deductible,

    /// <summary>个人按比例负担 within the bands.</summary>
    CoPay,

    /// <summary>超统筹封顶线: in scope, but above what the pooled fund may still pay.</summary>
    OverCeiling,
}

/// <summary>大额 or 大病: pays by its own bands on a base that accumulates over the year.</summary>
/// <param name="Services">Encounters of these services count; what exceeds an outpatient ceiling is seldom among them.</param>
/// <param name="Base">What counts into the base; the definition differs between places, so it is data.</param>
/// <param name="YearlyDeductible">大病起付标准: the base of the year pays this first.</param>
/// <param name="Bands">Ratios by the year's base above the deductible.</param>
/// <param name="YearlyCeiling">Most that the layer pays in a year; null where there is none.</param>
public sealed record SupplementaryLayer(
    LayerKind Kind,
    IReadOnlySet<CareService> Services,
    IReadOnlySet<LayerBasePart> Base,
    Money YearlyDeductible,
    Bands<IReadOnlyDictionary<PersonCategory, Ratio>> Bands,
    Money? YearlyCeiling,
    Citation Source);
