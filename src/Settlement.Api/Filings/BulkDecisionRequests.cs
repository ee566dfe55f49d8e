using FluentValidation;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain.Filings;

namespace Settlement.Api.Filings;

/// <summary>批量审核.</summary>
/// <param name="Decisions">1 to 500, each of another filing.</param>
internal sealed record DecideFilingsRequest(IReadOnlyList<DecideFilingsRequest.One> Decisions)
{
    /// <summary>备案审核结论 of one filing.</summary>
    /// <param name="Note">Why, or what is to be completed; needed unless the filing is accepted.</param>
    /// <param name="Version">Version of the filing that was looked at; where it has gone on since, nothing is decided.</param>
    internal sealed record One(string FilingNo, FilingDecision Decision, string? Note = null, int? Version = null);
}

internal sealed class DecideFilingsRequestValidator : AbstractValidator<DecideFilingsRequest>
{
    private const int Most = 500;

    public DecideFilingsRequestValidator()
    {
        ClassLevelCascadeMode = CascadeMode.Stop;
        RuleFor(r => r.Decisions).NotEmpty();
        RuleForEach(r => r.Decisions).NotNull();
        RuleFor(r => r.Decisions).Must(decisions => decisions.Count <= Most)
            .WithMessage(_ => new Text($"一次最多{Most}件", $"At most {Most} in one call").ToString());
        RuleForEach(r => r.Decisions).ChildRules(one =>
        {
            one.RuleFor(o => o.FilingNo).IsNumber();
            one.RuleFor(o => o.Note).NotEmpty().When(o => o.Decision != FilingDecision.Accept)
                .WithMessage(_ => DecideFilingRequestValidator.ReasonNeeded);
            one.RuleFor(o => o.Note).MaximumLength(500);
            one.RuleFor(o => o.Version).IsVersion();
        });
        RuleFor(r => r.Decisions).Must(decisions => decisions.DistinctBy(d => d.FilingNo).Count() == decisions.Count)
            .WithMessage(_ => new Text("备案编号重复", "A number occurs twice").ToString());
    }
}

/// <summary>What became of one decision.</summary>
internal enum BulkOutcome
{
    /// <summary>已办理.</summary>
    Decided,

    /// <summary>此前已办理: decided so before.</summary>
    Replayed,

    /// <summary>未办理.</summary>
    Refused,
}

/// <summary>批量审核结果, in the order in which the decisions were sent.</summary>
internal sealed record BulkDecisionAnswer(IReadOnlyList<DecidedFilingAnswer> Items);

/// <summary>What became of one decision.</summary>
/// <param name="State">Null where it was refused.</param>
/// <param name="Version">Null where it was refused.</param>
/// <param name="Problem">Null unless it was refused.</param>
internal sealed record DecidedFilingAnswer(string FilingNo, BulkOutcome Outcome, FilingState? State, int? Version, BulkProblem? Problem)
{
    internal static DecidedFilingAnswer Of(string filingNo, Outcome<FilingAnswer> outcome)
    {
        if (outcome.IsRefused(out var refusal, out var filing))
            return new(filingNo, BulkOutcome.Refused, null, null, BulkProblem.Of(refusal));
        return new(filingNo, outcome.WasDoneBefore ? BulkOutcome.Replayed : BulkOutcome.Decided, filing.State, filing.Version, null);
    }
}

/// <summary>Why one decision was refused, as a call of its own would have been.</summary>
internal sealed record BulkProblem(int Status, string Code, string Detail, string? NextStep)
{
    internal static BulkProblem Of(Refusal refusal) =>
        new(refusal.Kind.Status, refusal.Kind.Code, refusal.Sentence, refusal.Kind.NextStep?.ToString());
}
