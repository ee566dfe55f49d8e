using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Documents;
using Settlement.Api.Http;
using Settlement.Api.Persons;
using Settlement.Domain;
using Settlement.Domain.Filings;
using Settlement.Persistence;
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
        DocumentUpload upload, Call call, FilingDesk desk, TimeProvider clock, CancellationToken cancellation)
    {
        var region = RegionCode.Parse(regionCode);
        var kept = await upload.KeepAsync(
            context.Request.ToFile(fileName), filingNo, () => db.Filings.AnyAsync(r => r.InsuredRegion == region && r.FilingNo == filingNo, cancellation), call);
        if (kept.IsRefused(out var fault, out var file))
            return fault.ToResult();

        var request = new SuppliedDocument(kind.Value, Convert.ToHexStringLower(file.Content.Sha256));
        return await desk.TakeAsync(regionCode, filingNo, FilingStep.SupplyDocument, request, version: null, note: null, async filing =>
        {
            filing.Shown = [.. filing.Shown.Append(kind.Value).Distinct().Order()];
            var rules = (await FilingRulesBook.LoadAsync(db, filing.InsuredRegion, cancellation)).Of(filing, clock.Today());
            if (filing.State == FilingState.Accepted && rules.Of(filing.Type).Owed(filing.Shown).Count == 0)
                filing.CompleteFrom ??= clock.Today(); // R1.3.1
            db.Add(NewDocument(filing, kind.Value, file, context.Caller().Subject, clock.Now()));
            return null;
        }, cancellation);
    }

    private static FilingDocumentRecord NewDocument(
        FilingRecord filing, DocumentKind kind, KeptFile file, string by, DateTimeOffset now) => new()
        {
            PersonId = filing.PersonId,
            FilingId = filing.FilingId,
            Kind = kind,
            Sha256 = file.Content.Sha256,
            FileName = file.Name,
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
        return TypedResults.Ok(new FilingDocuments(filingNo, [.. documents.Select(DocumentAnswer<DocumentKind>.From)]));
    }

    /// <param name="sha256">As the list shows it: 64 digits.</param>
    private static async Task<IResult> Read(
        string regionCode, string filingNo, string sha256, SettlementDbContext db, DocumentContents contents, Call call)
    {
        if (!DocumentFile.IsHash(sha256) || await db.FindFilingAsync(RegionCode.Parse(regionCode), filingNo, call.Cancellation) is not var (filing, _))
            return ProblemKind.NotFound.Refuse(filingNo).ToResult();
        return (await contents.OpenAsync(db.DocumentsOf(filing), sha256, call)).ToResult();
    }

    private static IQueryable<FilingDocumentRecord> DocumentsOf(this SettlementDbContext db, FilingRecord filing) =>
        db.FilingDocuments.AsNoTracking().Where(d => d.PersonId == filing.PersonId && d.FilingId == filing.FilingId);

    /// <summary>What a retry is known by.</summary>
    private sealed record SuppliedDocument(DocumentKind Kind, string Sha256);
}

/// <summary>备案材料, in the order in which they came.</summary>
internal sealed record FilingDocuments(string FilingNo, IReadOnlyList<DocumentAnswer<DocumentKind>> Items);
