using Microsoft.EntityFrameworkCore;
using Settlement.Api.Calls;
using Settlement.Api.Documents;
using Settlement.Domain;
using Settlement.Domain.Filings;
using Settlement.Persistence;
using Settlement.Persistence.Filings;

namespace Settlement.Api.Filings;

/// <summary>备案材料附件 (R-FIL-03): supply, list, read.</summary>
internal sealed class FilingDocuments(
    SettlementDbContext db, FilingReader filings, FilingSteps steps, DocumentUpload upload, DocumentContents contents)
{
    internal async Task<Outcome<FilingAnswer>> SupplyAsync(
        RegionCode insured, string filingNo, DocumentKind kind, IncomingFile file, Call call)
    {
        var kept = await upload.KeepAsync(
            file, filingNo, () => db.Filings.AnyAsync(f => f.InsuredRegion == insured && f.FilingNo == filingNo, call.Cancellation), call);
        return kept.IsRefused(out var refusal, out var document)
            ? refusal
            : await steps.SupplyDocumentAsync(insured, filingNo, kind, document, call);
    }

    internal async Task<Outcome<FilingDocumentList>> ListAsync(RegionCode insured, string filingNo, Call call)
    {
        if (await filings.FindRecordedAsync(insured, filingNo, call) is not { } filing)
            return ProblemKind.NotFound.Refuse(filingNo);
        var documents = await DocumentsOf(filing).OrderBy(d => d.SuppliedAt).ThenBy(d => d.Kind).ToListAsync(call.Cancellation);
        return new FilingDocumentList(filingNo, [.. documents.Select(DocumentAnswer<DocumentKind>.From)]);
    }

    internal async Task<Outcome<DocumentContent>> OpenAsync(RegionCode insured, string filingNo, string sha256, Call call)
    {
        if (!DocumentFile.IsHash(sha256) || await db.FindFilingAsync(insured, filingNo, call.Cancellation) is not { } filing)
            return ProblemKind.NotFound.Refuse(filingNo);
        return await contents.OpenAsync(DocumentsOf(filing), sha256, call);
    }

    private IQueryable<FilingDocumentRecord> DocumentsOf(FilingRecord filing) =>
        db.FilingDocuments.AsNoTracking().Where(d => d.PersonId == filing.PersonId && d.FilingId == filing.FilingId);
}

/// <summary>备案材料, in the order in which they came.</summary>
internal sealed record FilingDocumentList(string FilingNo, IReadOnlyList<DocumentAnswer<DocumentKind>> Items);
