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

    /// <summary>公务员医疗补助 (cvlserv_pay); pays for civil servants.</summary>
    CivilServant,

    /// <summary>企业补充医疗保险 (hifes_pay); pays for those who have it.</summary>
    EnterpriseSupplement,

    /// <summary>医疗救助 (maf_pay); pays for persons in hardship.</summary>
    MedicalAid,
}

/// <summary>A part of what the pooled fund leaves to the person: what a layer may count and a personal account may pay (R2.7, R2.8).</summary>
public enum PersonalPart
{
    /// <summary>起付标准.</summary>
    Deductible,

    /// <summary>个人按比例负担 within the bands.</summary>
    CoPay,

    /// <summary>超统筹封顶线: in scope, but above what the pooled fund may still pay.</summary>
    OverCeiling,

    /// <summary>转外先行自付.</summary>
    UpFrontShare,

    /// <summary>乙类先行自付.</summary>
    FirstSelfPaid,

    /// <summary>超限价.</summary>
    OverLimit,

    /// <summary>全自费.</summary>
    FullSelfPay,
}

/// <summary>大额, 大病, 公务员补助, 企业补充 or 医疗救助: pays by its own bands on a base that accumulates over the year.</summary>
/// <param name="Services">Encounters of these services count; what exceeds an outpatient ceiling is seldom among them.</param>
/// <param name="Base">
/// What counts into the base, less what earlier layers paid of it; the definition differs between places, so it is data. What the
/// layer pays relieves these parts in this order.
/// </param>
/// <param name="General">Terms of those who have no others; null where only persons in hardship are paid.</param>
/// <param name="InHardship">倾斜支付: other terms for persons in hardship; a class occurs at most once.</param>
public sealed record SupplementaryLayer(
    LayerKind Kind,
    IReadOnlySet<CareService> Services,
    IReadOnlyList<PersonalPart> Base,
    LayerTerms? General,
    IReadOnlyList<HardshipTerms> InHardship,
    Citation Source)
{
    /// <summary>The terms that hold for a person; null where the layer pays nothing for them.</summary>
    public LayerTerms? TermsFor(InsuredPerson person)
    {
        var entitled = Kind switch
        {
            LayerKind.CivilServant => person.IsCivilServant,
            LayerKind.EnterpriseSupplement => person.HasEnterpriseSupplement,
            _ => true,
        };
        if (!entitled)
            return null;
        if (person.Hardship is { } hardship)
            foreach (var special in InHardship)
                if (special.For.Contains(hardship))
                    return special.Terms;
        return General;
    }
}

/// <summary>How a layer pays.</summary>
/// <param name="YearlyDeductible">起付标准 of the layer: the base of the year pays this first.</param>
/// <param name="Bands">Ratios by the year's base above the deductible.</param>
/// <param name="YearlyCeiling">Most that the layer pays in a year; null where there is none.</param>
public sealed record LayerTerms(Money YearlyDeductible, Bands<ByPerson<Ratio>> Bands, Money? YearlyCeiling);

/// <summary>Terms for persons in hardship.</summary>
public sealed record HardshipTerms(IReadOnlySet<Hardship> For, LayerTerms Terms);
