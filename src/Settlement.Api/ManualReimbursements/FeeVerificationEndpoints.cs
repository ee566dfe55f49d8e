using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Api.Persons;
using Settlement.Domain;
using Settlement.Domain.ManualReimbursements;
using Settlement.Persistence;
using Settlement.Persistence.ManualReimbursements;
using Settlement.Persistence.Numbers;

namespace Settlement.Api.ManualReimbursements;

/// <summary>费用协查: the insured place asks the treatment place about the bill of a claim, and is answered (R1.17.1, R1.17.2).</summary>
internal static class FeeVerificationEndpoints
{
    internal static void MapFeeVerifications(this IEndpointRouteBuilder region)
    {
        region.MapPut("/manual-reimbursements/{claimNo}/verifications/{verificationNo}", Request).WithName("RequestVerification")
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Reviewer)
            .Validate<RequestVerificationRequest>().ProducesProblem(404).ProducesProblem(409)
            .WithSummary("发起协查 · Asks the agency of the treatment place about the bill of a claim, which waits for the answer; may be sent again");
        region.MapGet("/verifications", ListSent).WithName("ListVerifications").ProducesProblem(400)
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Auditor)
            .WithSummary("发出的协查 · Verifications that the insured place has asked for, the overdue among them, page by page");
        region.MapGet("/incoming-verifications", ListReceived).WithName("ListIncomingVerifications").ProducesProblem(400)
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Auditor)
            .WithSummary("收到的协查 · Verifications that others ask of this treatment place, page by page");
        region.MapPut("/incoming-verifications/{insuredRegion}/{verificationNo}/answer", Answer).WithName("AnswerVerification")
            .AllowedTo(AccessScope.Region, Role.Clerk)
            .Validate<AnswerVerificationRequest>().ProducesProblem(404).ProducesProblem(409)
            .WithSummary("答复协查 · Answers a verification about a facility of this region; may be sent again");
    }

    private static async Task<Results<Ok<VerificationAnswer>, ProblemHttpResult>> Request(
        string regionCode, string claimNo, string verificationNo, RequestVerificationRequest request, HttpContext context, SettlementDbContext db,
        ManualClaimOpening opening, TimeProvider clock, CancellationToken cancellation)
    {
        if (!FieldForm.IsNumber(verificationNo))
            return ProblemKind.InvalidRequest.ToResult(verificationNo, "/verificationNo");
        var (region, hash) = (RegionCode.Parse(regionCode), Wire.Hash(new { claimNo, request }));
        await using var transaction = await db.LockNumberAsync($"verification/{region}", verificationNo, cancellation);
        await db.LockPersonOfClaimAsync(region, claimNo, cancellation); // against its approval
        if (await db.FindClaimAsync(region, claimNo, cancellation) is not { } claim)
            return ProblemKind.NotFound.ToResult(claimNo);
        await db.RecordReadsAsync(context, [claim.PersonId], clock, cancellation);
        if (await Views(db).SingleOrDefaultAsync(
            v => v.Verification.InsuredRegion == region && v.Verification.VerificationNo == verificationNo, cancellation) is { } earlier)
        {
            if (!earlier.Verification.RequestHash.AsSpan().SequenceEqual(hash))
                return ProblemKind.NumberReused.ToResult(verificationNo);
            context.MarkReplayed();
            await transaction.CommitAsync(cancellation);
            return TypedResults.Ok(earlier.ToAnswer(clock.Today()));
        }
        if (!claim.State.IsWaiting() || claim.State == ManualClaimState.Approved)
            return ManualClaimProblems.ManualClaimStepNotPossible.ToResult($"{claimNo}, {ExactEnumConverter.Name(claim.State)}");

        var rules = (await ManualRulesBook.LoadAsync(db, region, cancellation)).Of(claim);
        db.Add(new FeeVerificationRecord
        {
            PersonId = claim.PersonId,
            ClaimId = claim.ClaimId,
            InsuredRegion = region,
            VerificationNo = verificationNo,
            TreatmentRegion = claim.FacilityRegion,
            Question = request.Question,
            DueOn = opening.DueOn(clock.Today(), rules.Verification.WorkingDays),
            RequestHash = hash,
            RequestedBy = context.Caller().Subject,
            RequestedAt = clock.Now(),
        });
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        var view = await Views(db).SingleAsync(
            v => v.Verification.InsuredRegion == region && v.Verification.VerificationNo == verificationNo, cancellation);
        return TypedResults.Ok(view.ToAnswer(clock.Today()));
    }

    private static async Task<Results<Ok<VerificationAnswer>, ProblemHttpResult>> Answer(
        string regionCode, string insuredRegion, string verificationNo, AnswerVerificationRequest request, HttpContext context,
        SettlementDbContext db, TimeProvider clock, CancellationToken cancellation)
    {
        if (!RegionCode.TryParse(insuredRegion, out var asking))
            return ProblemKind.NotFound.ToResult(insuredRegion);
        var (region, hash) = (RegionCode.Parse(regionCode), Wire.Hash(request));
        await using var transaction = await db.LockNumberAsync($"verification/{asking}", verificationNo, cancellation);
        if (await Views(db).SingleOrDefaultAsync(
                v => v.Verification.InsuredRegion == asking && v.Verification.VerificationNo == verificationNo, cancellation) is not { } view
            || !region.Contains(view.Verification.TreatmentRegion))
            return ProblemKind.NotFound.ToResult(verificationNo);
        await db.RecordReadsAsync(context, [view.Verification.PersonId], clock, cancellation);
        if (view.Verification.AnswerHash is { } answered)
        {
            if (!answered.AsSpan().SequenceEqual(hash))
                return ManualClaimProblems.VerificationAnswered.ToResult(verificationNo);
            context.MarkReplayed();
            await transaction.CommitAsync(cancellation);
            return TypedResults.Ok(view.ToAnswer(clock.Today()));
        }
        var verification = await db.FeeVerifications.SingleAsync(
            v => v.PersonId == view.Verification.PersonId && v.ClaimId == view.Verification.ClaimId && v.VerificationNo == verificationNo, cancellation);
        (verification.Finding, verification.Answer, verification.AnswerHash) = (request.Finding, request.Answer, hash);
        (verification.AnsweredBy, verification.AnsweredAt) = (context.Caller().Subject, clock.Now());
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return TypedResults.Ok((view with { Verification = verification }).ToAnswer(clock.Today()));
    }

    /// <param name="open"><c>true</c>: only those without an answer.</param>
    /// <param name="overdue"><c>true</c>: only those without an answer although the due date has passed.</param>
    /// <param name="after">The <c>next</c> of the page before.</param>
    /// <param name="limit">1 to 200.</param>
    private static Task<Results<Ok<VerificationPage>, ProblemHttpResult>> ListSent(
        string regionCode, HttpContext context, SettlementDbContext db, TimeProvider clock, CancellationToken cancellation,
        bool open = false, bool overdue = false, string? after = null, int limit = 50)
    {
        var region = RegionCode.Parse(regionCode);
        return ListAsync(db, Views(db).Where(v => v.Verification.InsuredRegion == region), open, overdue, after, limit, context, clock, cancellation);
    }

    /// <param name="open"><c>true</c>: only those without an answer.</param>
    /// <param name="overdue"><c>true</c>: only those without an answer although the due date has passed.</param>
    /// <param name="after">The <c>next</c> of the page before.</param>
    /// <param name="limit">1 to 200.</param>
    private static Task<Results<Ok<VerificationPage>, ProblemHttpResult>> ListReceived(
        string regionCode, HttpContext context, SettlementDbContext db, TimeProvider clock, CancellationToken cancellation,
        bool open = false, bool overdue = false, string? after = null, int limit = 50)
    {
        var region = RegionCode.Parse(regionCode);
        var last = RegionCode.Parse(region.Prefix.PadRight(6, '9'));
        return ListAsync(
            db,
            Views(db).Where(v => string.Compare((string)(object)v.Verification.TreatmentRegion, region.Value) >= 0
                && string.Compare((string)(object)v.Verification.TreatmentRegion, last.Value) <= 0),
            open, overdue, after, limit, context, clock, cancellation);
    }

    private static async Task<Results<Ok<VerificationPage>, ProblemHttpResult>> ListAsync(
        SettlementDbContext db, IQueryable<VerificationView> views, bool open, bool overdue, string? after, int limit, HttpContext context, TimeProvider clock,
        CancellationToken cancellation)
    {
        if (limit is < 1 or > 200)
            return ProblemKind.InvalidRequest.ToResult($"{limit}", "/limit");
        var today = clock.Today();
        if (open || overdue)
            views = views.Where(v => v.Verification.AnsweredAt == null);
        if (overdue)
            views = views.Where(v => v.Verification.DueOn < today);
        if (after?.Split('/') is [var region, var number])
            views = views.Where(v => string.Compare((string)(object)v.Verification.InsuredRegion, region) > 0
                || (string)(object)v.Verification.InsuredRegion == region && string.Compare(v.Verification.VerificationNo, number) > 0);
        else if (after is not null)
            return ProblemKind.InvalidRequest.ToResult(after, "/after");

        var rows = await views.OrderBy(v => v.Verification.InsuredRegion).ThenBy(v => v.Verification.VerificationNo).Take(limit + 1).ToListAsync(cancellation);
        var page = rows.Take(limit).ToList();
        await db.RecordReadsAsync(context, page.Select(v => v.Verification.PersonId), clock, cancellation);
        return TypedResults.Ok(new VerificationPage(
            [.. page.Select(v => v.ToAnswer(today))],
            rows.Count > limit ? $"{page[^1].Verification.InsuredRegion}/{page[^1].Verification.VerificationNo}" : null));
    }

    private static IQueryable<VerificationView> Views(SettlementDbContext db) =>
        from verification in db.FeeVerifications.AsNoTracking()
        join claim in db.ManualClaims.AsNoTracking() on new { verification.PersonId, verification.ClaimId } equals new { claim.PersonId, claim.ClaimId }
        join person in db.Persons.AsNoTracking() on verification.PersonId equals person.PersonId
        join encounter in db.Encounters.AsNoTracking()
            on new { claim.PersonId, claim.EncounterId } equals new { encounter.PersonId, encounter.EncounterId }
        select new VerificationView { Verification = verification, Claim = claim, PersonName = person.Name, EncounterNo = encounter.EncounterNo };

    /// <summary>What both sides see: the bill, and of the person only the masked name.</summary>
    private sealed record VerificationView
    {
        public required FeeVerificationRecord Verification { get; init; }

        public required ManualClaimRecord Claim { get; init; }

        public required string PersonName { get; init; }

        public required string EncounterNo { get; init; }

        internal VerificationAnswer ToAnswer(DateOnly today)
        {
            var v = Verification;
            return new(
                v.InsuredRegion.Value, v.VerificationNo, Claim.ClaimNo, MaskedName.Of(PersonName), Claim.FacilityName, v.TreatmentRegion.Value,
                Claim.IsUploaded ? EncounterNo : null, Claim.EndedOn, Claim.Total, v.Question, v.RequestedAt.InChina(), v.DueOn,
                v.AnsweredAt is null && v.DueOn < today, v.Finding, v.Answer, v.AnsweredBy, v.AnsweredAt?.InChina());
        }
    }
}

