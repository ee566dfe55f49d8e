namespace Settlement.Domain.Facilities;

/// <summary>医院等级 as a policy's figures differ by it; ordered from the lowest.</summary>
public enum FacilityLevel
{
    /// <summary>基层 / 未定级: community and township institutions.</summary>
    Community,

    /// <summary>一级.</summary>
    Primary,

    /// <summary>二级.</summary>
    Secondary,

    /// <summary>三级.</summary>
    Tertiary,
}

/// <summary>服务类别: what a facility, an insured place and a treatment place open one by one for cross-province settlement.</summary>
public enum CareService
{
    /// <summary>住院 (med_type 21).</summary>
    Inpatient,

    /// <summary>普通门诊 (med_type 11).</summary>
    Outpatient,

    /// <summary>门诊慢特病 (med_type 14): settled alone, and never as ordinary outpatient care where it is not open (R1.11).</summary>
    ChronicOutpatient,

    /// <summary>药店购药 (med_type 41).</summary>
    Pharmacy,

    /// <summary>特药购药 (med_type 18): one special drug alone, on a prescription, at the hospital or pharmacy of the approval (R-DRG-01).</summary>
    SpecialDrug,
}

/// <summary>One benefit that a facility has opened for cross-province settlement, and when.</summary>
public sealed record ServiceOpening(Benefit Benefit, DateRange Open);

/// <summary>定点医药机构: what a settlement needs to know of the facility.</summary>
/// <param name="Region">Region down to the county.</param>
/// <param name="Agreement">服务协议 with the treatment place's agency.</param>
public sealed record DesignatedFacility(
    FacilityCode Code,
    string Name,
    RegionCode Region,
    FacilityLevel Level,
    DateRange Agreement,
    IReadOnlyList<ServiceOpening> Openings)
{
    /// <summary>暂停: days on which the facility takes no new encounter; one that began before goes on.</summary>
    public IReadOnlyList<DateRange> Suspensions { get; init; } = [];

    /// <summary>Whether an encounter that begins on <paramref name="day"/> may be settled directly (R-FAC-02).</summary>
    public bool IsOpenFor(Benefit benefit, DateOnly day)
    {
        if (!Agreement.Contains(day))
            return false;
        for (var i = 0; i < Suspensions.Count; i++)
            if (Suspensions[i].Contains(day))
                return false;
        for (var i = 0; i < Openings.Count; i++)
            if (Openings[i].Benefit == benefit && Openings[i].Open.Contains(day))
                return true;
        return false;
    }

    /// <summary>Why an encounter that begins on <paramref name="day"/> cannot be settled directly; null where it can.</summary>
    public NotOpen? WhyNotOpenFor(Benefit benefit, DateOnly day)
    {
        if (day < Agreement.First)
            return NotOpen.BeforeAgreement;
        if (!Agreement.Contains(day))
            return NotOpen.AgreementEnded;
        if (Suspensions.Any(s => s.Contains(day)))
            return NotOpen.Suspended;
        var openings = Openings.Where(o => o.Benefit == benefit).ToList();
        if (openings.Exists(o => o.Open.Contains(day)))
            return null;
        return openings.Exists(o => o.Open.First <= day) ? NotOpen.ServiceClosed
            : openings.Count > 0 ? NotOpen.ServiceOpensLater
            : NotOpen.ServiceNeverOpened;
    }
}

/// <summary>Why a facility is not open for a benefit on a day; the first that holds.</summary>
public enum NotOpen
{
    /// <summary>协议未生效.</summary>
    BeforeAgreement,

    /// <summary>协议已终止.</summary>
    AgreementEnded,

    /// <summary>暂停.</summary>
    Suspended,

    /// <summary>服务已关闭.</summary>
    ServiceClosed,

    /// <summary>服务尚未开通: it opens on a later day.</summary>
    ServiceOpensLater,

    /// <summary>未开通该服务.</summary>
    ServiceNeverOpened,
}
