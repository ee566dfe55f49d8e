using FluentValidation;
using Settlement.Api.Http;
using Settlement.Domain;

namespace Settlement.Api.ManualReimbursements.Payments;

/// <summary>支付, to the person's confirmed account.</summary>
/// <param name="Version">Version of the claim that was looked at.</param>
/// <param name="PayeeChangeNo">收款账户变更编号 of the account that was paid; it is refused where another one is confirmed since.</param>
/// <param name="PaidOn">Day on which the bank paid, that of the approval at the earliest; left out, today.</param>
/// <param name="BankReference">银行流水号, 1 to 40 letters, digits or -_.</param>
internal sealed record PayManualClaimRequest(int Version, string PayeeChangeNo, string BankReference, DateOnly? PaidOn = null);

internal sealed class PayManualClaimRequestValidator : AbstractValidator<PayManualClaimRequest>
{
    public PayManualClaimRequestValidator()
    {
        RuleFor(r => r.Version).InclusiveBetween(1, 1_000_000);
        RuleFor(r => r.PaidOn!.Value).IsDay().When(r => r.PaidOn is not null).OverridePropertyName(nameof(PayManualClaimRequest.PaidOn));
        RuleFor(r => r.PayeeChangeNo).IsNumber();
        RuleFor(r => r.BankReference).IsNumber();
    }
}

/// <summary>追回.</summary>
/// <param name="Version">Version of the claim that was looked at.</param>
/// <param name="Amount">Yuan that came back: exactly what was paid.</param>
/// <param name="BankReference">银行流水号 of the recovery, 1 to 40 letters, digits or -_.</param>
/// <param name="RecoveredOn">Day on which the money came back, that of the payment at the earliest; left out, today.</param>
internal sealed record RecoverManualClaimRequest(int Version, Money Amount, string BankReference, DateOnly? RecoveredOn = null);

internal sealed class RecoverManualClaimRequestValidator : AbstractValidator<RecoverManualClaimRequest>
{
    public RecoverManualClaimRequestValidator()
    {
        RuleFor(r => r.Version).InclusiveBetween(1, 1_000_000);
        RuleFor(r => r.BankReference).IsNumber();
        RuleFor(r => r.RecoveredOn!.Value).IsDay().When(r => r.RecoveredOn is not null).OverridePropertyName(nameof(RecoverManualClaimRequest.RecoveredOn));
    }
}

/// <summary>核销.</summary>
/// <param name="Version">Version of the claim that was looked at.</param>
/// <param name="Reason">Why it will not come back, 1 to 200 characters.</param>
internal sealed record WriteOffManualClaimRequest(int Version, string Reason);

internal sealed class WriteOffManualClaimRequestValidator : AbstractValidator<WriteOffManualClaimRequest>
{
    public WriteOffManualClaimRequestValidator()
    {
        RuleFor(r => r.Version).InclusiveBetween(1, 1_000_000);
        RuleFor(r => r.Reason).NotEmpty().MaximumLength(200).IsStorable();
    }
}
