using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Documents;
using Settlement.Api.Http;
using Settlement.Domain;
using Settlement.Domain.ManualReimbursements;
using Settlement.Persistence;

namespace Settlement.Api.ManualReimbursements;

/// <summary>手工报销材料附件: supply, list, read.</summary>
internal static class ManualClaimDocumentEndpoints
{
    internal static void MapManualClaimDocuments(this IEndpointRouteBuilder claims)
    {
        claims.MapPut("/{claimNo}/documents/{kind}", Supply).WithName("SupplyManualClaimDocument")
            .AllowedTo(AccessScope.Region, Role.Clerk)
            .WithSummary("上传手工报销材料 · Supplies a document of a claim as a PDF, JPEG or PNG; may be sent again")
            .TakesDocument();
        claims.MapGet("/{claimNo}/documents", List).WithName("ListManualClaimDocuments").ProducesProblem(404)
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Auditor)
            .WithSummary("手工报销材料列表 · Documents of a claim that were uploaded");
        claims.MapGet("/{claimNo}/documents/{sha256}", Read).WithName("ReadManualClaimDocument").SendsDocument()
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Auditor)
            .WithSummary("下载手工报销材料 · The content of a document");
    }

    /// <param name="kind">材料种类.</param>
    /// <param name="fileName">1 to 200 characters without a path.</param>
    private static async Task<Answered<ManualClaimAnswer>> Supply(
        string regionCode, string claimNo, Word<ClaimDocumentKind> kind, string fileName, HttpRequest request, SupplyManualClaim supply, Call call) =>
        await supply.RunAsync(new(RegionCode.Parse(regionCode), claimNo), kind.Value, request.ToFile(fileName), call);

    private static async Task<Answered<ManualClaimDocuments>> List(string regionCode, string claimNo, ManualClaims claims, Call call) =>
        await claims.ReadDocumentsAsync(new(RegionCode.Parse(regionCode), claimNo), call);

    /// <param name="sha256">As the list shows it: 64 digits.</param>
    private static async Task<IResult> Read(
        string regionCode, string claimNo, string sha256, SettlementDbContext db, DocumentContents contents, Call call)
    {
        if (!DocumentFile.IsHash(sha256) || await db.FindClaimAsync(new(RegionCode.Parse(regionCode), claimNo), call.Cancellation) is not { } claim)
            return ProblemKind.NotFound.Refuse(claimNo).ToResult();
        return (await contents.OpenAsync(db.DocumentsOf(claim), sha256, call)).ToResult();
    }
}
