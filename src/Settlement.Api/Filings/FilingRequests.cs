using FluentValidation;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain;
using Settlement.Domain.Filings;

namespace Settlement.Api.Filings;

/// <summary>备案申请.</summary>
/// <param name="PersonNo">人员编号 at the insured place.</param>
/// <param name="Type">备案类型.</param>
/// <param name="Destination">就医地: province or city, six digits.</param>
/// <param name="ValidFrom">First day on which an encounter may begin.</param>
/// <param name="ValidThrough">Last such day of a temporary filing; left out, the shortest period that the insured place gives. Never for a
/// long-term filing.</param>
/// <param name="Channel">备案渠道; left out, the window.</param>
/// <param name="Shown">材料: kinds of documents that the agency has seen. Files are uploaded one by one afterwards.</param>
/// <param name="Promised">个人承诺书: the person has promised to supply what may be promised.</param>
/// <param name="Facilities">Facilities to which the filing is bound; left out, every one of the destination. Some insured places ask for
/// them.</param>
/// <param name="Replaces">Number of the accepted filing that this one changes: it ends the day before this one begins, once this one is
/// accepted.</param>
/// <param name="Phone">联系电话.</param>
/// <param name="Address">联系地址.</param>
/// <param name="IdentityNumber">公民身份号码; where given, it must be the person's.</param>
internal sealed record SubmitFilingRequest(
    string PersonNo, FilingType Type, string Destination, DateOnly ValidFrom, DateOnly? ValidThrough = null,
    FilingChannel Channel = FilingChannel.Window, IReadOnlyList<DocumentKind>? Shown = null, bool Promised = false,
    IReadOnlyList<string>? Facilities = null, string? Replaces = null, string? Phone = null, string? Address = null,
    string? IdentityNumber = null);

internal sealed class SubmitFilingRequestValidator : AbstractValidator<SubmitFilingRequest>
{
    private const int MostFacilities = 20;

    public SubmitFilingRequestValidator()
    {
        RuleFor(r => r.PersonNo).NotEmpty().MaximumLength(30);
        RuleFor(r => r.Destination).IsRegion();
        RuleFor(r => r.ValidFrom).IsDay();
        RuleFor(r => r.ValidThrough).Null().When(r => r.Type.IsLongTerm())
            .WithMessage(_ => new Text("长期备案不填截止日", "A long-term filing has no last day").ToString());
        RuleFor(r => r.ValidThrough).GreaterThanOrEqualTo(r => r.ValidFrom).When(r => r.ValidThrough is not null)
            .WithMessage(_ => new Text("截止日早于开始日", "The last day is before the first").ToString());
        RuleFor(r => r.ValidThrough!.Value).IsDay().When(r => r.ValidThrough is not null)
            .OverridePropertyName(nameof(SubmitFilingRequest.ValidThrough));
        RuleFor(r => r.Shown).Must(shown => shown!.Distinct().Count() == shown!.Count).When(r => r.Shown is not null)
            .WithMessage(_ => new Text("材料种类重复", "A kind of document occurs twice").ToString());
        RuleFor(r => r.Facilities).Must(codes => codes!.Count <= MostFacilities && codes.Distinct().Count() == codes.Count)
            .When(r => r.Facilities is not null)
            .WithMessage(_ => new Text($"最多{MostFacilities}家机构，不得重复", $"At most {MostFacilities} facilities, none twice").ToString());
        RuleForEach(r => r.Facilities).Must(code => FacilityCode.TryParse(code, out _))
            .WithMessage(_ => new Text("应为十二位医药机构代码", "Must be a facility code of twelve characters").ToString());
        RuleFor(r => r.Replaces!).IsNumber().When(r => r.Replaces is not null);
        RuleFor(r => r.Phone!).IsPhone().When(r => r.Phone is not null);
        RuleFor(r => r.Address).MaximumLength(200).IsStorable();
        RuleFor(r => r.IdentityNumber).Must(number => Domain.Persons.IdentityNumber.TryParse(number, out _))
            .When(r => r.IdentityNumber is not null)
            .WithMessage(_ => new Text("身份证号的格式或校验码不对", "Not an identity number of 18 characters with the right check digit").ToString());
    }
}

