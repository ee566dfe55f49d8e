using Settlement.Api.Http;
using Settlement.Api.Settlements;
using Settlement.Domain;
using Settlement.Domain.Facilities;
using Settlement.Domain.ManualReimbursements;
using Settlement.Domain.Policies;
using Settlement.Domain.Settlements;
using Settlement.Persistence.ManualReimbursements;

namespace Settlement.Api.ManualReimbursements;

/// <summary>手工报销申请.</summary>
/// <param name="Version">Counts the steps; a step says which version was looked at.</param>
/// <param name="IsUploaded">Whether the facility uploaded the bill; else the clerk entered it.</param>
/// <param name="FacilityCode">Null for a facility that is in no directory.</param>
/// <param name="Total">医疗费总额.</param>
/// <param name="Missing">Documents that are still asked for, and nothing else.</param>
/// <param name="CatalogSide">Whose catalogue splits the bill.</param>
/// <param name="DueOn">办结期限; null where the public holidays of the year are not loaded.</param>
/// <param name="IsOverdue">Whether it waits although the due date has passed.</param>
/// <param name="VerificationProposed">协查建议: the bill is so large that it should be verified with the treatment place.</param>
/// <param name="OpenVerifications">Numbers of the verifications that wait for an answer; until then it is not approved.</param>
/// <param name="Computation">Null before it was computed.</param>
/// <param name="SettlementId">The settlement by which it counts into the benefit account; null before the approval.</param>
/// <param name="Reason">Why it was refused or withdrawn.</param>
internal sealed record ManualClaimAnswer(
    string ClaimNo,
    string PersonNo,
    ManualClaimState State,
    int Version,
    bool IsUploaded,
    string? FacilityCode,
    string FacilityName,
    string FacilityRegion,
    CareService Service,
    DateOnly EndedOn,
    Money Total,
    IReadOnlyList<InvoiceNumber> Invoices,
    IReadOnlyList<ClaimDocumentKind> Shown,
    IReadOnlyList<ClaimDocumentKind> Missing,
    string RulesVersion,
    CatalogSide CatalogSide,
    DateOnly ReceivedOn,
    DateOnly? DueOn,
    bool IsOverdue,
    bool VerificationProposed,
    IReadOnlyList<string> OpenVerifications,
    ManualComputationAnswer? Computation,
    string? ComputedBy,
    string? ApprovedBy,
    Guid? SettlementId,
    string? Reason,
    PaymentAnswer? Payment);

/// <summary>核算结果.</summary>
/// <param name="Payable">What the funds pay the person: the fund total.</param>
internal sealed record ManualComputationAnswer(
    TreatmentClass TreatmentClass, string PolicyVersion, Money Payable, AmountsAnswer Amounts, WorkingAnswer Working)
{
    internal static ManualComputationAnswer? From(ManualClaimRecord claim) =>
        ClaimComputation.Read(claim.Computation) is { } c && claim.Working is { } working
            ? new(c.TreatmentClass, c.PolicyVersion, c.Amounts.FundTotal, AmountsAnswer.From(c.Amounts), WorkingAnswer.From(working))
            : null;
}

/// <summary>支付.</summary>
/// <param name="Account">The account that it was paid to, all but its last digits masked.</param>
internal sealed record PaymentAnswer(DateOnly PaidOn, string BankReference, string PayeeChangeNo, string Account, string PaidBy);

/// <summary>One row of the list: without the working.</summary>
/// <param name="Payable">Null before it was computed.</param>
internal sealed record ManualClaimRow(
    string ClaimNo, string PersonNo, ManualClaimState State, int Version, string FacilityName, CareService Service, DateOnly EndedOn, Money Total,
    Money? Payable, DateOnly ReceivedOn, DateOnly? DueOn, bool IsOverdue, bool VerificationProposed)
{
    internal static ManualClaimRow From(ManualClaimRecord c, string personNo, DateOnly today) => new(
        c.ClaimNo, personNo, c.State, c.Version, c.FacilityName, c.Service, c.EndedOn, c.Total,
        ClaimComputation.Read(c.Computation)?.Amounts.FundTotal, c.ReceivedOn, c.DueOn, c.State.IsWaiting() && c.DueOn < today, c.VerificationProposed);
}

/// <param name="Next">Send it as <c>after</c> to read on; null at the end.</param>
internal sealed record ManualClaimPage(IReadOnlyList<ManualClaimRow> Items, string? Next);

/// <summary>One entry of a claim's history.</summary>
/// <param name="State">State after the step.</param>
internal sealed record ManualClaimEventAnswer(int Version, ManualClaimStep Step, ManualClaimState State, string? Note, string DoneBy, DateTimeOffset DoneAt)
{
    internal static ManualClaimEventAnswer From(ManualClaimEventRecord step) =>
        new(step.Version, step.Step, step.State, step.Note, step.DoneBy, step.DoneAt.InChina());
}

/// <summary>办理记录, oldest first.</summary>
internal sealed record ManualClaimHistory(string ClaimNo, IReadOnlyList<ManualClaimEventAnswer> Items);
