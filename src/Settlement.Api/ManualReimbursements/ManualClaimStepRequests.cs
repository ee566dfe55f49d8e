using FluentValidation;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain.ManualReimbursements;

namespace Settlement.Api.ManualReimbursements;

/// <summary>补充材料: what was missing.</summary>
/// <param name="Version">Version of the claim that was looked at.</param>
/// <param name="Shown">Documents that the agency has seen since.</param>
/// <param name="Invoices">Invoices that are not on the claim yet.</param>
internal sealed record SupplyManualClaimRequest(int Version, IReadOnlyList<ClaimDocumentKind>? Shown = null, IReadOnlyList<InvoiceNumber>? Invoices = null);

internal sealed class SupplyManualClaimRequestValidator : AbstractValidator<SupplyManualClaimRequest>
{
    public SupplyManualClaimRequestValidator()
    {
        RuleFor(r => r.Version).InclusiveBetween(1, 1_000_000);
        RuleFor(r => r.Shown).Must((r, shown) => shown is { Count: > 0 } || r.Invoices is { Count: > 0 })
            .WithMessage(_ => new Text("没有补充任何材料", "Nothing is supplied").ToString());
        RuleFor(r => r.Invoices!).SetValidator(new InvoicesValidator()).When(r => r.Invoices is not null);
    }
}

/// <summary>核算.</summary>
/// <param name="Version">Version of the claim that was looked at.</param>
internal sealed record ComputeManualClaimRequest(int Version);

internal sealed class ComputeManualClaimRequestValidator : AbstractValidator<ComputeManualClaimRequest>
{
    public ComputeManualClaimRequestValidator() => RuleFor(r => r.Version).InclusiveBetween(1, 1_000_000);
}

/// <summary>复核.</summary>
/// <param name="Version">Version of the claim that was looked at.</param>
internal sealed record ApproveManualClaimRequest(int Version, string? Note = null);

internal sealed class ApproveManualClaimRequestValidator : AbstractValidator<ApproveManualClaimRequest>
{
    public ApproveManualClaimRequestValidator()
    {
        RuleFor(r => r.Version).InclusiveBetween(1, 1_000_000);
        RuleFor(r => r.Note).MaximumLength(500).IsStorable();
    }
}

/// <summary>不予报销, or 撤回.</summary>
/// <param name="Version">Version of the claim that was looked at.</param>
/// <param name="Reason">For the person.</param>
internal sealed record EndManualClaimRequest(int Version, string Reason);

internal sealed class EndManualClaimRequestValidator : AbstractValidator<EndManualClaimRequest>
{
    public EndManualClaimRequestValidator()
    {
        RuleFor(r => r.Version).InclusiveBetween(1, 1_000_000);
        RuleFor(r => r.Reason).NotEmpty().MaximumLength(500).IsStorable();
    }
}

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