/// <summary>审核结论 of a filing.</summary>
internal enum FilingDecision
{
    /// <summary>准予备案.</summary>
    Accept,

    /// <summary>退回补正.</summary>
    Return,

    /// <summary>不予备案.</summary>
    Reject,
}

internal static class FilingDecisions
{
    internal static FilingStep Step(this FilingDecision decision) => decision switch
    {
        FilingDecision.Accept => FilingStep.Accept,
        FilingDecision.Return => FilingStep.Return,
        FilingDecision.Reject => FilingStep.Reject,
        _ => throw new NotSupportedException(decision.ToString()),
    };
}

/// <summary>备案审核结论.</summary>
/// <param name="Note">Why, or what is to be completed; needed unless the filing is accepted.</param>
/// <param name="Version">Version of the filing that was looked at; where it has gone on since, nothing is decided.</param>
internal sealed record DecideFilingRequest(FilingDecision Decision, string? Note = null, int? Version = null);

internal sealed class DecideFilingRequestValidator : AbstractValidator<DecideFilingRequest>
{
    internal static string ReasonNeeded => new Text("退回或不予备案须说明理由", "A return or a rejection needs a reason").ToString();

    public DecideFilingRequestValidator()
    {
        RuleFor(r => r.Note).NotEmpty().When(r => r.Decision != FilingDecision.Accept).WithMessage(_ => ReasonNeeded);
        RuleFor(r => r.Note).MaximumLength(500);
        RuleFor(r => r.Version).IsVersion();
    }
}

/// <summary>撤回备案申请, before it is decided.</summary>
internal sealed record WithdrawFilingRequest(string Reason, int? Version = null);

internal sealed class WithdrawFilingRequestValidator : AbstractValidator<WithdrawFilingRequest>
{
    public WithdrawFilingRequestValidator()
    {
        RuleFor(r => r.Reason).NotEmpty().MaximumLength(500);
        RuleFor(r => r.Version).IsVersion();
    }
}

/// <summary>Who wants an accepted filing cancelled.</summary>
internal enum CancelledBy
{
    /// <summary>本人: not before the time that the insured place sets (R1.4.2).</summary>
    Person,

    /// <summary>经办机构: at any time.</summary>
    Agency,
}

/// <summary>取消备案.</summary>
/// <param name="LastDay">Last day on which an encounter may still begin; left out, today. Stays begun by then stay filed (R1.4.7).</param>
internal sealed record CancelFilingRequest(CancelledBy By, string Reason, DateOnly? LastDay = null, int? Version = null);

internal sealed class CancelFilingRequestValidator : AbstractValidator<CancelFilingRequest>
{
    public CancelFilingRequestValidator()
    {
        RuleFor(r => r.Version).IsVersion();
        RuleFor(r => r.Reason).NotEmpty().MaximumLength(500);
        RuleFor(r => r.LastDay!.Value).IsDay().When(r => r.LastDay is not null).OverridePropertyName(nameof(CancelFilingRequest.LastDay));
    }
}

/// <summary>备案联系方式.</summary>
internal sealed record ChangeContactRequest(string? Phone = null, string? Address = null, int? Version = null);

internal sealed class ChangeContactRequestValidator : AbstractValidator<ChangeContactRequest>
{
    public ChangeContactRequestValidator()
    {
        RuleFor(r => r.Version).IsVersion();
        RuleFor(r => r.Phone!).IsPhone().When(r => r.Phone is not null);
        RuleFor(r => r.Address).MaximumLength(200);
        RuleFor(r => r.Phone).NotNull().When(r => r.Address is null)
            .WithMessage(_ => new Text("电话、地址至少填一项", "Give a phone number or an address").ToString());
    }
}
