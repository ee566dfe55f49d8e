using FluentValidation;
using Settlement.Api.Http;

namespace Settlement.Api.Settlements;

/// <summary>预结算.</summary>
/// <param name="EndedOn">Discharge date, or the visit's date: decides policy version and year.</param>
/// <param name="UsePersonalAccount">个人账户使用标志 (acct_used_flag): whether the personal account may pay.</param>
/// <param name="Explain">Whether the answer shall say why the funds pay no more.</param>
internal sealed record PreviewRequest(DateOnly EndedOn, bool UsePersonalAccount = false, bool Explain = false);

internal sealed class PreviewRequestValidator : AbstractValidator<PreviewRequest>
{
    public PreviewRequestValidator() => RuleFor(r => r.EndedOn).IsDay();
}

/// <summary>结算.</summary>
/// <param name="EncounterNo">The facility's number of the encounter.</param>
/// <param name="EndedOn">Discharge date, or the visit's date: decides policy version and year.</param>
/// <param name="UsePersonalAccount">个人账户使用标志 (acct_used_flag): whether the personal account may pay.</param>
internal sealed record SettleRequest(string EncounterNo, DateOnly EndedOn, bool UsePersonalAccount = false);

internal sealed class SettleRequestValidator : AbstractValidator<SettleRequest>
{
    public SettleRequestValidator()
    {
        RuleFor(r => r.EncounterNo).IsNumber();
        RuleFor(r => r.EndedOn).IsDay();
    }
}

/// <summary>结算撤销.</summary>
/// <param name="SettlementTransactionNo">The number under which the settlement was made.</param>
/// <param name="Reason">撤销原因.</param>
internal sealed record ReverseRequest(string SettlementTransactionNo, string Reason);

internal sealed class ReverseRequestValidator : AbstractValidator<ReverseRequest>
{
    public ReverseRequestValidator()
    {
        RuleFor(r => r.SettlementTransactionNo).IsNumber();
        RuleFor(r => r.Reason).NotEmpty().MaximumLength(200);
    }
}
