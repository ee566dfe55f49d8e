using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Api.Persons;
using Settlement.Persistence;
using Settlement.Persistence.Documents;

namespace Settlement.Api.Filings;

/// <summary>Answers with the content of an uploaded document.</summary>
internal static class DocumentDownload
{
    /// <summary>As the lists show it: 64 digits.</summary>
    internal static bool IsHash(string sha256) => sha256.Length == 64 && sha256.All(char.IsAsciiHexDigitLower);

    /// <param name="documents">Of one filing or claim.</param>
    /// <param name="sha256">64 digits.</param>
    internal static async Task<Results<FileStreamHttpResult, ProblemHttpResult>> SendDocumentAsync<TRecord>(
        this HttpContext context, IQueryable<TRecord> documents, string sha256, SettlementDbContext db, IDocumentStore store, TimeProvider clock,
        CancellationToken cancellation)
        where TRecord : SuppliedDocumentRecord
    {
        var hash = Convert.FromHexString(sha256);
        var document = await documents.Where(d => d.Sha256 == hash).OrderBy(d => d.SuppliedAt).FirstOrDefaultAsync(cancellation);
        if (document is null || store.Open(hash) is not { } content)
            return ProblemKind.NotFound.ToResult(sha256);
        context.Response.RegisterForDisposeAsync(content);
        await db.RecordReadsAsync(context, [document.PersonId], clock, cancellation);
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return TypedResults.Stream(content, document.MediaType, document.FileName);
    }
}
