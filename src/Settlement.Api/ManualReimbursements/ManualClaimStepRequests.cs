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
