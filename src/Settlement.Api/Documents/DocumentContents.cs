using Microsoft.EntityFrameworkCore;
using Settlement.Api.Calls;
using Settlement.Api.Persons;
using Settlement.Persistence;
using Settlement.Persistence.Documents;

namespace Settlement.Api.Documents;

/// <summary>The content of a document on its way out; whoever sends it disposes of it.</summary>
internal sealed record DocumentContent(Stream Content, string MediaType, string FileName);

/// <summary>Finds the content of uploaded documents; each look at one is recorded.</summary>
internal sealed class DocumentContents(SettlementDbContext db, IDocumentStore store)
{
    /// <param name="documents">Of one filing or claim.</param>
    /// <param name="sha256">64 digits.</param>
    internal async Task<Outcome<DocumentContent>> OpenAsync<TRecord>(IQueryable<TRecord> documents, string sha256, Call call)
        where TRecord : SuppliedDocumentRecord
    {
        var hash = Convert.FromHexString(sha256);
        var document = await documents.Where(d => d.Sha256 == hash).OrderBy(d => d.SuppliedAt).FirstOrDefaultAsync(call.Cancellation);
        if (document is null || store.Open(hash) is not { } content)
            return ProblemKind.NotFound.Refuse(sha256);
        try
        {
            await db.RecordReadsAsync(call, [document.PersonId]);
            return new DocumentContent(content, document.MediaType, document.FileName);
        }
        catch
        {
            await content.DisposeAsync();
            throw;
        }
    }
}
