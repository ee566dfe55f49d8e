using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Encounters;
using Settlement.Api.Http;
using Settlement.Api.Settlements;
using Settlement.Domain;
using Settlement.Domain.Facilities;
using Settlement.Domain.ManualReimbursements;
using Settlement.Domain.Settlements;
using Settlement.Persistence;
using Settlement.Persistence.ManualReimbursements;
using Settlement.Persistence.Settlements;
using Settlement.Persistence.Snapshots;
using Settlement.Persistence.SpecialDrugs;
using static Settlement.Domain.Settlements.SettlementOutcome;

namespace Settlement.Api.ManualReimbursements;

/// <summary>
/// 核算 and 复核: both compute the claim while its encounter and the benefit accounts are locked, so that what is approved is what the reviewer
/// saw. The same calculator as a direct settlement, and a record of the same table, so that account, verification and later settlements
/// need to know of one kind only.
/// </summary>
internal sealed class ManualClaimComputing(
    SettlementStore store, ManualClaimDesk desk, ReferenceSnapshot reference, TimeProvider clock, IHttpContextAccessor http, ILogger<SettlementStore> log)
{
    private static readonly DateRange Always = new(DateOnly.MinValue, last: null);

    private string By => http.HttpContext!.Caller().Subject;

    internal async Task<Results<Ok<ManualClaimAnswer>, ProblemHttpResult>> ComputeAsync(
        string regionCode, string claimNo, ComputeManualClaimRequest request, CancellationToken cancellation)
    {
        await using var session = await store.BeginAsync(cancellation);
        await using var db = await session.TablesAsync(cancellation);
        var answer = await desk.TakeAsync(db, regionCode, claimNo, ManualClaimStep.Compute, request, request.Version, note: null, async claim =>
        {
            var (computed, problem) = await ComputeAsync(session, db, claim, cancellation);
            if (computed is null)
                return problem;
            (claim.Computation, claim.Working) = (computed.Computation.Write(), computed.Statement.Working().WithoutFeeLines());
            claim.ComputedBy = By;
            return null;
        }, cancellation);
        if (answer.Result is Ok<ManualClaimAnswer>)
            await session.CommitAsync(cancellation);
        return answer;
    }

    internal async Task<Results<Ok<ManualClaimAnswer>, ProblemHttpResult>> ApproveAsync(
        string regionCode, string claimNo, ApproveManualClaimRequest request, CancellationToken cancellation)
    {
        await using var session = await store.BeginAsync(cancellation);
        await using var db = await session.TablesAsync(cancellation);
        SettlementRecord? record = null;
        var answer = await desk.TakeAsync(db, regionCode, claimNo, ManualClaimStep.Approve, request, request.Version, request.Note, async claim =>
        {
            if (By == claim.ComputedBy || By == claim.OpenedBy)
                return ManualClaimProblems.ClaimSecondPerson.ToResult(claimNo);
            if (await db.OpenVerificationsOf(claim).Select(v => v.VerificationNo).FirstOrDefaultAsync(cancellation) is { } open)
                return ManualClaimProblems.VerificationOpen.ToResult(open);
            var (computed, problem) = await ComputeAsync(session, db, claim, cancellation);
            if (computed is null)
                return problem;
            if (computed.Computation != ClaimComputation.Read(claim.Computation))
                return ManualClaimProblems.ComputationOutdated.ToResult(claimNo);

            var numbered = new NumberedRequest(claim.FacilityCode, computed.Number, claim.RequestHash, By);
            record = SettlementRecord.Of(numbered, computed.Reads, computed.Claim, computed.Statement, clock.Now());
            try
            {
                await session.WriteAsync(new(record, computed.Statement.Lines), cancellation);
            }
            catch (PostgresException e) when (e.ConstraintName == SpecialDrugUseRecord.KeyName) // somebody else used the prescription meanwhile
            {
                return ((Refused)new(RefusalCode.PrescriptionUsed, claimNo)).ToManualResult();
            }
            (claim.SettlementId, claim.ApprovedBy) = (record.SettlementId, By);
            return null;
        }, cancellation);
        if (answer.Result is not Ok<ManualClaimAnswer>)
            return answer;
        await session.CommitAsync(cancellation);
        if (record is not null)
            log.Kept(record);
        return answer;
    }

    /// <param name="Number">That the settlement has where it is approved.</param>
    private sealed record Computed(string Number, EncounterReads Reads, SettlementClaim Claim, SettlementStatement Statement, ClaimComputation Computation);

    /// <summary>Locks encounter and accounts, and computes; or says why the claim cannot be paid.</summary>
    private async Task<(Computed? Computed, ProblemHttpResult? Problem)> ComputeAsync(
        SettlementSession session, SettlementDbContext db, ManualClaimRecord claim, CancellationToken cancellation)
    {
        var encounter = await db.Encounters.AsNoTracking()
            .SingleAsync(e => e.PersonId == claim.PersonId && e.EncounterId == claim.EncounterId, cancellation);
        var number = claim.ApprovalNo(await db.ReversalsOf(claim).CountAsync(cancellation));
        var reads = (await session.ReadAsync(
            new(encounter.FacilityCode, encounter.EncounterNo, new((short)claim.EndedOn.Year)) { TransactionNo = number }, cancellation)).Found!;
        if (reads.ContinuesOpenPart)
            return (null, SettlementProblems.EarlierPartOpen.ToResult(claim.ClaimNo));
        // What continues it was settled as if this encounter had paid no deductible; its settlement locks this encounter too.
        if (await db.IsContinuedBySettledAsync(claim.PersonId, claim.EncounterId, cancellation))
            return (null, EncounterProblems.EncounterContinued.ToResult(claim.ClaimNo));

        var facility = new DesignatedFacility(claim.FacilityCode, claim.FacilityName, claim.FacilityRegion, claim.FacilityLevel, Always, []);
        var settlement = reads.ToClaim(facility, claim.EndedOn, usePersonalAccount: false, reference) with
        {
            Channel = SettlementChannel.Manual,
            CatalogSide = claim.CatalogSide,
            Person = reads.Person with { Status = await db.StatusOnAsync(reads.Person, encounter.StartedOn, cancellation) },
        };
        if (!reference.Catalog.Knows(settlement.CatalogProvince)) // a bill of which nothing is known is not worth nothing
            return (null, ManualClaimProblems.CatalogMissing.ToResult($"{settlement.CatalogProvince}"));
        return SettlementCalculator.Settle(settlement) switch
        {
            Settled(var statement) => (new(number, reads, settlement, statement, ClaimComputation.Of(settlement, statement, reads)), null),
            Refused refused => (null, refused.ToManualResult()),
            var other => throw new NotSupportedException(other.GetType().Name),
        };
    }
}
