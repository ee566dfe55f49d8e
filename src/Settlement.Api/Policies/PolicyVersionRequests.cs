using FluentValidation;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain.Policies;

namespace Settlement.Api.Policies;

/// <summary>发布政策.</summary>
/// <param name="Revision">Revision of the draft that the publisher looked at.</param>
/// <param name="From">First day; that of the document where left out.</param>
/// <param name="Acknowledged">Codes of the warnings that the publisher knows of; each warning of the proof must be among them.</param>
internal sealed record PublishPolicyRequest(int? Revision, DateOnly? From = null, IReadOnlyList<string>? Acknowledged = null);

/// <summary>废弃草案.</summary>
internal sealed record DiscardPolicyRequest(int? Revision, string Reason);

/// <summary>撤回已发布、尚未生效的政策.</summary>
internal sealed record WithdrawPolicyRequest(int? Revision, string Reason);

internal sealed class PublishPolicyValidator : AbstractValidator<PublishPolicyRequest>
{
    private static readonly HashSet<string> Codes = [.. Enum.GetValues<PolicyFindingCode>().Select(Wire.Name)];

    public PublishPolicyValidator()
    {
        RuleFor(r => r.Revision).NotNull().IsVersion();
        RuleFor(r => r.From!.Value).IsDay().OverridePropertyName("From").When(r => r.From is not null);
        RuleForEach(r => r.Acknowledged).Must(code => code is not null && Codes.Contains(code))
            .WithMessage(_ => new Text("应为校验结果中的提示代码", "Must be the code of a warning of the proof").ToString());
    }
}

internal sealed class DiscardPolicyValidator : AbstractValidator<DiscardPolicyRequest>
{
    public DiscardPolicyValidator()
    {
        RuleFor(r => r.Revision).NotNull().IsVersion();
        RuleFor(r => r.Reason).NotEmpty().MaximumLength(500).IsStorable();
    }
}

internal sealed class WithdrawPolicyValidator : AbstractValidator<WithdrawPolicyRequest>
{
    public WithdrawPolicyValidator()
    {
        RuleFor(r => r.Revision).NotNull().IsVersion();
        RuleFor(r => r.Reason).NotEmpty().MaximumLength(500).IsStorable();
    }
}
