using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain;
using Settlement.Domain.Encounters;
using Settlement.Domain.ManualReimbursements;
using Settlement.Persistence;
using Settlement.Persistence.Filings;
using Settlement.Persistence.ManualReimbursements;
using Settlement.Persistence.Numbers;

namespace Settlement.Api.ManualReimbursements;

/// <summary>受理、补充、核算、复核、不予报销、撤回、支付: the steps in the life of a claim. Each may be sent again.</summary>
internal static class ManualClaimStepEndpoints
{
    internal static void MapManualClaimSteps(this IEndpointRouteBuilder claims)
    {
        claims.MapPut("/{claimNo}", Open).WithName("OpenManualClaim").Validate<OpenManualClaimRequest>()
            .AllowedTo(AccessScope.Region, Role.Clerk)
            .WithSummary("手工报销受理 · Opens a claim on an uploaded encounter or on documents, under the agency's own number; may be sent again")
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        claims.MapPut("/{claimNo}/supplement", Supply).WithName("SupplyManualClaim").Validate<SupplyManualClaimRequest>()
            .AllowedTo(AccessScope.Region, Role.Clerk)
            .WithSummary("补充材料 · Adds documents that were shown and invoices to a claim; may be sent again").ProducesProblem(404).ProducesProblem(409);
        claims.MapPut("/{claimNo}/computation", Compute).WithName("ComputeManualClaim").Validate<ComputeManualClaimRequest>()
            .AllowedTo(AccessScope.Region, Role.Clerk)
            .WithSummary("核算 · Computes a claim by the same rules as a settlement; again where something has changed").ProducesProblem(404)
            .ProducesProblem(409).ProducesProblem(422);
        claims.MapPut("/{claimNo}/approval", Approve).WithName("ApproveManualClaim").Validate<ApproveManualClaimRequest>()
            .AllowedTo(AccessScope.Region, Role.Reviewer)
            .WithSummary("复核 · A second person approves what was computed; it counts into the benefit account").ProducesProblem(404)
            .ProducesProblem(409).ProducesProblem(422);
        claims.MapPut("/{claimNo}/refusal", Refuse).WithName("RefuseManualClaim").Validate<EndManualClaimRequest>()
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Reviewer)
            .WithSummary("不予报销 · Refuses a claim with a reason, at any step before the approval").ProducesProblem(404).ProducesProblem(409);
        claims.MapPut("/{claimNo}/withdrawal", Withdraw).WithName("WithdrawManualClaim").Validate<EndManualClaimRequest>()
            .AllowedTo(AccessScope.Region, Role.Clerk)
            .WithSummary("撤回申请 · Takes a claim back before the approval").ProducesProblem(404).ProducesProblem(409);
        claims.MapPut("/{claimNo}/payment", Pay).WithName("PayManualClaim").Validate<PayManualClaimRequest>()
            .AllowedTo(AccessScope.Region, Role.Finance)
            .WithSummary("支付 · Records the payment of an approved claim to the person's confirmed account; or a late one of an approval that was taken back").ProducesProblem(404)
            .ProducesProblem(409).ProducesProblem(422);
    }

    private static async Task<Results<Ok<ManualClaimAnswer>, ProblemHttpResult>> Open(
        string regionCode, string claimNo, OpenManualClaimRequest request, HttpContext context, SettlementDbContext db, ManualClaimOpening opening,
        ManualClaimDesk desk, TimeProvider clock, CancellationToken cancellation)
    {
        if (!FieldForm.IsNumber(claimNo))
            return ProblemKind.InvalidRequest.ToResult(claimNo, "/claimNo");
        var (region, hash, by) = (RegionCode.Parse(regionCode), Wire.Hash(request), context.Caller().Subject);
        await using var transaction = await db.LockNumberAsync($"manual-claim/{region}", claimNo, cancellation);
        if (await db.FindClaimAsync(region, claimNo, cancellation) is { } earlier)
        {
            if (!earlier.RequestHash.AsSpan().SequenceEqual(hash))
                return ProblemKind.NumberReused.ToResult(claimNo);
            context.MarkReplayed();
            return TypedResults.Ok(await desk.AnswerAsync(db, earlier, cancellation));
        }

        var personId = PersonId.Of(region, new(request.PersonNo));
        await db.LockPersonAsync(personId, cancellation);
        if (await db.Persons.AsNoTracking().SingleOrDefaultAsync(p => p.PersonId == personId, cancellation) is not { } person)
            return ProblemKind.PersonNotFound.ToResult(request.PersonNo, "/personNo");
        var (claimId, today) = (ManualClaimId.New(), clock.Today());
        var rules = (await ManualRulesBook.LoadAsync(db, region, cancellation)).On(today);
        var (subject, problem) = request.Encounter is { } encounter
            ? await opening.UploadedAsync(personId, encounter, cancellation)
            : await opening.FromPaperAsync(person, request.Bill!, claimId, rules, hash, by, cancellation);
        if (subject is null)
            return problem!;
        if (!rules.MayClaim(subject.EndedOn, today))
            return ManualClaimProblems.ClaimTooLate.ToResult($"{subject.EndedOn:O}, {rules.MonthsToClaim}");

        var claim = new ManualClaimRecord
        {
            PersonId = personId,
            ClaimId = claimId,
            InsuredRegion = region,
            ClaimNo = claimNo,
            EncounterId = subject.Encounter.EncounterId,
            IsUploaded = request.Encounter is not null,
            FacilityCode = subject.Facility.Code,
            FacilityName = subject.Facility.Name,
            FacilityRegion = subject.Facility.Region,
            FacilityLevel = subject.Facility.Level,
            Service = subject.Encounter.Service,
            EndedOn = subject.EndedOn,
            Total = subject.Total,
            State = ManualClaimState.Received,
            Version = 1,
            Shown = [.. (request.Shown ?? []).Order()],
            RulesVersion = rules.Version,
            CatalogSide = rules.CatalogSide,
            ReceivedOn = today,
            DueOn = opening.DueOn(today, rules.WorkingDays),
            DueOnByWeekdays = opening.DueOnByWeekdays(today, rules.WorkingDays),
            VerificationProposed = rules.Verification.Proposes(subject.Encounter.Service, subject.Total),
            RequestHash = hash,
            OpenedBy = by,
            OpenedAt = clock.Now(),
        };
        if (rules.Missing(claim.Service, claim.IsUploaded, claim.Shown, request.Invoices is { Count: > 0 }).Count == 0)
            claim.State = ManualClaimState.DocumentsComplete;
        db.Add(claim);
        await db.SaveChangesAsync(cancellation);
        if (await AddInvoicesAsync(db, claim, request.Invoices, by, clock.Now(), cancellation) is { } used)
            return used;
        subject.Encounter.ManualClaimId = claimId;
        db.Add(desk.Event(claim, ManualClaimStep.Open, hash, note: null));
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return TypedResults.Ok(await desk.AnswerAsync(db, claim, cancellation));
    }

    private static Task<Results<Ok<ManualClaimAnswer>, ProblemHttpResult>> Supply(
        string regionCode, string claimNo, SupplyManualClaimRequest request, HttpContext context, SettlementDbContext db, ManualClaimDesk desk,
        TimeProvider clock, CancellationToken cancellation) =>
        desk.TakeAloneAsync(db, regionCode, claimNo, ManualClaimStep.Supply, request, request.Version, note: null, claim =>
        {
            claim.Shown = [.. claim.Shown.Union(request.Shown ?? []).Order()];
            claim.Forget();
            return AddInvoicesAsync(db, claim, request.Invoices, context.Caller().Subject, clock.Now(), cancellation);
        }, cancellation);

    private static Task<Results<Ok<ManualClaimAnswer>, ProblemHttpResult>> Compute(
        string regionCode, string claimNo, ComputeManualClaimRequest request, ManualClaimComputing computing, CancellationToken cancellation) =>
        computing.ComputeAsync(regionCode, claimNo, request, cancellation);

    private static Task<Results<Ok<ManualClaimAnswer>, ProblemHttpResult>> Approve(
        string regionCode, string claimNo, ApproveManualClaimRequest request, ManualClaimComputing computing, CancellationToken cancellation) =>
        computing.ApproveAsync(regionCode, claimNo, request, cancellation);

    private static Task<Results<Ok<ManualClaimAnswer>, ProblemHttpResult>> Refuse(
        string regionCode, string claimNo, EndManualClaimRequest request, SettlementDbContext db, ManualClaimDesk desk, CancellationToken cancellation) =>
        desk.TakeAloneAsync(db, regionCode, claimNo, ManualClaimStep.Refuse, request, request.Version, request.Reason,
            claim => EndAsync(db, claim, request.Reason, cancellation), cancellation);

    private static Task<Results<Ok<ManualClaimAnswer>, ProblemHttpResult>> Withdraw(
        string regionCode, string claimNo, EndManualClaimRequest request, SettlementDbContext db, ManualClaimDesk desk, CancellationToken cancellation) =>
        desk.TakeAloneAsync(db, regionCode, claimNo, ManualClaimStep.Withdraw, request, request.Version, request.Reason,
            claim => EndAsync(db, claim, request.Reason, cancellation), cancellation);

    private static Task<Results<Ok<ManualClaimAnswer>, ProblemHttpResult>> Pay(
        string regionCode, string claimNo, PayManualClaimRequest request, HttpContext context, SettlementDbContext db, ManualClaimDesk desk,
        TimeProvider clock, CancellationToken cancellation) =>
        desk.TakeAloneAsync(db, regionCode, claimNo, ManualClaimStep.Pay, request, request.Version, request.BankReference, async claim =>
        {
            var (paidOn, by) = (request.PaidOn ?? clock.Today(), context.Caller().Subject);
            if (claim.State != ManualClaimState.Approved)
                return await claim.PayLateAsync(db, request, paidOn, by, clock.Today(), cancellation);
            var approvedAt = await db.ManualClaimEvents.Where(e => e.PersonId == claim.PersonId && e.ClaimId == claim.ClaimId && e.Step == ManualClaimStep.Approve)
                .MaxAsync(e => e.DoneAt, cancellation);
            if (paidOn > clock.Today() || paidOn < approvedAt.DayInChina())
                return ProblemKind.DateNotPossible.ToResult($"{paidOn:O}", "/paidOn");
            if (await db.PayeeAccounts.SingleOrDefaultAsync(
                a => a.PersonId == claim.PersonId && a.State == PayeeAccountState.Confirmed, cancellation) is not { } account)
                return ManualClaimProblems.PayeeNotConfirmed.ToResult(claimNo);
            if (account.ChangeNo != request.PayeeChangeNo)
                return ManualClaimProblems.PayeeChanged.ToResult($"{request.PayeeChangeNo}, {account.ChangeNo}", "/payeeChangeNo");
            (claim.PayeeChangeNo, claim.BankReference, claim.PaidOn) = (account.ChangeNo, request.BankReference, paidOn);
            claim.PaidBy = by;
            return null;
        }, cancellation);

    /// <summary>Frees what the claim held: its invoices, and its encounter. One that was made for the claim goes with it.</summary>
    private static async Task<ProblemHttpResult?> EndAsync(
        SettlementDbContext db, ManualClaimRecord claim, string reason, CancellationToken cancellation)
    {
        await db.FreeInvoicesAsync(claim, cancellation);
        var encounter = await db.Encounters.SingleAsync(e => e.PersonId == claim.PersonId && e.EncounterId == claim.EncounterId, cancellation);
        encounter.ManualClaimId = null;
        if (!claim.IsUploaded)
        {
            encounter.State = EncounterState.Cancelled;
            (encounter.PaidInFullOn, encounter.PaidInFull, encounter.SelfPaymentReason) = (null, null, null);
        }
        claim.RefusalReason = reason;
        return null;
    }

    private static async Task<ProblemHttpResult?> AddInvoicesAsync(
        SettlementDbContext db, ManualClaimRecord claim, IReadOnlyList<InvoiceNumber>? invoices, string by, DateTimeOffset at, CancellationToken cancellation)
    {
        var known = (await db.InvoicesOf(claim).ToListAsync(cancellation)).Select(i => new InvoiceKey(i.InvoiceCode, i.InvoiceNo)).ToHashSet();
        var added = (invoices ?? []).Select(i => i.ToKey()).Where(i => !known.Contains(i)).ToList();
        if (await db.TakeInvoicesAsync(added, claim.PersonId, settlement: null, claim.ClaimId, by, at, cancellation) is { } used)
            return ManualClaimProblems.InvoiceUsed.ToResult($"{used}", "/invoices");
        db.AddRange(added.Select(i => new ManualClaimInvoiceRecord { PersonId = claim.PersonId, ClaimId = claim.ClaimId, InvoiceCode = i.Code, InvoiceNo = i.Number }));
        return null;
    }

    /// <summary>What was computed before something was supplied is computed again.</summary>
    internal static void Forget(this ManualClaimRecord claim) => (claim.Computation, claim.Working, claim.ComputedBy) = (null, null, null);
}
