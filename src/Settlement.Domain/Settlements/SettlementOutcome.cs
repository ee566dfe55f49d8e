using Settlement.Domain.Catalogs;

namespace Settlement.Domain.Settlements;

/// <summary>What became of a claim: a statement, or a refusal that the caller can act on.</summary>
public abstract record SettlementOutcome
{
    private SettlementOutcome()
    {
    }

    public sealed record Settled(SettlementStatement Statement) : SettlementOutcome;

    /// <param name="Detail">The figures or codes that the refusal is about.</param>
    /// <param name="Lines">The lines at fault; empty for every other refusal.</param>
    public sealed record Refused(RefusalCode Code, string Detail, IReadOnlyList<RefusedLine> Lines) : SettlementOutcome
    {
        public Refused(RefusalCode code, string detail) : this(code, detail, [])
        {
        }
    }
}

/// <summary>
/// Why a claim was refused, in order of precedence: the first that applies is reported. The filing is checked before the
/// facility, and the facility before the rest (R-SET-03).
/// </summary>
public enum RefusalCode
{
    /// <summary>Insured and treated in the same province: that province settles it by itself.</summary>
    NotCrossProvince,

    /// <summary>参保状态 is suspended or ended: pay in full, claim at the insured place (rules.md 1.19).</summary>
    InsuranceNotActive,

    /// <summary>No filing covers the encounter and the insured place pays nothing without one.</summary>
    FilingRequired,

    /// <summary>The facility has no agreement or has not opened the service on the day the encounter began.</summary>
    FacilityNotOpen,

    /// <summary>No policy version of the insured place is in force on the day the encounter ended.</summary>
    NoPolicyInForce,

    /// <summary>The insured place has not opened the service for cross-province settlement.</summary>
    ServiceNotOpenAtInsuredPlace,

    /// <summary>There is nothing to settle.</summary>
    NoLines,

    /// <summary>At least one line cannot be split; all of them are named.</summary>
    LinesRefused,
}
