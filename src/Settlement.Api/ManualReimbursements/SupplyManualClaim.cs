using Microsoft.EntityFrameworkCore;
using Settlement.Api.Calls;
using Settlement.Api.Documents;
using Settlement.Domain.ManualReimbursements;
using Settlement.Persistence;
using Settlement.Persistence.ManualReimbursements;

namespace Settlement.Api.ManualReimbursements;

/// <summary>补充材料: what was missing, said to be there or uploaded. What was computed before is computed again.</summary>
internal sealed class SupplyManualClaim(SettlementDbContext db, ManualClaimSteps steps, DocumentUpload upload)
{
    internal Task<Outcome<ManualClaimAnswer>> RunAsync(ClaimKey key, SupplyManualClaimRequest request, Call call) =>
        steps.TakeAsync(key, new(ManualClaimStep.Supply, Wire.Hash(request), request.Version), call, claim =>
        {
            claim.Shown = [.. claim.Shown.Union(request.Shown ?? []).Order()];
            claim.Forget();
            return db.AddInvoicesAsync(claim, request.Invoices, call);
        });

    /// <summary>Keeps a file as a document of the claim.</summary>
    internal async Task<Outcome<ManualClaimAnswer>> RunAsync(ClaimKey key, ClaimDocumentKind kind, IncomingFile incoming, Call call)
    {
        var kept = await upload.KeepAsync(
            incoming, key.No, () => db.ManualClaims.AnyAsync(c => c.InsuredRegion == key.Region && c.ClaimNo == key.No, call.Cancellation), call);
        if (kept.IsRefused(out var fault, out var file))
            return fault;
        var step = new StepRequest<ManualClaimStep>(ManualClaimStep.Supply, file.HashAs(kind)) { IsKnownByContent = true };
        return await steps.TakeAsync(key, step, call, claim =>
        {
            claim.Shown = [.. claim.Shown.Append(kind).Distinct().Order()];
            claim.Forget();
            db.Add(NewDocument(claim, kind, file, call));
            return Task.FromResult<Refusal?>(null);
        });
    }

    private static ManualClaimDocumentRecord NewDocument(ManualClaimRecord claim, ClaimDocumentKind kind, KeptFile file, Call call) => new()
    {
        PersonId = claim.PersonId,
        ClaimId = claim.ClaimId,
        Kind = kind,
        Sha256 = file.Content.Sha256,
        FileName = file.Name,
        MediaType = file.MediaType,
        SizeBytes = file.Content.SizeBytes,
        SuppliedBy = call.By,
        SuppliedAt = call.Now,
    };
}
