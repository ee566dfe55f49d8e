using FluentValidation;
using Settlement.Api.Http;
using Settlement.Domain.Filings;

namespace Settlement.Api.Filings;

/// <summary>备案申请.</summary>
/// <param name="PersonNo">人员编号 at the insured place.</param>
/// <param name="Type">备案类型.</param>
/// <param name="Destination">就医地: province or city, six digits.</param>
/// <param name="ValidFrom">First day on which an encounter may begin.</param>
/// <param name="ValidThrough">Last such day; left out for a long-term filing, needed for a temporary one.</param>
internal sealed record SubmitFilingRequest(
    string PersonNo, FilingType Type, string Destination, DateOnly ValidFrom, DateOnly? ValidThrough = null);

internal sealed class SubmitFilingRequestValidator : AbstractValidator<SubmitFilingRequest>
{
    public SubmitFilingRequestValidator()
    {
        RuleFor(r => r.PersonNo).NotEmpty().MaximumLength(30);
        RuleFor(r => r.Destination).IsRegion();
        RuleFor(r => r.ValidFrom).IsDay();
        RuleFor(r => r.ValidThrough).Null().When(r => r.Type.IsLongTerm())
            .WithMessage(_ => new Text("长期备案不填截止日", "A long-term filing has no last day").ToString());
        RuleFor(r => r.ValidThrough).NotNull().When(r => !r.Type.IsLongTerm())
            .WithMessage(_ => new Text("临时备案须填截止日", "A temporary filing needs a last day").ToString());
        RuleFor(r => r.ValidThrough).GreaterThanOrEqualTo(r => r.ValidFrom).When(r => r.ValidThrough is not null)
            .WithMessage(_ => new Text("截止日早于开始日", "The last day is before the first").ToString());
    }
}

/// <summary>备案审核结论.</summary>
/// <param name="Accept">True accepts, false rejects.</param>
/// <param name="Note">Why; needed for a rejection.</param>
internal sealed record DecideFilingRequest(bool Accept, string? Note = null);

internal sealed class DecideFilingRequestValidator : AbstractValidator<DecideFilingRequest>
{
    public DecideFilingRequestValidator()
    {
        RuleFor(r => r.Note).NotEmpty().When(r => !r.Accept)
            .WithMessage(_ => new Text("不予备案须说明理由", "A rejection needs a reason").ToString());
        RuleFor(r => r.Note).MaximumLength(500);
    }
}
