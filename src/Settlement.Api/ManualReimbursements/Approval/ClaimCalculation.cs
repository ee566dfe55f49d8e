using Microsoft.EntityFrameworkCore;
using Settlement.Api.Calls;
using Settlement.Api.Encounters;
using Settlement.Api.Settlements;
using Settlement.Domain;
using Settlement.Domain.Facilities;
using Settlement.Domain.Persons;
using Settlement.Domain.Settlements;
using Settlement.Persistence;
using Settlement.Persistence.ManualReimbursements;
using Settlement.Persistence.Settlements;
using Settlement.Persistence.Snapshots;
using static Settlement.Domain.Settlements.SettlementOutcome;

namespace Settlement.Api.ManualReimbursements.Approval;

/// <summary>What a claim comes to.</summary>
/// <param name="Number">That the settlement has where it is approved.</param>
internal sealed record CalculatedClaim(
    string Number, EncounterReads Reads, SettlementClaim Claim, SettlementStatement Statement, ClaimComputation Computation);

/// <summary>
/// Computes a claim while its encounter and the benefit accounts are locked, so that what is approved is what the reviewer saw. The same
/// calculator as that of a direct settlement, and a record of the same table, so that account, recomputation and later settlements need to
/// know of one kind only.
/// </summary>
internal sealed class ClaimCalculation(SettlementDbContext db, ReferenceSnapshot reference)
{
    private static readonly DateRange Always = new(DateOnly.MinValue, last: null);

    /// <param name="session">Within the transaction of the step; holds the locks.</param>
    internal async Task<Outcome<CalculatedClaim>> RunAsync(SettlementSession session, ManualClaimRecord claim, Call call)
    {
        var encounter = await db.Encounters.AsNoTracking()
            .SingleAsync(e => e.PersonId == claim.PersonId && e.EncounterId == claim.EncounterId, call.Cancellation);
        var number = claim.ApprovalNo(await db.ReversalsOf(claim).CountAsync(call.Cancellation));
        var query = new SettlementQuery(encounter.FacilityCode, encounter.EncounterNo, new((short)claim.EndedOn.Year)) { TransactionNo = number };
        var reads = (await session.ReadAsync(query, call.Cancellation)).Found!;
        if (reads.ContinuesOpenPart)
            return SettlementProblems.EarlierPartOpen.Refuse(claim.ClaimNo);
        // What continues it was settled as if this encounter had paid no deductible; its settlement locks this encounter too.
        if (await db.IsContinuedBySettledAsync(claim.PersonId, claim.EncounterId, call.Cancellation))
            return EncounterProblems.EncounterContinued.Refuse(claim.ClaimNo);

        var status = await StatusOnAsync(reads.Person, encounter.StartedOn, call.Cancellation);
        var settlement = reads.ToClaim(FacilityOf(claim), claim.EndedOn, usePersonalAccount: false, reference) with
        {
            Channel = SettlementChannel.Manual,
            CatalogSide = claim.CatalogSide,
            Person = reads.Person with { Status = status },
        };
        if (!reference.Catalog.Knows(settlement.CatalogProvince)) // a bill of which nothing is known is not worth nothing
            return ManualClaimProblems.CatalogMissing.Refuse($"{settlement.CatalogProvince}");
        return SettlementCalculator.Settle(settlement) switch
        {
            Settled(var statement) => new CalculatedClaim(number, reads, settlement, statement, ClaimComputation.Of(settlement, statement, reads)),
            Refused refused => refused.ToManualRefusal(),
            var other => throw new NotSupportedException(other.GetType().Name),
        };
    }

    private static DesignatedFacility FacilityOf(ManualClaimRecord claim) =>
        new(claim.FacilityCode, claim.FacilityName, claim.FacilityRegion, claim.FacilityLevel, Always, []);

    private async Task<InsuredStatus> StatusOnAsync(InsuredPerson person, DateOnly day, CancellationToken cancellation)
    {
        var changes = await db.InsuredStatusChanges.AsNoTracking().Where(c => c.PersonId == person.Id).OrderBy(c => c.ReportedAt)
            .Select(c => new { c.EffectiveOn, c.Status }).ToListAsync(cancellation);
        return StatusByDay.On(day, person.Status, [.. changes.Select(c => (c.EffectiveOn, c.Status))]);
    }
}
