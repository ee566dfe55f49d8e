using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Documents;
using Settlement.Api.Http;
using Settlement.Domain;
using Settlement.Domain.Filings;

namespace Settlement.Api.Filings;

/// <summary>备案材料附件.</summary>
internal static class FilingDocumentEndpoints
{
    internal static void MapFilingDocuments(this IEndpointRouteBuilder filings)
    {
        filings.MapPut("/{filingNo}/documents/{kind}", Supply).WithName("SupplyFilingDocument")
            .AllowedTo(AccessScope.Region, Role.Clerk)
            .WithSummary("补交材料 · Supplies a document of a filing as a PDF, JPEG or PNG; may be sent again")
            .TakesDocument();
        filings.MapGet("/{filingNo}/documents", List).WithName("ListFilingDocuments").ProducesProblem(404)
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Auditor)
            .WithSummary("材料列表 · Documents of a filing that were uploaded");
        filings.MapGet("/{filingNo}/documents/{sha256}", Read).WithName("ReadFilingDocument").SendsDocument()
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Auditor)
            .WithSummary("下载材料 · The content of a document");
    }

    /// <param name="kind">材料种类.</param>
    /// <param name="fileName">1 to 200 characters without a path.</param>
    private static async Task<Answered<FilingAnswer>> Supply(
        string regionCode, string filingNo, Word<DocumentKind> kind, string fileName, HttpRequest request, FilingDocuments documents,
        Call call) =>
        await documents.SupplyAsync(RegionCode.Parse(regionCode), filingNo, kind.Value, request.ToFile(fileName), call);

    private static async Task<Answered<FilingDocumentList>> List(
        string regionCode, string filingNo, FilingDocuments documents, Call call) =>
        await documents.ListAsync(RegionCode.Parse(regionCode), filingNo, call);

    /// <param name="sha256">As the list shows it: 64 digits.</param>
    private static async Task<IResult> Read(string regionCode, string filingNo, string sha256, FilingDocuments documents, Call call) =>
        (await documents.OpenAsync(RegionCode.Parse(regionCode), filingNo, sha256, call)).ToResult();
}
