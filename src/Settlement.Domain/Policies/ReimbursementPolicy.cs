using Settlement.Domain.Facilities;
using Settlement.Domain.Persons;

namespace Settlement.Domain.Policies;

/// <summary>参保地政策: one dated version of the rules of one pooling region and scheme (R-PRI-02).</summary>
public sealed record ReimbursementPolicy
{
    public required string Version { get; init; }

    public required RegionCode InsuredRegion { get; init; }

    public required InsuranceScheme Scheme { get; init; }

    /// <summary>Discharge or visit dates to which this version applies.</summary>
    public required DateRange InForce { get; init; }

    public required PersonGroups Groups { get; init; }

    public required DirectSettlementRules DirectSettlement { get; init; }

    /// <summary>
    /// Rules of each benefit opened for cross-province settlement; a benefit without rules is not opened. Chronic outpatient care
    /// has rules by disease.
    /// </summary>
    public required IReadOnlyDictionary<Benefit, ServiceRules> Benefits { get; init; }

    public required IReadOnlyList<FundCeiling> Ceilings { get; init; }

    public required AwayReduction Reduction { get; init; }

    /// <summary>大额, 大病, 公务员补助, 企业补充, 医疗救助, in the order in which they pay.</summary>
    public required IReadOnlyList<SupplementaryLayer> Layers { get; init; }

    /// <summary>Null where the personal account pays nothing away from home.</summary>
    public required PersonalAccountRules? PersonalAccount { get; init; }

    public AwayReduction ReductionFor(Benefit benefit) =>
        Benefits.TryGetValue(benefit, out var rules) && rules.Reduction is { } own ? own : Reduction;
}
