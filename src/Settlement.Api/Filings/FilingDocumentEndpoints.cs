using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Api.Persons;
using Settlement.Domain;
using Settlement.Domain.Filings;
using Settlement.Persistence;
using Settlement.Persistence.Documents;
using Settlement.Persistence.Filings;

namespace Settlement.Api.Filings;

/// <summary>备案材料附件 (R-FIL-03): supply, list, read. The file is kept before the row that names it, so no row is without its file.</summary>
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
    private static async Task<Results<Ok<FilingAnswer>, ProblemHttpResult>> Supply(
        string regionCode, string filingNo, Word<DocumentKind> kind, string fileName, HttpContext context, SettlementDbContext db,
        DocumentUpload upload, FilingDesk desk, TimeProvider clock, CancellationToken cancellation)
    {
        if (!DocumentFile.IsName(fileName))
            return ProblemKind.InvalidRequest.ToResult(fileName, "/fileName");
        var region = RegionCode.Parse(regionCode);
        if (!await db.Filings.AnyAsync(f => f.InsuredRegion == region && f.FilingNo == filingNo, cancellation)) // before anything is kept
            return ProblemKind.NotFound.ToResult(filingNo);
        var (file, fault) = await upload.KeepAsync(context.Request, cancellation);
        if (file is null)
            return fault!;

        var request = new SuppliedDocument(kind.Value, Convert.ToHexStringLower(file.Content.Sha256));
        return await desk.TakeAsync(regionCode, filingNo, FilingStep.SupplyDocument, request, version: null, note: null, async filing =>
        {
            filing.Shown = [.. filing.Shown.Append(kind.Value).Distinct().Order()];
            var rules = (await FilingRulesBook.LoadAsync(db, filing.InsuredRegion, cancellation)).Of(filing, clock.Today());
            if (filing.State == FilingState.Accepted && rules.Of(filing.Type).Owed(filing.Shown).Count == 0)
                filing.CompleteFrom ??= clock.Today(); // R1.3.1
            db.Add(NewDocument(filing, kind.Value, fileName, file, context.Caller().Subject, clock.Now()));
            return null;
        }, cancellation);
    }

    private static FilingDocumentRecord NewDocument(
        FilingRecord filing, DocumentKind kind, string fileName, UploadedFile file, string by, DateTimeOffset now) => new()
        {
            PersonId = filing.PersonId,
            FilingId = filing.FilingId,
            Kind = kind,
            Sha256 = file.Content.Sha256,
            FileName = fileName,
            MediaType = file.MediaType,
            SizeBytes = file.Content.SizeBytes,
            SuppliedBy = by,
            SuppliedAt = now,
        };

    private static async Task<Results<Ok<FilingDocuments>, ProblemHttpResult>> List(
        string regionCode, string filingNo, HttpContext context, SettlementDbContext db, TimeProvider clock, CancellationToken cancellation)
    {
        if (await db.FindFilingAsync(RegionCode.Parse(regionCode), filingNo, cancellation) is not var (filing, _))
            return ProblemKind.NotFound.ToResult(filingNo);
        await db.RecordReadsAsync(context, [filing.PersonId], clock, cancellation);
        var documents = await db.DocumentsOf(filing).OrderBy(d => d.SuppliedAt).ThenBy(d => d.Kind).ToListAsync(cancellation);
        return TypedResults.Ok(new FilingDocuments(filingNo, [.. documents.Select(FilingDocumentAnswer.From)]));
    }

    /// <param name="sha256">As the list shows it: 64 digits.</param>
    private static async Task<Results<FileStreamHttpResult, ProblemHttpResult>> Read(
        string regionCode, string filingNo, string sha256, HttpContext context, SettlementDbContext db, IDocumentStore store, TimeProvider clock,
        CancellationToken cancellation)
    {
        if (!DocumentDownload.IsHash(sha256) || await db.FindFilingAsync(RegionCode.Parse(regionCode), filingNo, cancellation) is not var (filing, _))
            return ProblemKind.NotFound.ToResult(filingNo);
        return await context.SendDocumentAsync(db.DocumentsOf(filing), sha256, db, store, clock, cancellation);
    }

    private static IQueryable<FilingDocumentRecord> DocumentsOf(this SettlementDbContext db, FilingRecord filing) =>
        db.FilingDocuments.AsNoTracking().Where(d => d.PersonId == filing.PersonId && d.FilingId == filing.FilingId);

    /// <summary>What a retry is known by.</summary>
    private sealed record SuppliedDocument(DocumentKind Kind, string Sha256);
}

/// <summary>备案材料, in the order in which they came.</summary>
internal sealed record FilingDocuments(string FilingNo, IReadOnlyList<FilingDocumentAnswer> Items);

/// <summary>材料附件.</summary>
/// <param name="Sha256">SHA-256 of the content, 64 digits; the content is read under it.</param>
internal sealed record FilingDocumentAnswer(
    DocumentKind Kind, string FileName, string MediaType, int SizeBytes, string Sha256, string SuppliedBy, DateTimeOffset SuppliedAt)
{
    internal static FilingDocumentAnswer From(FilingDocumentRecord document) => new(
        document.Kind, document.FileName, document.MediaType, document.SizeBytes, Convert.ToHexStringLower(document.Sha256),
        document.SuppliedBy, document.SuppliedAt.InChina());
}
