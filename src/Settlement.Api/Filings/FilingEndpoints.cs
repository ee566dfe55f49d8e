using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain;

namespace Settlement.Api.Filings;

/// <summary>备案: submit, read, and the steps of its further life. Each write may be sent again.</summary>
internal static class FilingEndpoints
{
    internal static void AddFilings(this IServiceCollection services) => services
        .AddScoped<FilingReader>().AddScoped<FilingChecks>().AddScoped<FilingApplication>().AddScoped<FilingAcceptance>()
        .AddScoped<SubmitFiling>().AddScoped<FilingSteps>().AddScoped<FilingDocuments>().AddScoped<BulkDecisions>()
        .AddScoped<FilingLists>();

    internal static void MapFilings(this IEndpointRouteBuilder routes)
    {
        var filings = routes.MapGroup("/regions/{regionCode}/filings").WithTags("Filings 备案");
        filings.MapPut("/{filingNo}", Submit).WithName("SubmitFiling").Validate<SubmitFilingRequest>()
            .AllowedTo(AccessScope.Region, Role.Clerk)
            .WithSummary("提交备案 · Submits a filing under the agency's own number, or a change of another filing; may be sent again")
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        filings.MapGet("/{filingNo}", Read).WithName("ReadFiling").ProducesProblem(404)
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Auditor)
            .WithSummary("查询备案 · One filing");
        filings.MapGet("/{filingNo}/history", History).WithName("ReadFilingHistory").ProducesProblem(404)
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Auditor)
            .WithSummary("备案办理记录 · Who did what with a filing, and when");
        filings.MapSteps();
        filings.MapFilingDocuments();
        routes.MapGroup("/regions/{regionCode}").WithTags("Filings 备案").MapFilingLists();
    }

    private static void MapSteps(this IEndpointRouteBuilder filings)
    {
        filings.MapPut("/{filingNo}/decision", Decide).WithName("DecideFiling").Validate<DecideFilingRequest>()
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Reviewer)
            .WithSummary("审核备案 · Accepts a filing, returns it for completion, or rejects it; may be sent again")
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        filings.MapPost("/decisions", DecideMany).WithName("DecideFilings").Validate<DecideFilingsRequest>()
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Reviewer)
            .WithSummary("批量审核备案 · Decides up to 500 filings, each by itself; says of each what became of it, and may be sent again");
        filings.MapPut("/{filingNo}/resubmission", Resubmit).WithName("ResubmitFiling").Validate<SubmitFilingRequest>()
            .AllowedTo(AccessScope.Region, Role.Clerk)
            .WithSummary("补正后重新提交 · Submits a returned filing again, as a whole; documents shown before stay")
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        filings.MapPut("/{filingNo}/withdrawal", Withdraw).WithName("WithdrawFiling").Validate<WithdrawFilingRequest>()
            .AllowedTo(AccessScope.Region, Role.Clerk)
            .WithSummary("撤回申请 · Takes an undecided filing back").ProducesProblem(404).ProducesProblem(409);
        filings.MapPut("/{filingNo}/cancellation", Cancel).WithName("CancelFiling").Validate<CancelFilingRequest>()
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Reviewer)
            .WithSummary("取消备案 · Ends an accepted filing; stays begun by then stay filed")
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        filings.MapPut("/{filingNo}/contact", ChangeContact).WithName("ChangeFilingContact").Validate<ChangeContactRequest>()
            .AllowedTo(AccessScope.Region, Role.Clerk)
            .WithSummary("变更联系方式 · Changes phone number and address of a filing").ProducesProblem(404).ProducesProblem(409);
    }

    private static async Task<Answered<FilingAnswer>> Submit(
        string regionCode, string filingNo, SubmitFilingRequest request, SubmitFiling submit, Call call) =>
        await submit.RunAsync(RegionCode.Parse(regionCode), filingNo, request, call);

    private static async Task<Answered<FilingAnswer>> Read(string regionCode, string filingNo, FilingReader filings, Call call) =>
        await filings.ReadAsync(RegionCode.Parse(regionCode), filingNo, call);

    private static async Task<Answered<FilingHistory>> History(string regionCode, string filingNo, FilingReader filings, Call call) =>
        await filings.HistoryAsync(RegionCode.Parse(regionCode), filingNo, call);

    private static async Task<Answered<FilingAnswer>> Decide(
        string regionCode, string filingNo, DecideFilingRequest request, FilingSteps steps, Call call) =>
        await steps.DecideAsync(RegionCode.Parse(regionCode), filingNo, request, call);

    private static async Task<Answered<BulkDecisionAnswer>> DecideMany(
        string regionCode, DecideFilingsRequest request, BulkDecisions decisions, Call call) =>
        await decisions.RunAsync(RegionCode.Parse(regionCode), request, call);

    private static async Task<Answered<FilingAnswer>> Resubmit(
        string regionCode, string filingNo, SubmitFilingRequest request, FilingSteps steps, Call call) =>
        await steps.ResubmitAsync(RegionCode.Parse(regionCode), filingNo, request, call);

    private static async Task<Answered<FilingAnswer>> Withdraw(
        string regionCode, string filingNo, WithdrawFilingRequest request, FilingSteps steps, Call call) =>
        await steps.WithdrawAsync(RegionCode.Parse(regionCode), filingNo, request, call);

    private static async Task<Answered<FilingAnswer>> Cancel(
        string regionCode, string filingNo, CancelFilingRequest request, FilingSteps steps, Call call) =>
        await steps.CancelAsync(RegionCode.Parse(regionCode), filingNo, request, call);

    private static async Task<Answered<FilingAnswer>> ChangeContact(
        string regionCode, string filingNo, ChangeContactRequest request, FilingSteps steps, Call call) =>
        await steps.ChangeContactAsync(RegionCode.Parse(regionCode), filingNo, request, call);
}
