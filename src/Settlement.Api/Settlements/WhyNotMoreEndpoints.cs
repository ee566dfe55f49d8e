using Microsoft.AspNetCore.Http.HttpResults;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain;
using Settlement.Domain.Settlements;
using Settlement.Persistence;
using Settlement.Persistence.Settlements;
using Settlement.Persistence.Snapshots;

namespace Settlement.Api.Settlements;

/// <summary>为什么没有多报销: computed again from what the settlement was made of, with one thing changed at a time.</summary>
internal static class WhyNotMoreEndpoints
{
    internal static void MapWhyNotMore(this IEndpointRouteBuilder facility) =>
        facility.MapGet("/settlements/{transactionNo}/why-not-more", Read).WithName("ReadWhyNotMore").ProducesProblem(404).ProducesProblem(409)
            .AllowedTo(AccessScope.Facility, Role.Hospital, Role.Pharmacy)
            .WithSummary("为什么没有多报销 · What the funds would have paid, had one thing been different; a reversal has no such answer");

    private static async Task<Results<Ok<WhyNotMoreAnswer>, ProblemHttpResult>> Read(
        string facilityCode, string transactionNo, SettlementDbContext db, ReferenceSnapshot reference, CancellationToken cancellation)
    {
        if (await db.FindSettlementAsync(FacilityCode.Parse(facilityCode), transactionNo, cancellation) is not var (record, _)
            || record.Reverses is not null)
            return ProblemKind.NotFound.ToResult(transactionNo);
        if (await ClaimOfAsync(db, record, reference, cancellation) is not { } claim
            || SettlementCalculator.Settle(claim) is not SettlementOutcome.Settled { Statement.Amounts: var amounts }
            || amounts != record.Amounts)
            return SettlementProblems.NotReproducible.ToResult(transactionNo);
        return TypedResults.Ok(new WhyNotMoreAnswer(
            transactionNo, record.Amounts.FundTotal, [.. WhyNotMore.Of(claim).Select(WhatIfAnswer.From)]));
    }

    /// <summary>Null where a version that it was computed by is lost.</summary>
    private static async Task<SettlementClaim?> ClaimOfAsync(
        SettlementDbContext db, SettlementRecord record, ReferenceSnapshot reference, CancellationToken cancellation)
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
