using Settlement.Api.Calls;
using Settlement.Domain;
using Settlement.Domain.Settlements;
using Settlement.Persistence;
using Settlement.Persistence.Settlements;
using Settlement.Persistence.Snapshots;

namespace Settlement.Api.Settlements.Explain;

/// <summary>为什么没有多报销: computed again from what the settlement was made of, with one thing changed at a time.</summary>
internal sealed class ReadWhyNotMore(SettlementDbContext db, ReferenceSnapshot reference)
{
    internal async Task<Outcome<WhyNotMoreAnswer>> RunAsync(FacilityCode facility, string transactionNo, Call call)
    {
        if (await db.FindSettlementAsync(facility, transactionNo, call.Cancellation) is not var (record, _) || record.Reverses is not null)
            return ProblemKind.NotFound.Refuse(transactionNo);
        if (await ClaimOfAsync(record, call.Cancellation) is not { } claim
            || SettlementCalculator.Settle(claim) is not SettlementOutcome.Settled { Statement.Amounts: var amounts }
            || amounts != record.Amounts)
            return SettlementProblems.NotReproducible.Refuse(transactionNo);
        return new WhyNotMoreAnswer(transactionNo, record.Amounts.FundTotal, [.. WhyNotMore.Of(claim).Select(WhatIfAnswer.From)]);
    }

    /// <summary>Null where a version that it was computed by is lost.</summary>
    private async Task<SettlementClaim?> ClaimOfAsync(SettlementRecord record, CancellationToken cancellation)
    {
        try
        {
            return await StoredClaim.LoadAsync(db, record, reference, cancellation);
        }
        catch (VersionLostException)
        {
            return null;
        }
    }
}
