using Settlement.Api.Calls;
using Settlement.Api.Documents;
using Settlement.Persistence;

namespace Settlement.Api.ManualReimbursements;

/// <summary>下载手工报销材料.</summary>
internal sealed class ReadManualClaimDocument(SettlementDbContext db, DocumentContents contents)
{
    internal async Task<Outcome<DocumentContent>> RunAsync(ClaimKey key, string sha256, Call call)
    {
        if (!DocumentFile.IsHash(sha256) || await db.FindClaimAsync(key, call.Cancellation) is not { } claim)
            return ProblemKind.NotFound.Refuse(key.No);
        return await contents.OpenAsync(db.DocumentsOf(claim), sha256, call);
    }
}
