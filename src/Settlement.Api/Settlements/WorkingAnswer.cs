using Settlement.Domain;
using Settlement.Domain.Settlements;

namespace Settlement.Api.Settlements;

/// <summary>
/// 计算过程: the total twice. In both trees a step is the sum of its parts. What single lines add stands in the settled lines.
/// </summary>
/// <param name="Scope">What the total is for: the treatment place's catalogue, then deductible and bands.</param>
/// <param name="Payers">Who pays it: funds and layers with their bands, then personal account and cash.</param>
internal sealed record WorkingAnswer(WorkingStepAnswer Scope, WorkingStepAnswer Payers)
{
    internal static WorkingAnswer From(SettlementWorking working) =>
        new(WorkingStepAnswer.From(working.Scope), WorkingStepAnswer.From(working.Payers));
}

/// <summary>One step of the working.</summary>
/// <param name="Rule">Stable name of the rule.</param>
/// <param name="RuleId">The rule of the rules text that the step follows.</param>
/// <param name="Title">The rule in words.</param>
/// <param name="Explanation">What the rule does, in one sentence.</param>
/// <param name="Amount">Yuan that the step gives.</param>
/// <param name="Formula">The arithmetic in figures.</param>
/// <param name="Source">Published basis; null for plain arithmetic.</param>
/// <param name="Version">Policy version that the figures come from; null for plain arithmetic.</param>
/// <param name="About">What the step is about where the rule does not say it, such as a year or a special drug.</param>
/// <param name="Parts">The steps that add up to it.</param>
/// <param name="Basis">Figures that explain the amount without being part of it, such as what a ceiling leaves.</param>
internal sealed record WorkingStepAnswer(
    WorkingRule Rule,
    string RuleId,
    string Title,
    string Explanation,
    Money Amount,
    string Formula,
    string? Source,
    string? Version,
    string? About,
    IReadOnlyList<WorkingStepAnswer> Parts,
    IReadOnlyList<WorkingStepAnswer> Basis)
{
    internal static WorkingStepAnswer From(WorkingStep step)
    {
        var words = WorkingTitles.Of[step.Rule];
        return new(
            step.Rule, step.Rule.RuleId(), words.Title.ToString(), words.Explanation.ToString(), step.Amount, step.Formula,
            step.Source?.ToString(), step.Version, step.About, [.. step.Parts.Select(From)], [.. step.Basis.Select(From)]);
    }
}
