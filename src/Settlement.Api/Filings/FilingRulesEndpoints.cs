using FluentValidation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Api.RulesVersions;
using Settlement.Domain;
using Settlement.Domain.Filings;

namespace Settlement.Api.Filings;

/// <summary>备案规则: what an insured place asks of filings, dated; where it has none of its own the national rules hold.</summary>
internal static class FilingRulesEndpoints
{
    internal static void MapFilingRules(this IEndpointRouteBuilder routes)
    {
        var rules = routes.MapGroup("/regions/{regionCode}/filing-rules").WithTags("Filings 备案");
        rules.MapGet("/", Read).WithName("ReadFilingRules").ProducesProblem(400)
            .AllowedTo(AccessScope.None, Roles.All)
            .WithSummary("备案规则 · Documents, periods and limits of an insured place's filings on a day");
        rules.MapPut("/{version}", Record).WithName("RecordFilingRules").Validate<FilingRulesAnswer>()
            .ProducesProblem(400).ProducesProblem(409).ProducesProblem(422)
            .AllowedTo(AccessScope.Region, Role.Administrator)
            .WithSummary("发布备案规则 · Records a version of the rules from a day on; the one before ends the day before");
    }

    /// <param name="on">The day; today in China where left out.</param>
    private static async Task<Answered<FilingRulesAnswer>> Read(
        string regionCode, DatedRules<FilingRules> rules, Call call, DateOnly? on = null) =>
        (await rules.ReadAsync(regionCode, on, call)).As(FilingRulesAnswer.From);

    private static async Task<Answered<FilingRulesAnswer>> Record(
        string regionCode, string version, FilingRulesAnswer request, DatedRules<FilingRules> rules, Call call) =>
        (await rules.PublishAsync(RegionCode.Parse(regionCode), version, request.ToRules(), call)).As(FilingRulesAnswer.From);
}

internal sealed class FilingRulesValidator : AbstractValidator<FilingRulesAnswer>
{
    public FilingRulesValidator()
    {
        RuleFor(r => r.Version).IsNumber();
        RuleFor(r => r.Source).IsStorable();
        RuleFor(r => r.InForceFrom).IsDay();
        RuleForEach(r => r.Types).NotNull().ChildRules(type => type.RuleForEach(t => t.Documents).NotNull());
    }
}

/// <summary>备案规则.</summary>
/// <param name="InsuredRegion">Null for the national rules.</param>
/// <param name="LongTermAtOnce">Long-term filings that one person may have in force at once; null without limit.</param>
/// <param name="TemporaryAtOnce">The same of temporary ones.</param>
/// <param name="DecisionWorkingDays">Working days within which an online filing is decided.</param>
/// <param name="Source">依据.</param>
/// <param name="Types">Each type of filing once.</param>
internal sealed record FilingRulesAnswer(
    string Version,
    string? InsuredRegion,
    DateOnly InForceFrom,
    DateOnly? InForceThrough,
    int? LongTermAtOnce,
    int? TemporaryAtOnce,
    int DecisionWorkingDays,
    string Source,
    IReadOnlyList<FilingTypeRulesAnswer> Types)
{
    internal static FilingRulesAnswer From(FilingRules rules) => new(
        rules.Version, rules.InsuredRegion?.Value, rules.InForceFrom, rules.InForceThrough, rules.LongTermAtOnce, rules.TemporaryAtOnce,
        rules.DecisionWorkingDays, rules.Source, [.. rules.Types.Select(FilingTypeRulesAnswer.From)]);

    internal FilingRules ToRules() => new(
        Version, RegionCode.TryParse(InsuredRegion, out var region) ? region : null, InForceFrom, InForceThrough,
        LongTermAtOnce, TemporaryAtOnce, DecisionWorkingDays, [.. Types.Select(t => t.ToRules())], Source);
}

/// <summary>What is asked of filings of one type.</summary>
/// <param name="LeastMonths">Shortest validity, given where no last day is asked for; null for long-term types.</param>
/// <param name="MostMonths">Longest validity; null without limit.</param>
/// <param name="MonthsBeforeChange">Months before the person may change or cancel it.</param>
/// <param name="DaysBack">Days before the submission that it may begin; null without limit.</param>
/// <param name="BoundToFacilities">Whether it names the facilities for which it holds.</param>
/// <param name="AcceptedAtOnce">自助备案: an online filing that lacks nothing, or only what was promised, is accepted without a clerk.</param>
internal sealed record FilingTypeRulesAnswer(
    FilingType Type, IReadOnlyList<DocumentRequirementAnswer> Documents, int? LeastMonths, int? MostMonths, int MonthsBeforeChange,
    int? DaysBack, bool BoundToFacilities, bool AcceptedAtOnce)
{
    internal static FilingTypeRulesAnswer From(FilingTypeRules rules) => new(
        rules.Type, [.. rules.Documents.Select(d => new DocumentRequirementAnswer(d.AnyOf, d.MayBePromised))],
        rules.LeastMonths, rules.MostMonths, rules.MonthsBeforeChange, rules.DaysBack, rules.BoundToFacilities, rules.AcceptedAtOnce);

    internal FilingTypeRules ToRules() => new(
        Type, [.. Documents.Select(d => new DocumentRequirement(d.AnyOf, d.MayBePromised))], LeastMonths, MostMonths, MonthsBeforeChange,
        DaysBack, BoundToFacilities, AcceptedAtOnce);
}

/// <param name="AnyOf">Any one of these will do.</param>
/// <param name="MayBePromised">承诺制: a signed promise stands in until it is supplied.</param>
internal sealed record DocumentRequirementAnswer(IReadOnlyList<DocumentKind> AnyOf, bool MayBePromised);
