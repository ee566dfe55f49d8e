using FluentValidation;
using Settlement.Api.Http;

namespace Settlement.Api.ManualReimbursements.Approval;

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

/// <summary>审核撤销.</summary>
/// <param name="Version">Version of the claim that was looked at.</param>
/// <param name="Reason">1 to 200 characters.</param>
internal sealed record ReverseManualClaimRequest(int Version, string Reason);

internal sealed class ReverseManualClaimRequestValidator : AbstractValidator<ReverseManualClaimRequest>
{
    public ReverseManualClaimRequestValidator()
    {
        RuleFor(r => r.Version).InclusiveBetween(1, 1_000_000);
        RuleFor(r => r.Reason).NotEmpty().MaximumLength(200).IsStorable();
    }
}
