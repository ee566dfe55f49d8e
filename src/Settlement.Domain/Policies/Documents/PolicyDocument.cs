using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Settlement.Domain.Persons;

namespace Settlement.Domain.Policies.Documents;

// The descriptions of the document's fields stand here only: the JSON Schema takes them from the attributes.

[Description("参保地政策: one version of the rules of one pooling region and scheme. The unit of a figure stands in its key.")]
public sealed record PolicyDocument
{
    [Description("Name of the version; it never changes once published.")]
    [StringLength(PolicyPatterns.LongestVersion, MinimumLength = 1)]
    public required string Version { get; init; }

    [Description("统筹区: six digits of GB/T 2260.")]
    [RegularExpression(PolicyPatterns.Region)]
    public required string InsuredRegion { get; init; }

    [StringLength(PolicyPatterns.LongestRegionName, MinimumLength = 1)]
    public required string InsuredRegionName { get; init; }

    [Description("险种.")]
    public required InsuranceScheme Scheme { get; init; }

    [Description("First day: discharges or visits from this day on.")]
    public required DateOnly InForceFrom { get; init; }

    [Description("Last day, included; null while open.")]
    public required DateOnly? InForceThrough { get; init; }

    [Description("True for a policy that ships to show the product and was not confirmed by the insured place.")]
    public required bool Demonstration { get; init; }

    [Description("依据: published texts by a short key; every block of figures names one of the keys.")]
    public required IReadOnlyDictionary<string, SourceDocument> Sources { get; init; }

    [Description("人员分组: left out, one group per category of the scheme: active and retired, or adultResident and minorResident. "
        + "Every person belongs to exactly one, and every map of figures by person has exactly these names as keys.")]
    [MinLength(1)]
    public IReadOnlyList<PersonGroupDocument>? PersonGroups { get; init; }

    [Description("直接结算规则.")]
    public required DirectSettlementDocument DirectSettlement { get; init; }

    [Description("住院; null where it is not opened for cross-province settlement.")]
    public required ServiceDocument? Inpatient { get; init; }

    [Description("普通门诊; null where it is not opened.")]
    public required ServiceDocument? Outpatient { get; init; }

    [Description("药店购药; null where it is not opened.")]
    public required ServiceDocument? Pharmacy { get; init; }

    [Description("门诊慢特病 by full disease code; a disease without rules is not opened.")]
    public IReadOnlyDictionary<string, ServiceDocument>? ChronicOutpatient { get; init; }

    [Description("特药购药: rules of every drug on the special drug list of the insured province; left out or null where it is not opened.")]
    public ServiceDocument? SpecialDrug { get; init; }

    [Description("统筹基金最高支付限额; a benefit may be counted by several, and the tightest holds.")]
    public required IReadOnlyList<CeilingDocument> Ceilings { get; init; }

    [Description("异地就医待遇降幅.")]
    public required ReductionDocument AwayFromHome { get; init; }

    [Description("大额, 大病, 公务员补助, 企业补充, 医疗救助, in the order in which they pay; each kind once.")]
    public required IReadOnlyList<LayerDocument> SupplementaryLayers { get; init; }

    [Description("个人账户, for employees only; null where it pays nothing away from home.")]
    public required PersonalAccountDocument? PersonalAccount { get; init; }
}

public sealed record SourceDocument
{
    [Description("Name or number of the published text.")]
    public required string Document { get; init; }

    [Description("Article, paragraph or table; null where the text has none.")]
    public required string? Article { get; init; }

    [Description("How far the figures were checked, in a sentence.")]
    public required string Reliability { get; init; }

    internal Citation ToCitation() => new(Document, Article);
}

[Description("A category of persons, or an age bracket of one.")]
public sealed record PersonGroupDocument
{
    [Description("Key of the group's figures.")]
    [RegularExpression(PolicyPatterns.GroupName)]
    public required string Name { get; init; }

    public required PersonCategory Category { get; init; }

    [Description("周岁: youngest age, included; left out, from birth.")]
    [Range(0, PolicyPatterns.OldestAge)]
    public int FromAge { get; init; }

    [Description("Oldest age, included; left out, without limit.")]
    [Range(0, PolicyPatterns.OldestAge)]
    public int? ThroughAge { get; init; }
}

public sealed record DirectSettlementDocument
{
    [Description("Days from the admission within which an emergency must be filed; null where the flag of the message alone deems it filed.")]
    [Range(0, PolicyPatterns.MostFilingDays)]
    public required int? EmergencyFilingDays { get; init; }

    [Description("补办备案: whether a filing made before the discharge settlement holds for the stay.")]
    public required bool LateFilingCounts { get; init; }

    [Description("无第三方责任外伤: whether it is settled directly.")]
    public required bool TraumaWithoutThirdParty { get; init; }

    [Description("Year of a stay over New Year: that of the discharge, or each year for its days.")]
    public required StayYear StayYear { get; init; }

    [Description("免备案: places where its people are settled without a filing; left out, none.")]
    [MinLength(1)]
    public IReadOnlyList<FilingExemptionDocument>? WithoutFiling { get; init; }

    public required string Source { get; init; }
}

public sealed record FilingExemptionDocument
{
    [Description("Province, city or county of the treatment.")]
    [RegularExpression(PolicyPatterns.Region)]
    public required string Destination { get; init; }

    [Description("As what an encounter there counts: longTerm, referral or otherTemporary.")]
    public required TreatmentClass CountsAs { get; init; }
}

public sealed record CeilingDocument
{
    [Description("Opened benefits that the ceiling counts together: inpatient, outpatient, pharmacy, specialDrug, chronicOutpatient/M03900.")]
    [RegularExpression(PolicyPatterns.Benefit)]
    [MinLength(1)]
    public required IReadOnlyList<string> Benefits { get; init; }

    public required AccountPeriod Period { get; init; }

    [Description("Of what it is a ceiling: what the fund pays, or the in-scope amount in which it shares, the deductible included.")]
    public required CeilingBasis Basis { get; init; }

    [Description("By person group.")]
    public required IReadOnlyDictionary<string, decimal> AmountYuan { get; init; }

    [Description("Added for each further disease among the benefits for which the person is qualified.")]
    public decimal? EachFurtherDiseaseYuan { get; init; }

    public required string Source { get; init; }
}

public sealed record ReductionDocument
{
    public required ReductionMode Mode { get; init; }

    [Description("Points or per cent by class; a class that is left out is not settled directly.")]
    public required IReadOnlyDictionary<TreatmentClass, decimal> Percent { get; init; }

    public required string Source { get; init; }
}
