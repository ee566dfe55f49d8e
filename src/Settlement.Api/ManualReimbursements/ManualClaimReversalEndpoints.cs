using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain;
using Settlement.Domain.ManualReimbursements;
using Settlement.Persistence;

namespace Settlement.Api.ManualReimbursements;

/// <summary>审核撤销、追回、核销: a wrong approval is taken back, and what was paid on it comes back or is given up. Each step may be sent again.</summary>
internal static class ManualClaimReversalEndpoints
{
    internal static void MapManualClaimReversals(this IEndpointRouteBuilder claims)
    {
        claims.MapPut("/{claimNo}/approval-reversal", Reverse).WithName("ReverseManualClaimApproval").Validate<ReverseManualClaimRequest>()
            .AllowedTo(AccessScope.Region, Role.Reviewer)
            .WithSummary("审核撤销 · A second reviewer takes an approval back, paid or not; the benefit account is as it was").ProducesProblem(404)
            .ProducesProblem(409).ProducesProblem(422);
        claims.MapPut("/{claimNo}/recovery", Recover).WithName("RecoverManualClaimPayment").Validate<RecoverManualClaimRequest>()
            .AllowedTo(AccessScope.Region, Role.Finance)
            .WithSummary("追回 · Records that the person paid back what was paid on an approval that was taken back").ProducesProblem(404)
            .ProducesProblem(409).ProducesProblem(422);
        claims.MapPut("/{claimNo}/write-off", WriteOff).WithName("WriteOffManualClaimPayment").Validate<WriteOffManualClaimRequest>()
            .AllowedTo(AccessScope.Region, Role.Reviewer)
            .WithSummary("核销 · A second reviewer gives up what was to be recovered; nothing is paid on the bill again").ProducesProblem(404)
            .ProducesProblem(409).ProducesProblem(422);
    }

    private static readonly ProblemKind SecondReviewer = ManualClaimProblems.ClaimSecondPerson with
    {
        NextStep = new("由未撤销该审核的复核人员核销", "Let a reviewer write it off who has not taken the approval back"),
    };

    private static Task<Results<Ok<ManualClaimAnswer>, ProblemHttpResult>> Reverse(
        string regionCode, string claimNo, ReverseManualClaimRequest request, ManualClaimReversing reversing, CancellationToken cancellation) =>
        reversing.ReverseAsync(regionCode, claimNo, request, cancellation);

    private static Task<Results<Ok<ManualClaimAnswer>, ProblemHttpResult>> Recover(
        string regionCode, string claimNo, RecoverManualClaimRequest request, HttpContext context, SettlementDbContext db, ManualClaimDesk desk,
        TimeProvider clock, CancellationToken cancellation) =>
        desk.TakeAloneAsync(db, regionCode, claimNo, ManualClaimStep.Recover, request, request.Version, request.BankReference, async claim =>
        {
            if (await db.ReversalsOf(claim).ToRecover().AsTracking().SingleOrDefaultAsync(cancellation) is not { } paid)
                return ManualClaimDesk.NotPossible(claim);
            if (request.Amount != paid.Amount)
                return ManualClaimProblems.RecoveryAmount.ToResult($"{request.Amount}, {paid.Amount}", "/amount");
            var recoveredOn = request.RecoveredOn ?? clock.Today();
            if (recoveredOn < paid.PaidOn || recoveredOn > clock.Today())
                return ProblemKind.DateNotPossible.ToResult($"{recoveredOn:O}", "/recoveredOn");
            (paid.RecoveryReference, paid.RecoveredOn) = (request.BankReference, recoveredOn);
            (paid.RecoveredBy, paid.RecoveredAt) = (context.Caller().Subject, clock.Now());
            if (claim.State.IsLive()) // else the encounter is nobody's, or another's
                await db.FreePrescriptionAsync(claim, cancellation);
            return null;
        }, cancellation);

    private static Task<Results<Ok<ManualClaimAnswer>, ProblemHttpResult>> WriteOff(
        string regionCode, string claimNo, WriteOffManualClaimRequest request, HttpContext context, SettlementDbContext db, ManualClaimDesk desk,
        TimeProvider clock, CancellationToken cancellation) =>
        desk.TakeAloneAsync(db, regionCode, claimNo, ManualClaimStep.WriteOff, request, request.Version, request.Reason, async claim =>
        {
            if (await db.ReversalsOf(claim).ToRecover().AsTracking().SingleOrDefaultAsync(cancellation) is not { } paid)
                return ManualClaimDesk.NotPossible(claim);
            var by = context.Caller().Subject;
            if (by == paid.ReversedBy)
                return SecondReviewer.ToResult(claimNo);
            if (!claim.State.IsLive() && await claim.HoldAgainAsync(db, by, clock.Now(), cancellation) is { } taken)
                return taken;
            (paid.WriteOffReason, paid.WrittenOffBy, paid.WrittenOffAt) = (request.Reason, by, clock.Now());
            claim.RefusalReason = request.Reason;
            return null;
        }, cancellation);
}

/// <summary>审核撤销.</summary>
/// <param name="Version">Version of the claim that was looked at.</param>
/// <param name="Reason">1 to 200 characters.</param>
internal sealed record ReverseManualClaimRequest(int Version, string Reason);

internal sealed class ReverseManualClaimRequestValidator : AbstractValidator<ReverseManualClaimRequest>
{
    public ReverseManualClaimRequestValidator()
    {
        RuleFor(r => r.Version).InclusiveBetween(1, 1_000_000);
        RuleFor(r => r.Reason).NotEmpty().MaximumLength(200).IsStorable();
    }
}

/// <summary>核销.</summary>
/// <param name="Version">Version of the claim that was looked at.</param>
/// <param name="Reason">Why it will not come back, 1 to 200 characters.</param>
internal sealed record WriteOffManualClaimRequest(int Version, string Reason);

internal sealed class WriteOffManualClaimRequestValidator : AbstractValidator<WriteOffManualClaimRequest>
{
    public WriteOffManualClaimRequestValidator()
    {
        RuleFor(r => r.Version).InclusiveBetween(1, 1_000_000);
        RuleFor(r => r.Reason).NotEmpty().MaximumLength(200).IsStorable();
    }
}

/// <summary>追回.</summary>
/// <param name="Version">Version of the claim that was looked at.</param>
/// <param name="Amount">Yuan that came back: exactly what was paid.</param>
/// <param name="BankReference">银行流水号 of the recovery, 1 to 40 letters, digits or -_.</param>
/// <param name="RecoveredOn">Day on which the money came back, that of the payment at the earliest; left out, today.</param>
internal sealed record RecoverManualClaimRequest(int Version, Money Amount, string BankReference, DateOnly? RecoveredOn = null);

internal sealed class RecoverManualClaimRequestValidator : AbstractValidator<RecoverManualClaimRequest>
{
    public RecoverManualClaimRequestValidator()
    {
        RuleFor(r => r.Version).InclusiveBetween(1, 1_000_000);
        RuleFor(r => r.BankReference).IsNumber();
        RuleFor(r => r.RecoveredOn!.Value).IsDay().When(r => r.RecoveredOn is not null).OverridePropertyName(nameof(RecoverManualClaimRequest.RecoveredOn));
    }
}
