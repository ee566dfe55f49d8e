using Settlement.Api.Calls;
using Settlement.Api.Chronic;
using Settlement.Api.Encounters;
using Settlement.Domain;
using Settlement.Domain.Chronic;
using Settlement.Domain.Encounters;
using Settlement.Domain.Settlements;
using Settlement.Persistence.Settlements;
using Settlement.Persistence.Snapshots;
using static Settlement.Domain.Settlements.SettlementOutcome;

namespace Settlement.Api.Settlements.Settle;

/// <summary>What the rules have made of an encounter.</summary>
internal sealed record ComputedSettlement(SettlementClaim Claim, SettlementStatement Statement);

/// <summary>
/// Decides on an encounter as it was read: what stands in the way before the rules are asked, what was declared for a disease and may not
/// be
/// settled as ordinary care, and what the rules make of the rest.
/// </summary>
internal sealed class Settling(ReferenceSnapshot reference)
{
    /// <param name="encounter">Null where the facility has no such encounter.</param>
    internal async Task<Outcome<ComputedSettlement>> DecideAsync(
        SettlementSession session, EncounterToSettle bill, EncounterReads? encounter, Call call)
    {
        if (Obstacle(bill, encounter, call.Today) is { } obstacle)
            return obstacle;
        return Decide(bill, encounter!, await session.DeclaredAsync(bill.Facility, encounter!, call.Cancellation));
    }

    /// <summary>The same without a session, which keeps nothing.</summary>
    /// <param name="settled">Parts of the visit that count as settled before this one.</param>
    internal async Task<Outcome<ComputedSettlement>> PreviewAsync(
        SettlementStore store, EncounterToSettle bill, EncounterReads? encounter, IReadOnlyList<EncounterId> settled, Call call)
    {
        if (Obstacle(bill, encounter, call.Today) is { } obstacle)
            return obstacle;
        return Decide(bill, encounter!, await store.DeclaredAsync(bill.Facility, encounter!, settled, call.Cancellation));
    }

    private Refusal? Obstacle(EncounterToSettle bill, EncounterReads? encounter, DateOnly today)
    {
        if (encounter is null || reference.Facilities.Find(bill.Facility) is null)
            return EncounterProblems.EncounterNotFound.Refuse(bill.EncounterNo, "/encounterNo");
        if (EncounterProblems.OfState(encounter.State, bill.EncounterNo) is { } closed)
            return closed;
        if (EncounterEnd.Fault(encounter.Benefit.Service, encounter.StartedOn, encounter.DischargedOn, bill.EndedOn, today) is { } fault)
            return fault;
        if (encounter is { Trauma: Trauma.WithoutThirdParty, HasTraumaStatement: false })
            return SettlementProblems.TraumaStatementMissing.Refuse(bill.EncounterNo);
        return encounter.ContinuesOpenPart ? SettlementProblems.EarlierPartOpen.Refuse(bill.EncounterNo) : null;
    }

    private Outcome<ComputedSettlement> Decide(EncounterToSettle bill, EncounterReads encounter, IReadOnlyList<DeclaredItem> declared)
    {
        var facility = reference.Facilities.Find(bill.Facility)!;
        if (declared.Count > 0 && DowngradedLines.Refusal(encounter, facility, reference, declared, encounter.Lines) is { } downgraded)
            return downgraded;
        var claim = encounter.ToClaim(facility, bill.EndedOn, bill.UsesPersonalAccount, reference);
        return SettlementCalculator.Settle(claim) switch
        {
            Settled(var statement) => new ComputedSettlement(claim, statement),
            Refused refused => refused.ToRefusal(bill.LinesSent),
            var other => throw new NotSupportedException(other.GetType().Name),
        };
    }
}
