using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Documents;
using Settlement.Api.Http;
using Settlement.Api.Persons;
using Settlement.Domain;
using Settlement.Domain.ManualReimbursements;
using Settlement.Persistence;
using Settlement.Persistence.ManualReimbursements;

namespace Settlement.Api.ManualReimbursements;

/// <summary>手工报销材料附件: supply, list, read. The file is kept before the row that names it, so no row is without its file.</summary>
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
    private static async Task<Results<Ok<ManualClaimAnswer>, ProblemHttpResult>> Supply(
        string regionCode, string claimNo, Word<ClaimDocumentKind> kind, string fileName, HttpContext context, SettlementDbContext db,
        DocumentUpload upload, Call call, ManualClaimDesk desk, TimeProvider clock, CancellationToken cancellation)
    {
        var region = RegionCode.Parse(regionCode);
        var kept = await upload.KeepAsync(
            context.Request.ToFile(fileName), claimNo, () => db.ManualClaims.AnyAsync(r => r.InsuredRegion == region && r.ClaimNo == claimNo, cancellation), call);
        if (kept.IsRefused(out var fault, out var file))
            return fault.ToResult();

        var request = new SuppliedDocument(kind.Value, Convert.ToHexStringLower(file.Content.Sha256));
        return await desk.TakeAloneAsync(db, regionCode, claimNo, ManualClaimStep.Supply, request, version: null, note: null, claim =>
        {
            claim.Shown = [.. claim.Shown.Append(kind.Value).Distinct().Order()];
            claim.Forget();
            db.Add(new ManualClaimDocumentRecord
            {
                PersonId = claim.PersonId,
                ClaimId = claim.ClaimId,
                Kind = kind.Value,
                Sha256 = file.Content.Sha256,
                FileName = file.Name,
                MediaType = file.MediaType,
                SizeBytes = file.Content.SizeBytes,
                SuppliedBy = context.Caller().Subject,
                SuppliedAt = clock.Now(),
            });
            return Task.FromResult<ProblemHttpResult?>(null);
        }, cancellation);
    }

    private static async Task<Results<Ok<ManualClaimDocuments>, ProblemHttpResult>> List(
        string regionCode, string claimNo, HttpContext context, SettlementDbContext db, TimeProvider clock, CancellationToken cancellation)
    {
        if (await db.FindClaimAsync(RegionCode.Parse(regionCode), claimNo, cancellation) is not { } claim)
            return ProblemKind.NotFound.ToResult(claimNo);
        await db.RecordReadsAsync(context, [claim.PersonId], clock, cancellation);
        var documents = await db.DocumentsOf(claim).OrderBy(d => d.SuppliedAt).ThenBy(d => d.Kind).ToListAsync(cancellation);
        return TypedResults.Ok(new ManualClaimDocuments(claimNo, [.. documents.Select(DocumentAnswer<ClaimDocumentKind>.From)]));
    }

    /// <param name="sha256">As the list shows it: 64 digits.</param>
    private static async Task<IResult> Read(
        string regionCode, string claimNo, string sha256, SettlementDbContext db, DocumentContents contents, Call call)
    {
        if (!DocumentFile.IsHash(sha256) || await db.FindClaimAsync(RegionCode.Parse(regionCode), claimNo, call.Cancellation) is not { } claim)
            return ProblemKind.NotFound.Refuse(claimNo).ToResult();
        return (await contents.OpenAsync(db.DocumentsOf(claim), sha256, call)).ToResult();
    }

    private static IQueryable<ManualClaimDocumentRecord> DocumentsOf(this SettlementDbContext db, ManualClaimRecord claim) =>
        db.ManualClaimDocuments.AsNoTracking().Where(d => d.PersonId == claim.PersonId && d.ClaimId == claim.ClaimId);

    /// <summary>What a retry is known by.</summary>
    private sealed record SuppliedDocument(ClaimDocumentKind Kind, string Sha256);
}

/// <summary>材料, in the order in which they came.</summary>
internal sealed record ManualClaimDocuments(string ClaimNo, IReadOnlyList<DocumentAnswer<ClaimDocumentKind>> Items);
