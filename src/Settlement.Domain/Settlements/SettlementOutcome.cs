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
    /// <summary>Insured and treated in the same province: that province settles it by itself, and reimburses it too.</summary>
    NotCrossProvince,

    /// <summary>
    /// 参保状态 is suspended or ended: pay in full, claim at the insured place (R1.19). In a manual claim the state on the first day
    /// of the encounter counts, and only an ended insurance is refused: what was suspended is reimbursed later.
    /// </summary>
    InsuranceNotActive,

    /// <summary>No filing covers the encounter and the insured place pays nothing without one.</summary>
    FilingRequired,

    /// <summary>
    /// The facility has no agreement or has not opened the service, or the disease, on the day the encounter began. Not in a manual claim.
    /// </summary>
    FacilityNotOpen,

    /// <summary>
    /// The disease is not among those that the nation has opened: pay in full, claim at the insured place; never ordinary outpatient care
    /// (R-CHR-04). Not in a manual claim.
    /// </summary>
    DiseaseNotSupported,

    /// <summary>No policy version of the insured place is in force on the day the encounter ended.</summary>
    NoPolicyInForce,

    /// <summary>The insured place has not opened the service, or the disease, for cross-province settlement.</summary>
    ServiceNotOpenAtInsuredPlace,

    /// <summary>门慢特资格 of the disease is missing or not valid on the day the encounter began (R-CHR-01).</summary>
    QualificationMissing,

    /// <summary>The person is qualified for the disease, but at other facilities than this one (R-CHR-01, R-CHR-05).</summary>
    QualifiedElsewhere,

    /// <summary>A special drug is bought on a prescription, and there is none (R-DRG-01).</summary>
    PrescriptionMissing,

    /// <summary>The drug is not on the special drug list of the insured province on the day (R-DRG-01).</summary>
    DrugNotListed,

    /// <summary>
    /// The insured place has not approved the person's use of the drug on the day (特药使用备案, R-DRG-01), or another doctor or hospital than
    /// the approved one prescribed it.
    /// </summary>
    DrugNotApproved,

    /// <summary>The approval names another hospital and another pharmacy (双通道, R-DRG-01).</summary>
    DrugElsewhere,

    /// <summary>The day lies outside the prescription's days.</summary>
    PrescriptionExpired,

    /// <summary>The hospital has cancelled the prescription (R-DRG-01).</summary>
    PrescriptionCancelled,

    /// <summary>Another settlement that stands has used the prescription: it is used up once.</summary>
    PrescriptionUsed,

    /// <summary>有第三方责任外伤: never settled directly (R-SET-05), and not reimbursed, since the third party owes it.</summary>
    ThirdPartyLiable,

    /// <summary>The insured place does not settle injuries directly (R1.12.2). Not in a manual claim.</summary>
    TraumaNotCovered,

    /// <summary>There is nothing to settle.</summary>
    NoLines,

    /// <summary>A special drug is settled alone, and no more of it than prescribed: the lines are of another item, or of more.</summary>
    PrescriptionExceeded,

    /// <summary>At least one line cannot be split; all of them are named.</summary>
    LinesRefused,
}