/// <summary>协查请求.</summary>
/// <param name="Question">What shall be verified.</param>
internal sealed record RequestVerificationRequest(string Question);

internal sealed class RequestVerificationRequestValidator : AbstractValidator<RequestVerificationRequest>
{
    public RequestVerificationRequestValidator() => RuleFor(r => r.Question).NotEmpty().MaximumLength(1000).IsStorable();
}

/// <summary>协查答复.</summary>
/// <param name="Answer">What was found.</param>
internal sealed record AnswerVerificationRequest(VerificationFinding Finding, string Answer);

internal sealed class AnswerVerificationRequestValidator : AbstractValidator<AnswerVerificationRequest>
{
    public AnswerVerificationRequestValidator() => RuleFor(r => r.Answer).NotEmpty().MaximumLength(1000).IsStorable();
}

/// <summary>费用协查.</summary>
/// <param name="PersonName">姓名, masked.</param>
/// <param name="EncounterNo">The facility's own number; null where the facility uploaded nothing.</param>
/// <param name="Total">医疗费总额.</param>
/// <param name="DueOn">Last day of the answer; null where the public holidays of the year are not loaded.</param>
/// <param name="Finding">协查结果; null while it waits.</param>
internal sealed record VerificationAnswer(
    string InsuredRegion, string VerificationNo, string ClaimNo, string PersonName, string FacilityName, string TreatmentRegion, string? EncounterNo,
    DateOnly EndedOn, Money Total, string Question, DateTimeOffset RequestedAt, DateOnly? DueOn, bool IsOverdue, VerificationFinding? Finding,
    string? Answer, string? AnsweredBy, DateTimeOffset? AnsweredAt);

/// <param name="Next">Send it as <c>after</c> to read on; null at the end.</param>
internal sealed record VerificationPage(IReadOnlyList<VerificationAnswer> Items, string? Next);
