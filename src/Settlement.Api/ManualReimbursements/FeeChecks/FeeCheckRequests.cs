using FluentValidation;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain;
using Settlement.Domain.ManualReimbursements;

namespace Settlement.Api.ManualReimbursements.FeeChecks;

/// <summary>A 协查 by its name: the insured place that asks, and its own number.</summary>
internal readonly record struct FeeCheckKey(RegionCode InsuredRegion, string No);

/// <summary>协查请求.</summary>
/// <param name="Question">What shall be verified.</param>
internal sealed record RequestFeeCheckRequest(string Question);

internal sealed class RequestFeeCheckRequestValidator : AbstractValidator<RequestFeeCheckRequest>
{
    public RequestFeeCheckRequestValidator() => RuleFor(r => r.Question).NotEmpty().MaximumLength(1000).IsStorable();
}

/// <summary>协查答复.</summary>
/// <param name="Answer">What was found.</param>
internal sealed record AnswerFeeCheckRequest(FeeCheckFinding Finding, string Answer);

internal sealed class AnswerFeeCheckRequestValidator : AbstractValidator<AnswerFeeCheckRequest>
{
    public AnswerFeeCheckRequestValidator() => RuleFor(r => r.Answer).NotEmpty().MaximumLength(1000).IsStorable();
}

/// <summary>Which of them are asked for.</summary>
/// <param name="Open"><c>true</c>: only those without an answer.</param>
/// <param name="Overdue"><c>true</c>: only those without an answer although the due date has passed.</param>
/// <param name="After">The <c>next</c> of the page before.</param>
/// <param name="Limit">1 to 200.</param>
internal sealed record FeeCheckQuery(bool Open = false, bool Overdue = false, string? After = null, int Limit = Paging.Default);
