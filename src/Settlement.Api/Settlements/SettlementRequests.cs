using FluentValidation;
using Settlement.Api.Calls;
using Settlement.Api.Encounters;
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

/// <summary>依次撤销: settlements of one person, in the order in which they are reversed.</summary>
/// <param name="Reversals">1 to 50; the latest settlement first.</param>
/// <param name="Reason">撤销原因.</param>
internal sealed record ReverseSeveralRequest(IReadOnlyList<ReverseSeveralRequest.Step> Reversals, string Reason)
{
    /// <param name="TransactionNo">The number of this reversal.</param>
    /// <param name="SettlementTransactionNo">The number under which the settlement was made.</param>
    internal sealed record Step(string TransactionNo, string SettlementTransactionNo);
}

internal sealed class ReverseSeveralRequestValidator : AbstractValidator<ReverseSeveralRequest>
{
    public ReverseSeveralRequestValidator()
    {
        ClassLevelCascadeMode = CascadeMode.Stop;
        RuleFor(r => r.Reason).NotEmpty().MaximumLength(200);
        RuleFor(r => r.Reversals).NotEmpty();
        RuleForEach(r => r.Reversals).NotNull();
        RuleFor(r => r.Reversals).Must(steps => steps.Count <= 50)
            .WithMessage(_ => new Text("一次最多50笔", "At most 50 in one call").ToString());
        RuleForEach(r => r.Reversals).ChildRules(step =>
        {
            step.RuleFor(s => s.TransactionNo).IsNumber();
            step.RuleFor(s => s.SettlementTransactionNo).IsNumber();
        });
        RuleFor(r => r.Reversals).Must(steps =>
                steps.DistinctBy(s => s.TransactionNo).Count() == steps.Count
                && steps.DistinctBy(s => s.SettlementTransactionNo).Count() == steps.Count)
            .WithMessage(_ => new Text("编号重复", "A number occurs twice").ToString());
    }
}

/// <summary>部分退费.</summary>
/// <param name="SettlementTransactionNo">The number under which the settlement was made.</param>
/// <param name="ReversalTransactionNo">The number of its reversal.</param>
/// <param name="Reason">退费原因.</param>
/// <param name="Lines">退费明细: each names the charge that it refunds, wholly or in part.</param>
/// <param name="UsePersonalAccount">Left out, as in the settlement.</param>
internal sealed record RefundRequest(
    string SettlementTransactionNo,
    string ReversalTransactionNo,
    string Reason,
    IReadOnlyList<UploadFeeLinesRequest.Line> Lines,
    bool? UsePersonalAccount = null);

internal sealed class RefundRequestValidator : AbstractValidator<RefundRequest>
{
    public RefundRequestValidator()
    {
        RuleFor(r => r.SettlementTransactionNo).IsNumber();
        RuleFor(r => r.ReversalTransactionNo).IsNumber();
        RuleFor(r => r.Reason).NotEmpty().MaximumLength(200);
        RuleFor(r => r.Lines).SetValidator(new FeeLinesValidator());
        RuleForEach(r => r.Lines).Must(line => line is not { IsRefund: false })
            .WithMessage(_ => new Text("部分退费只收退费明细", "A refund takes refund lines only").ToString());
    }
}
