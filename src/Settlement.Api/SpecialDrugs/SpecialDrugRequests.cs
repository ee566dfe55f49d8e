using FluentValidation;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain;

namespace Settlement.Api.SpecialDrugs;

/// <summary>特药列入目录.</summary>
/// <param name="DrugCode">医保药品代码, as in the catalogue.</param>
/// <param name="ValidFrom">First day: today or later, or earlier where no entry held the drug on any day from then until today.</param>
/// <param name="ValidThrough">Last day; left out while open.</param>
/// <param name="RatioPercent">单药支付比例, 0 to 100 with up to four decimals: in place of the policies' ratios; left out where those hold.</param>
/// <param name="YearlyCeiling">单药年度限额, yuan: most that the pooled fund of one scheme pays of the drug for one person in a year; left out for none.</param>
/// <param name="Basis">依据: the published document that sets ratio or ceiling, up to 500 characters; required with either.</param>
internal sealed record ListSpecialDrugRequest(
    string DrugCode, DateOnly ValidFrom, DateOnly? ValidThrough = null, decimal? RatioPercent = null, Money? YearlyCeiling = null, string? Basis = null);

/// <summary>特药移出目录.</summary>
/// <param name="LastDay">Last day on which a purchase may begin: yesterday at the earliest.</param>
internal sealed record EndSpecialDrugRequest(DateOnly LastDay);

/// <summary>特药条目撤回.</summary>
/// <param name="Reason">1 to 500 characters.</param>
internal sealed record WithdrawSpecialDrugRequest(string Reason);

/// <summary>特药使用备案.</summary>
/// <param name="DoctorCode">责任医师编码: only this doctor prescribes.</param>
/// <param name="Hospital">责任医院.</param>
/// <param name="Pharmacy">定点特药药店.</param>
/// <param name="ValidThrough">Last day; left out while open.</param>
internal sealed record ApproveSpecialDrugRequest(
    string DrugCode, string DoctorCode, string Doctor, string Hospital, string Pharmacy, DateOnly ValidFrom, DateOnly? ValidThrough = null);

/// <summary>特药备案取消.</summary>
/// <param name="From">First day on which it holds no more.</param>
internal sealed record RevokeSpecialDrugApprovalRequest(DateOnly From, string Reason);

/// <summary>特药处方.</summary>
/// <param name="DoctorCode">The doctor of the approval.</param>
/// <param name="Quantity">What may be bought, in the drug's unit of sale, up to four decimals.</param>
/// <param name="ValidDays">处方有效天数, 1 to 90, the day of the prescription included.</param>
internal sealed record PrescribeSpecialDrugRequest(
    string InsuredRegion, string PersonNo, string DrugCode, string DoctorCode, decimal Quantity, DateOnly PrescribedOn, int ValidDays);

/// <summary>处方撤销.</summary>
internal sealed record CancelPrescriptionRequest(string Reason);

internal sealed class CancelPrescriptionRequestValidator : AbstractValidator<CancelPrescriptionRequest>
{
    public CancelPrescriptionRequestValidator() => RuleFor(r => r.Reason).NotEmpty().MaximumLength(500).IsStorable();
}

internal sealed class ListSpecialDrugRequestValidator : AbstractValidator<ListSpecialDrugRequest>
{
    public ListSpecialDrugRequestValidator()
    {
        RuleFor(r => r.DrugCode).IsNumber();
        RuleFor(r => r.ValidFrom).IsDay();
        RuleFor(r => r.ValidThrough).IsEndOf(r => r.ValidFrom);
        RuleFor(r => r.RatioPercent!.Value)
            .InclusiveBetween(0m, 100m).WithMessage(_ => new Text("应在0与100之间", "Must lie between 0 and 100").ToString())
            .IsDecimal(scale: 4)
            .When(r => r.RatioPercent is not null).OverridePropertyName(nameof(ListSpecialDrugRequest.RatioPercent));
        RuleFor(r => r.YearlyCeiling).Must(ceiling => ceiling is null || ceiling > Money.Zero && ceiling <= MostCeiling)
            .WithMessage(_ => new Text("应大于零，且不超过一亿元", "Must be above zero and at most 100,000,000 yuan").ToString());
        RuleFor(r => r.Basis).Must((r, basis) => basis is null ? r is { RatioPercent: null, YearlyCeiling: null } : !string.IsNullOrWhiteSpace(basis))
            .WithMessage(_ => new Text("支付比例或限额须写明依据文件", "A ratio or ceiling needs the document that sets it").ToString());
        RuleFor(r => r.Basis).MaximumLength(500).IsStorable();
    }

