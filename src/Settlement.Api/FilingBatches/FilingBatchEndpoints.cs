using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain;

namespace Settlement.Api.FilingBatches;

/// <summary>单位集体申报 (R-FIL-04): taken as a whole or not at all; its rows become filings afterwards, in the background.</summary>
internal static class FilingBatchEndpoints
{
    internal static void AddFilingBatches(this IServiceCollection services) => services
        .AddScoped<FilingBatchReader>().AddScoped<FilingBatchCheck>().AddScoped<SubmitFilingBatch>().AddScoped<FilingBatchPortion>()
        .AddSingleton<FilingBatchWorker>().AddHostedService(provider => provider.GetRequiredService<FilingBatchWorker>());

    internal static void MapFilingBatches(this IEndpointRouteBuilder routes)
    {
        var batches = routes.MapGroup("/regions/{regionCode}/filing-batches").WithTags("Filings 备案");
        batches.MapPut("/{batchNo}", Submit).WithName("SubmitFilingBatch").Validate<SubmitFilingBatchRequest>()
            .AllowedTo(AccessScope.Region, Role.Clerk)
            .Accepts<FilingBatchContent>("application/json", CsvRows.MediaType)
            .WithSummary("单位集体申报 · Submits filings of an employer's staff, as JSON or as CSV with ?employer=; may be sent again")
            .ProducesProblem(409).ProducesProblem(415).ProducesProblem(422);
        batches.MapGet("/{batchNo}", Read).WithName("ReadFilingBatch").ProducesProblem(404)
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Auditor)
            .WithSummary("申报进度 · How far a batch is");
        batches.MapGet("/{batchNo}/rows", ListRows).WithName("ListFilingBatchRows").ProducesProblem(400).ProducesProblem(404)
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Auditor)
            .WithSummary("申报逐行结果 · What became of each row, page by page");
    }

    private static async Task<Answered<FilingBatchAnswer>> Submit(
        string regionCode, string batchNo, TableBody<SubmitFilingBatchRequest> body, SubmitFilingBatch submit, Call call) =>
        await submit.RunAsync(RegionCode.Parse(regionCode), batchNo, body.Content, call);

    private static async Task<Answered<FilingBatchAnswer>> Read(string regionCode, string batchNo, FilingBatchReader batches, Call call) =>
        await batches.ReadAsync(RegionCode.Parse(regionCode), batchNo, call);

    private static async Task<Answered<FilingBatchRowPage>> ListRows(
        string regionCode, string batchNo, [AsParameters] FilingBatchRowQuery query, FilingBatchReader batches, Call call) =>
        await batches.ListRowsAsync(RegionCode.Parse(regionCode), batchNo, query, call);
}
