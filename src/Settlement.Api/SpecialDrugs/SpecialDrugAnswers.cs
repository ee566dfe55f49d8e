using Settlement.Api.Calls;
using Settlement.Domain;
using Settlement.Persistence.SpecialDrugs;

namespace Settlement.Api.SpecialDrugs;

/// <summary>特药目录 entry.</summary>
/// <param name="ValidThrough">Last day; null while open.</param>
/// <param name="RatioPercent">单药支付比例; null where the policies' ratios hold.</param>
/// <param name="YearlyCeiling">单药年度限额, yuan; null for none.</param>
/// <param name="Basis">依据 of ratio and ceiling; null where the entry has none.</param>
/// <param name="Withdrawal">撤回: it holds on no day; null unless it was taken back before it began.</param>
internal sealed record SpecialDrugAnswer(
    string Province, string ListingNo, string DrugCode, DateOnly ValidFrom, DateOnly? ValidThrough, decimal? RatioPercent, Money? YearlyCeiling,
    string? Basis, SpecialDrugWithdrawal? Withdrawal)
{
    internal static SpecialDrugAnswer From(SpecialDrugRecord d) =>
        new(d.Province.Value, d.ListingNo, d.DrugCode, d.ValidFrom, d.ValidThrough, d.RatioPercent, d.YearlyCeiling, d.Basis,
            d is { WithdrawnReason: { } reason, WithdrawnBy: { } by, WithdrawnAt: { } at } ? new(reason, by, at.InChina()) : null);
}

/// <summary>特药条目撤回.</summary>
internal sealed record SpecialDrugWithdrawal(string Reason, string By, DateTimeOffset At);

/// <summary>特药使用备案.</summary>
/// <param name="RevokedFrom">First day on which it holds no more; null unless revoked.</param>
internal sealed record SpecialDrugApprovalAnswer(
    string ApprovalNo, string PersonNo, string DrugCode, string DoctorCode, string Doctor, string Hospital, string Pharmacy,
    DateOnly ValidFrom, DateOnly? ValidThrough, DateOnly? RevokedFrom, string? RevokedReason,
    string GrantedBy, DateTimeOffset GrantedAt, string? RevokedBy, DateTimeOffset? RevokedAt)
{
    internal static SpecialDrugApprovalAnswer From(SpecialDrugApprovalRecord a, string personNo) => new(
        a.ApprovalNo, personNo, a.DrugCode, a.DoctorCode, a.Doctor, a.Hospital.Value, a.Pharmacy.Value,
        a.ValidFrom, a.ValidThrough, a.RevokedFrom, a.RevokedReason, a.GrantedBy, a.GrantedAt.InChina(), a.RevokedBy, a.RevokedAt?.InChina());
}

/// <summary>All approvals of one person, by drug and day.</summary>
internal sealed record SpecialDrugApprovalList(string PersonNo, IReadOnlyList<SpecialDrugApprovalAnswer> Items);

/// <summary>特药处方.</summary>
/// <param name="ValidThrough">Last day on which it may be used.</param>
/// <param name="Used">Whether a settlement that stands has used it up.</param>
/// <param name="Cancellation">撤销; null unless the hospital took it back.</param>
internal sealed record PrescriptionAnswer(
    string Hospital, string PrescriptionNo, string DrugCode, string DoctorCode, decimal Quantity, DateOnly PrescribedOn, DateOnly ValidThrough, bool Used,
    string RecordedBy, DateTimeOffset RecordedAt, PrescriptionCancellation? Cancellation)
{
    internal static PrescriptionAnswer From(SpecialDrugPrescriptionRecord p, bool used) =>
        new(p.Hospital.Value, p.PrescriptionNo, p.DrugCode, p.DoctorCode, p.Quantity, p.PrescribedOn, p.ValidThrough, used,
            p.RecordedBy, p.RecordedAt.InChina(),
            p is { CancelledReason: { } reason, CancelledBy: { } by, CancelledAt: { } at } ? new(reason, by, at.InChina()) : null);
}

/// <summary>处方撤销.</summary>
internal sealed record PrescriptionCancellation(string Reason, string By, DateTimeOffset At);
