using FluentValidation;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain.Persons;
using Settlement.Persistence.Persons;

namespace Settlement.Api.Persons;

/// <summary>参保状态变更.</summary>
/// <param name="EffectiveOn">First day of the status, not in the future: a change is told when it has happened (R1.4.6).</param>
/// <param name="MovedTo">转出: region where the person is insured from then on, where it is known; only with <c>terminated</c>.</param>
internal sealed record ChangeInsuredStatusRequest(InsuredStatus Status, DateOnly EffectiveOn, string Reason, string? MovedTo = null);

internal sealed class ChangeInsuredStatusRequestValidator : AbstractValidator<ChangeInsuredStatusRequest>
{
    public ChangeInsuredStatusRequestValidator()
    {
        RuleFor(r => r.EffectiveOn).IsDay();
        RuleFor(r => r.Reason).NotEmpty().MaximumLength(500);
        RuleFor(r => r.MovedTo!).IsRegion().When(r => r.MovedTo is not null);
        RuleFor(r => r.MovedTo).Null().When(r => r.Status != InsuredStatus.Terminated)
            .WithMessage(_ => new Text("仅终止参保可填转入地", "Only the end of the insurance names another region").ToString());
    }
}

/// <summary>参保状态变更 as recorded.</summary>
/// <param name="EndedFilings">Numbers of the filings that it ended (R-FIL-09).</param>
internal sealed record InsuredStatusChangeAnswer(
    string PersonNo,
    string ChangeNo,
    InsuredStatus Status,
    DateOnly EffectiveOn,
    string? MovedTo,
    string Reason,
    IReadOnlyList<string> EndedFilings,
    string ReportedBy,
    DateTimeOffset ReportedAt)
{
    internal static InsuredStatusChangeAnswer From(InsuredStatusChangeRecord change, string personNo, IEnumerable<string> endedFilings) => new(
        personNo, change.ChangeNo, change.Status, change.EffectiveOn, change.MovedTo?.Value, change.Reason, [.. endedFilings],
        change.ReportedBy, change.ReportedAt.InChina());
}

/// <summary>参保状态变更记录, newest first.</summary>
/// <param name="Status">The status that holds now.</param>
internal sealed record InsuredStatusHistory(string PersonNo, InsuredStatus Status, IReadOnlyList<InsuredStatusChangeAnswer> Items);
