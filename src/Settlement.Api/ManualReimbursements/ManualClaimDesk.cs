using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Api.Persons;
using Settlement.Domain;
using Settlement.Domain.ManualReimbursements;
using Settlement.Persistence;
using Settlement.Persistence.Facilities;
using Settlement.Persistence.ManualReimbursements;
using Settlement.Persistence.Snapshots;

namespace Settlement.Api.ManualReimbursements;

/// <summary>
/// One step in the life of a claim: while nobody else works on claims and accounts of the person it checks version and state, lets the step
/// change the record, and keeps that together with an entry of its history. A step sent again is known for ever by the version that it led
/// to, a document by its content.
/// </summary>
internal sealed class ManualClaimDesk(ReferenceSnapshot reference, TimeProvider clock, IHttpContextAccessor http)
{
    /// <param name="db">In a transaction, which the caller commits where the answer is no problem.</param>
    /// <param name="version">Version that the caller looked at; null for a document.</param>
    /// <param name="take">Changes the record, or says what stands in the way.</param>
    internal async Task<Results<Ok<ManualClaimAnswer>, ProblemHttpResult>> TakeAsync<TRequest>(
        SettlementDbContext db, string regionCode, string claimNo, ManualClaimStep step, TRequest request, int? version, string? note,
        Func<ManualClaimRecord, Task<ProblemHttpResult?>> take, CancellationToken cancellation)
    {
        var (region, context) = (RegionCode.Parse(regionCode), http.HttpContext!);
        await db.LockPersonOfClaimAsync(region, claimNo, cancellation);
        if (await db.FindClaimAsync(region, claimNo, cancellation) is not { } claim)
            return ProblemKind.NotFound.ToResult(claimNo);
        await db.RecordReadsAsync(context, [claim.PersonId], clock, cancellation);

        var hash = Wire.Hash(request);
        if (await WasTakenAsync(db, claim, step, hash, version, cancellation))
        {
            context.MarkReplayed();
            return TypedResults.Ok(await AnswerAsync(db, claim, cancellation));
        }
        if (version is { } seen && seen != claim.Version)
            return ManualClaimProblems.ManualClaimVersion.ToResult($"{claimNo}, {claim.Version}", "/version");
        var before = claim.State;
        if (before.After(step, lacksNothing: true, isOwed: false) is not { } next)
            return NotPossible(claim);
        if (await take(claim) is { } problem)
            return problem;

        (claim.State, claim.Version) = (next, claim.Version + 1);
        await db.SaveChangesAsync(cancellation); // so that what is missing is asked of what the step has brought
        var isOwed = await db.ReversalsOf(claim).ToRecover().AnyAsync(cancellation);
        claim.State = before.After(step, (await db.MissingAsync(claim, cancellation)).Count == 0, isOwed)!.Value;
        db.Add(Event(claim, step, hash, note));
        await db.SaveChangesAsync(cancellation);
        return TypedResults.Ok(await AnswerAsync(db, claim, cancellation));
    }

    /// <summary>The same in a transaction of its own.</summary>
    internal async Task<Results<Ok<ManualClaimAnswer>, ProblemHttpResult>> TakeAloneAsync<TRequest>(
        SettlementDbContext db, string regionCode, string claimNo, ManualClaimStep step, TRequest request, int? version, string? note,
        Func<ManualClaimRecord, Task<ProblemHttpResult?>> take, CancellationToken cancellation)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var answer = await TakeAsync(db, regionCode, claimNo, step, request, version, note, take, cancellation);
        if (answer.Result is Ok<ManualClaimAnswer>)
            await transaction.CommitAsync(cancellation);
        return answer;
    }

    internal static ProblemHttpResult NotPossible(ManualClaimRecord claim) =>
        ManualClaimProblems.ManualClaimStepNotPossible.ToResult($"{claim.ClaimNo}, {ExactEnumConverter.Name(claim.State)}");

    internal ManualClaimEventRecord Event(ManualClaimRecord claim, ManualClaimStep step, byte[] hash, string? note) => new()
    {
        PersonId = claim.PersonId,
        ClaimId = claim.ClaimId,
        Version = claim.Version,
        Step = step,
        State = claim.State,
        RequestHash = hash,
        Note = note,
        DoneBy = http.HttpContext!.Caller().Subject,
        DoneAt = clock.Now(),
    };

    internal async Task<ManualClaimAnswer> AnswerAsync(SettlementDbContext db, ManualClaimRecord c, CancellationToken cancellation)
    {
        var personNo = await db.Persons.Where(p => p.PersonId == c.PersonId).Select(p => p.PersonNo).SingleAsync(cancellation);
        var invoices = await db.InvoicesOf(c).OrderBy(i => i.InvoiceCode).ThenBy(i => i.InvoiceNo).ToListAsync(cancellation);
        var missing = await db.MissingAsync(c, cancellation);
        var open = await db.OpenVerificationsOf(c).Select(v => v.VerificationNo).OrderBy(no => no).ToListAsync(cancellation);
        var reversals = await db.ReversalsOf(c).OrderBy(r => r.ReversedAt).ToListAsync(cancellation);
        var paidTo = reversals.Select(r => r.PayeeChangeNo).Append(c.PayeeChangeNo).OfType<string>().ToList();
        var accounts = await db.PayeeAccounts.AsNoTracking().Where(a => a.PersonId == c.PersonId && paidTo.Contains(a.ChangeNo))
            .ToDictionaryAsync(a => a.ChangeNo, a => PayeeAnswer.Masked(a.AccountNumber), cancellation);
        var due = DueAnswer.Of(c, reference.Calendar, clock.Today());
        return new(
            c.ClaimNo, personNo.Value, c.State, c.Version, c.IsUploaded,
            c.FacilityCode == FacilityRecord.EnteredByAgency ? null : c.FacilityCode.Value, c.FacilityName, c.FacilityRegion.Value, c.Service, c.EndedOn,
            c.Total, [.. invoices.Select(i => new InvoiceNumber(i.InvoiceNo, i.InvoiceCode.Length == 0 ? null : i.InvoiceCode))], c.Shown,
            c.State.IsLive() ? missing : [], c.RulesVersion, c.CatalogSide, c.ReceivedOn, c.DueOn, due.ByWeekdays, due.Note, due.IsOverdue,
            due.MayBeOverdue, c.VerificationProposed, open, ManualComputationAnswer.From(c), c.ComputedBy, c.ApprovedBy, c.SettlementId?.Value, c.RefusalReason,
            PaymentAnswer.From(c.PaidOn, c.BankReference, c.PayeeChangeNo, c.PaidBy, accounts),
            [.. reversals.Select(r => ApprovalReversalAnswer.From(r, accounts))]);
    }

    private static async Task<bool> WasTakenAsync(
        SettlementDbContext db, ManualClaimRecord claim, ManualClaimStep step, byte[] hash, int? version, CancellationToken cancellation)
    {
        var ofClaim = db.ManualClaimEvents.AsNoTracking().Where(e => e.PersonId == claim.PersonId && e.ClaimId == claim.ClaimId && e.Step == step);
        return version is { } seen
            ? await ofClaim.AnyAsync(e => e.Version == seen + 1 && e.RequestHash == hash, cancellation)
            : await ofClaim.AnyAsync(e => e.RequestHash == hash, cancellation);
    }
}
