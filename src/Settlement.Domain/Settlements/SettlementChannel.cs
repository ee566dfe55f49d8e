namespace Settlement.Domain.Settlements;

/// <summary>结算方式: how a settlement came about.</summary>
public enum SettlementChannel
{
    /// <summary>直接结算: at the facility, which is paid by the funds through clearing.</summary>
    Direct,

    /// <summary>手工（零星）报销: the person paid in full and claims at the insured place, which pays the person (R-MAN-01).</summary>
    Manual,
}

/// <summary>目录选择: whose catalogue a claim's lines are split by.</summary>
public enum CatalogSide
{
    /// <summary>就医地目录: always in a direct settlement (R-PRI-01).</summary>
    TreatmentPlace,

    /// <summary>参保地目录: in a manual claim, where the insured place's rules say so (R1.18.2).</summary>
    InsuredPlace,
}
