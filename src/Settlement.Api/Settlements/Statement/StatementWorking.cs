using Settlement.Api.Calls;
using Settlement.Api.Http;

namespace Settlement.Api.Settlements.Statement;

/// <summary>
/// 计算过程 as a table of a <see cref="StatementPage"/>: both trees, indented by level. What was published stands below, each text once.
/// </summary>
internal sealed class StatementWorking
{
    private readonly List<string> sources = [];

    private StatementWorking()
    {
    }

    internal static Html Of(WorkingAnswer working) => new StatementWorking().Section(working);

    private Html Section(WorkingAnswer working) => Html.Of(
        $"""
        <section><h2>{new Text("计算过程", "How it was worked out")}</h2>
        <table class="working">
        <thead><tr><th>{new Text("步骤", "Step")}</th><th>{new Text("算式", "Formula")}</th>
        <th class="amount">{new Text("金额", "Amount")}</th></tr></thead>
        {Tree(new("费用构成", "What the total is for"), working.Scope)}
        {Tree(new("支付构成", "Who pays it"), working.Payers)}
        </table>
        {Sources()}</section>
        """);

    private Html Tree(Text heading, WorkingStepAnswer root) => Html.Of(
        $"""<tbody><tr class="tree"><th colspan="3" scope="rowgroup">{heading}</th></tr>{Step(root, 0)}</tbody>""");

    private Html Step(WorkingStepAnswer step, int level) => Html.Of(
        $"""
        <tr class="level{Math.Min(level, 1)}"><td style="padding-left:{Indent(level)}em"><b>{step.Title}</b>{About(step)}
        <small>{step.Explanation}{Source(step)}</small></td>
        <td class="formula">{step.Formula}</td><td class="amount">{StatementPage.Yuan(step.Amount)}</td></tr>
        {Html.Join(step.Basis.Select(basis => Basis(basis, step, level + 1)))}{Html.Join(step.Parts.Select(part => Step(part, level + 1)))}
        """);

    /// <summary>
    /// A figure that explains its step without being part of it: its amount stands in brackets, its source where it is another one.
    /// </summary>
    private Html Basis(WorkingStepAnswer step, WorkingStepAnswer of, int level) => Html.Of(
        $"""
        <tr class="basis"><td style="padding-left:{Indent(level)}em">{step.Title}{About(step)}{OwnSource(step, of)}</td>
        <td class="formula">{step.Formula}</td><td class="amount">({StatementPage.Yuan(step.Amount)})</td></tr>
        """);

    private Html OwnSource(WorkingStepAnswer step, WorkingStepAnswer of) =>
        step.Source == of.Source ? Html.Empty : Html.Of($"<small>{Source(step)}</small>");

    private static decimal Indent(int level) => 0.5m + 1.4m * level;

    private static Html About(WorkingStepAnswer step) => step.About is null ? Html.Empty : Html.Of($" {step.About}");

    /// <summary>Number of the source below the table.</summary>
    private Html Source(WorkingStepAnswer step)
    {
        if (step.Source is not { } source)
            return Html.Empty;
        if (!sources.Contains(source))
            sources.Add(source);
        return Html.Of($" {new Text("依据", "Source")} [{sources.IndexOf(source) + 1}]");
    }

    private Html Sources() => sources.Count == 0 ? Html.Empty : Html.Of(
        $"""<p class="sources">{Html.Join(sources.Select((source, i) => Html.Of($"[{i + 1}] {source}<br>")))}</p>""");
}
