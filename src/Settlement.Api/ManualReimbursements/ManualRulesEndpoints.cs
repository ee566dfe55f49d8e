using FluentValidation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Api.RulesVersions;
using Settlement.Domain;
using Settlement.Domain.Facilities;
using Settlement.Domain.ManualReimbursements;
using Settlement.Domain.Settlements;

namespace Settlement.Api.ManualReimbursements;

/// <summary>手工报销规则 of an insured place, dated; where it has none of its own the national rules hold.</summary>
internal static class ManualRulesEndpoints
{
    internal static void MapManualRules(this IEndpointRouteBuilder region)
    {
        region.MapGet("/manual-reimbursement-rules", Read).WithName("ReadManualReimbursementRules").ProducesProblem(400)
            .AllowedTo(AccessScope.None, Roles.All)
            .WithSummary("手工报销规则 · Catalogue, documents and deadlines of an insured place's manual reimbursement on a day");
        region.MapPut("/manual-reimbursement-rules/{version}", Record).WithName("RecordManualReimbursementRules")
            .Validate<ManualRulesAnswer>()
            .AllowedTo(AccessScope.Region, Role.Administrator)
            .ProducesProblem(409).ProducesProblem(422)
            .WithSummary("发布手工报销规则 · Records a version of the rules from a day on; the one before ends the day before");
    }

    /// <param name="on">The day; today in China where left out.</param>
    private static async Task<Answered<ManualRulesAnswer>> Read(
        string regionCode, DatedRules<ManualReimbursementRules> rules, Call call, DateOnly? on = null) =>
        (await rules.ReadAsync(regionCode, on, call)).As(ManualRulesAnswer.From);

    private static async Task<Answered<ManualRulesAnswer>> Record(
        string regionCode, string version, ManualRulesAnswer request, DatedRules<ManualReimbursementRules> rules, Call call) =>
        (await rules.PublishAsync(RegionCode.Parse(regionCode), version, request.ToRules(), call)).As(ManualRulesAnswer.From);
}

internal sealed class ManualRulesValidator : AbstractValidator<ManualRulesAnswer>
{
    public ManualRulesValidator()
    {
        RuleFor(r => r.Version).IsNumber();
        RuleFor(r => r.Source).IsStorable();
        RuleFor(r => r.InForceFrom).IsDay();
        RuleForEach(r => r.Services).NotNull().ChildRules(service =>
        {
            service.RuleFor(s => s.Documents).NotNull();
            service.RuleFor(s => s.UploadedDocuments).NotNull();
        });
        RuleFor(r => r.Verification).NotNull();
        RuleFor(r => r.Verification.Threshold).Must(threshold => threshold >= Money.Zero && threshold < Money.FromYuan(100_000_000m))
            .When(r => r.Verification is not null)
            .WithMessage(_ => new Text("应在0与一亿之间", "Must lie between 0 and a hundred million").ToString());
    }
}

/// <summary>手工报销规则.</summary>
/// <param name="InsuredRegion">Null for the national rules.</param>
/// <param name="CatalogSide">Whose catalogue splits the bill (R1.18.2).</param>
/// <param name="WorkingDays">Working days from the receipt to the payment (R1.18.1).</param>
/// <param name="MonthsToClaim">Months after the end of the encounter within which a claim may be opened; null without limit.</param>
/// <param name="Services">Each service once.</param>
/// <param name="Source">依据.</param>
internal sealed record ManualRulesAnswer(
    string Version, string? InsuredRegion, DateOnly InForceFrom, DateOnly? InForceThrough, CatalogSide CatalogSide, int WorkingDays,
    int? MonthsToClaim, IReadOnlyList<ServiceDocumentsAnswer> Services, FeeCheckRulesAnswer Verification, string Source)
{
    internal static ManualRulesAnswer From(ManualReimbursementRules r) => new(
        r.Version, r.InsuredRegion?.Value, r.InForceFrom, r.InForceThrough, r.CatalogSide, r.WorkingDays, r.MonthsToClaim,
        [.. r.Services.Select(s => new ServiceDocumentsAnswer(s.Service, s.Documents, s.UploadedDocuments))],
        new(r.FeeCheck.Threshold, r.FeeCheck.ThresholdIncluded, r.FeeCheck.Services, r.FeeCheck.WorkingDays), r.Source);

    internal ManualReimbursementRules ToRules() => new(
        Version, RegionCode.TryParse(InsuredRegion, out var region) ? region : null, InForceFrom, InForceThrough, CatalogSide, WorkingDays,
        MonthsToClaim, [.. Services.Select(s => new ServiceDocuments(s.Service, s.Documents, s.UploadedDocuments))],
        new(Verification.Threshold, Verification.ThresholdIncluded, Verification.Services, Verification.WorkingDays), Source);
}

/// <param name="Documents">Of a claim with documents only.</param>
/// <param name="UploadedDocuments">Of a claim whose bill the facility uploaded; the number of the invoice is asked for in any case.</param>
internal sealed record ServiceDocumentsAnswer(
    CareService Service, IReadOnlyList<ClaimDocumentKind> Documents, IReadOnlyList<ClaimDocumentKind> UploadedDocuments);

/// <summary>费用协查 (R1.17.1).</summary>
/// <param name="Threshold">Yuan: bills above it are proposed for verification.</param>
/// <param name="ThresholdIncluded">Whether a bill of just that amount is, too.</param>
/// <param name="WorkingDays">Working days from the request to the answer.</param>
internal sealed record FeeCheckRulesAnswer(
    Money Threshold, bool ThresholdIncluded, IReadOnlyList<CareService> Services, int WorkingDays);
