using Settlement.Api.Calls;
using Settlement.Api.Documents;
using Settlement.Api.Settlements;
using Settlement.Domain;
using Settlement.Domain.Calendars;
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
/// <param name="DueOn">办结期限; null where the public holidays of the year were not loaded.</param>
/// <param name="DueOnByWeekdays">
/// The same where it is known; else counted by Monday to Friday in the year whose holidays were not loaded: a holiday puts it off, a make-up
/// workday brings it forward.
/// </param>
/// <param name="DueNote">Why there is no due date, with the year; null where there is one.</param>
/// <param name="IsOverdue">Whether it waits although the due date has passed.</param>
/// <param name="MayBeOverdue">Whether it waits, has no due date, and <paramref name="DueOnByWeekdays"/> has passed.</param>
/// <param name="VerificationProposed">协查建议: the bill is so large that it should be verified with the treatment place.</param>
/// <param name="OpenVerifications">Numbers of the verifications that wait for an answer; until then it is not approved.</param>
/// <param name="Computation">Null before it was computed.</param>
/// <param name="SettlementId">The settlement by which it counts into the benefit account; null before the approval, and after it was taken back.</param>
/// <param name="Reason">Why it was refused or withdrawn.</param>
/// <param name="Payment">Of the approval that holds.</param>
/// <param name="Reversals">审核撤销 of earlier approvals, oldest first, with what was paid on them and how it came back.</param>
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
    DateOnly DueOnByWeekdays,
    string? DueNote,
    bool IsOverdue,
    bool MayBeOverdue,
    bool VerificationProposed,
    IReadOnlyList<string> OpenVerifications,
    ManualComputationAnswer? Computation,
    string? ComputedBy,
    string? ApprovedBy,
    Guid? SettlementId,
    string? Reason,
    PaymentAnswer? Payment,
    IReadOnlyList<ApprovalReversalAnswer> Reversals);

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
internal sealed record PaymentAnswer(DateOnly PaidOn, string BankReference, string PayeeChangeNo, string Account, string PaidBy)
{
    /// <param name="accounts">Masked, by the number of their change.</param>
    /// <returns>Null where nothing was paid.</returns>
    internal static PaymentAnswer? From(
        DateOnly? paidOn, string? bankReference, string? payeeChangeNo, string? paidBy, IReadOnlyDictionary<string, string> accounts) =>
        paidOn is { } day ? new(day, bankReference!, payeeChangeNo!, accounts[payeeChangeNo!], paidBy!) : null;
}

/// <summary>审核撤销.</summary>
/// <param name="SettlementId">The settlement that counted.</param>
/// <param name="ReversalId">The record with negative amounts that took it back.</param>
/// <param name="Amount">What the funds owed the person by it; to be recovered where it was paid.</param>
/// <param name="Payment">Null where it was not paid, or a late payment is not known.</param>
/// <param name="Recovery">Null where nothing is owed, and until it has come back.</param>
/// <param name="WriteOff">Null unless it was written off.</param>
internal sealed record ApprovalReversalAnswer(
    Guid SettlementId, Guid ReversalId, Money Amount, string ApprovedBy, string Reason, string ReversedBy, DateTimeOffset ReversedAt,
    PaymentAnswer? Payment, RecoveryAnswer? Recovery, WriteOffAnswer? WriteOff)
{
    internal static ApprovalReversalAnswer From(ManualClaimReversalRecord r, IReadOnlyDictionary<string, string> accounts) => new(
        r.SettlementId.Value, r.ReversalId.Value, r.Amount, r.ApprovedBy, r.Reason, r.ReversedBy, r.ReversedAt.InChina(),
        PaymentAnswer.From(r.PaidOn, r.BankReference, r.PayeeChangeNo, r.PaidBy, accounts),
        r.RecoveredOn is { } day ? new(day, r.RecoveryReference!, r.RecoveredBy!) : null,
        r.WrittenOffAt is { } at ? new(r.WriteOffReason!, r.WrittenOffBy!, at.InChina()) : null);
}

/// <summary>追回.</summary>
internal sealed record RecoveryAnswer(DateOnly RecoveredOn, string BankReference, string RecoveredBy);

/// <summary>核销.</summary>
internal sealed record WriteOffAnswer(string Reason, string WrittenOffBy, DateTimeOffset WrittenOffAt);

/// <summary>What may be said of the due date today.</summary>
internal sealed record DueAnswer(DateOnly ByWeekdays, string? Note, bool IsOverdue, bool MayBeOverdue)
{
    internal static DueAnswer Of(ManualClaimRecord c, WorkingCalendar calendar, DateOnly today) => new(
        c.DueOnByWeekdays, c.DueOn is null ? NoteOf(c, calendar) : null, c.Due.IsOverdue(c.State, today), c.Due.MayBeOverdue(c.State, today));

    private static string NoteOf(ManualClaimRecord c, WorkingCalendar calendar)
    {
        var year = c.Due.UnknownYear(c.ReceivedOn, calendar);
        return new Text(
            $"受理时未载入{year}年节假日安排，办结期限未定；该年按周一至周五推算为{c.DueOnByWeekdays:O}",
            $"The public holidays of {year} were not loaded when it was received, so there is no due date; "
            + $"by Monday to Friday of that year it is {c.DueOnByWeekdays:O}").ToString();
    }
}

/// <summary>One row of the list: without the working.</summary>
/// <param name="Payable">Null before it was computed.</param>
/// <param name="ToRecover">待追回金额; null where nothing is.</param>
/// <param name="DueOn">办结期限; null where the public holidays of the year were not loaded.</param>
/// <param name="MayBeOverdue">Whether it waits, has no due date, and <paramref name="DueOnByWeekdays"/> has passed.</param>
internal sealed record ManualClaimRow(
    string ClaimNo, string PersonNo, ManualClaimState State, int Version, string FacilityName, CareService Service, DateOnly EndedOn,
    Money Total, Money? Payable, Money? ToRecover, DateOnly ReceivedOn, DateOnly? DueOn, DateOnly DueOnByWeekdays, string? DueNote,
    bool IsOverdue, bool MayBeOverdue, bool VerificationProposed)
{
    internal static ManualClaimRow From(ManualClaimRecord c, string personNo, Money? toRecover, DueAnswer due) => new(
        c.ClaimNo, personNo, c.State, c.Version, c.FacilityName, c.Service, c.EndedOn, c.Total,
        ClaimComputation.Read(c.Computation)?.Amounts.FundTotal, toRecover, c.ReceivedOn, c.DueOn, due.ByWeekdays, due.Note, due.IsOverdue,
        due.MayBeOverdue, c.VerificationProposed);
}

/// <summary>One entry of a claim's history.</summary>
/// <param name="State">State after the step.</param>
internal sealed record ManualClaimEventAnswer(
    int Version, ManualClaimStep Step, ManualClaimState State, string? Note, string DoneBy, DateTimeOffset DoneAt)
{
    internal static ManualClaimEventAnswer From(ManualClaimEventRecord step) =>
        new(step.Version, step.Step, step.State, step.Note, step.DoneBy, step.DoneAt.InChina());
}

/// <summary>办理记录, oldest first.</summary>
internal sealed record ManualClaimHistory(string ClaimNo, IReadOnlyList<ManualClaimEventAnswer> Items);

/// <summary>材料, in the order in which they came.</summary>
internal sealed record ManualClaimDocuments(string ClaimNo, IReadOnlyList<DocumentAnswer<ClaimDocumentKind>> Items);