    private static readonly Money MostCeiling = Money.FromYuan(100_000_000m);
}

internal sealed class EndSpecialDrugRequestValidator : AbstractValidator<EndSpecialDrugRequest>
{
    public EndSpecialDrugRequestValidator() => RuleFor(r => r.LastDay).IsDay();
}

internal sealed class WithdrawSpecialDrugRequestValidator : AbstractValidator<WithdrawSpecialDrugRequest>
{
    public WithdrawSpecialDrugRequestValidator() => RuleFor(r => r.Reason).NotEmpty().MaximumLength(500).IsStorable();
}

internal sealed class ApproveSpecialDrugRequestValidator : AbstractValidator<ApproveSpecialDrugRequest>
{
    public ApproveSpecialDrugRequestValidator()
    {
        RuleFor(r => r.DrugCode).IsNumber();
        RuleFor(r => r.DoctorCode).IsNumber();
        RuleFor(r => r.Doctor).NotEmpty().MaximumLength(100).IsStorable();
        RuleFor(r => r.Hospital).Must(code => FacilityCode.TryParse(code, out var facility) && !facility.IsPharmacy)
            .WithMessage(_ => new Text("应为医院代码", "Must be the code of a hospital").ToString());
        RuleFor(r => r.Pharmacy).Must(code => FacilityCode.TryParse(code, out var facility) && facility.IsPharmacy)
            .WithMessage(_ => new Text("应为药店代码", "Must be the code of a pharmacy").ToString());
        RuleFor(r => r.ValidFrom).IsDay();
        RuleFor(r => r.ValidThrough).IsEndOf(r => r.ValidFrom);
    }
}

internal sealed class RevokeSpecialDrugApprovalRequestValidator : AbstractValidator<RevokeSpecialDrugApprovalRequest>
{
    public RevokeSpecialDrugApprovalRequestValidator()
    {
        RuleFor(r => r.From).IsDay();
        RuleFor(r => r.Reason).NotEmpty().MaximumLength(500).IsStorable();
    }
}

internal sealed class PrescribeSpecialDrugRequestValidator : AbstractValidator<PrescribeSpecialDrugRequest>
{
    public PrescribeSpecialDrugRequestValidator()
    {
        RuleFor(r => r.InsuredRegion).IsRegion();
        RuleFor(r => r.PersonNo).NotEmpty().MaximumLength(30).IsStorable();
        RuleFor(r => r.DrugCode).IsNumber();
        RuleFor(r => r.DoctorCode).IsNumber();
        RuleFor(r => r.Quantity).GreaterThan(0m).LessThan(1_000_000m).IsDecimal(scale: 4);
        RuleFor(r => r.PrescribedOn).IsDay();
        RuleFor(r => r.ValidDays).InclusiveBetween(1, 90);
    }
}

internal static class EndRule
{
    /// <summary>A last day that can occur and is not before the first; null for none.</summary>
    internal static IRuleBuilderOptions<T, DateOnly?> IsEndOf<T>(this IRuleBuilder<T, DateOnly?> rule, Func<T, DateOnly> first) => rule
        .Must((request, last) => last is not { } day || FieldForm.IsDay(day) && day >= first(request))
        .WithMessage(_ => new Text("截止日早于开始日，或不可能", "The last day is before the first, or not possible").ToString());
}
