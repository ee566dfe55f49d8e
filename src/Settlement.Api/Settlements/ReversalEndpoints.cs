using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using Settlement.Api.Access;
using Settlement.Api.Http;
using Settlement.Domain;
using Settlement.Persistence;
using Settlement.Persistence.Settlements;

namespace Settlement.Api.Settlements;

/// <summary>结算撤销 (R1.14.7, R1.14.9): a record of its own with negative amounts, and the account as it was.</summary>
internal static class ReversalEndpoints
{
    internal static void MapReversals(this IEndpointRouteBuilder facility) =>
        facility.MapPut("/reversals/{transactionNo}", Reverse).WithName("ReverseSettlement").Validate<ReverseRequest>()
            .WithSummary("结算撤销 · Reverses a settlement whole under a number of its own; a retry returns the first answer")
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);

    private static async Task<Results<Ok<SettlementAnswer>, ProblemHttpResult>> Reverse(
        string facilityCode, string transactionNo, ReverseRequest request, HttpContext context,
        SettlementStore store, SettlementDbContext db, TimeProvider clock, CancellationToken cancellation)
    {
        if (!FieldRules.IsNumber(transactionNo))
            return ProblemKind.InvalidRequest.ToResult(transactionNo, "/transactionNo");
        var numbered = new NumberedRequest(
            FacilityCode.Parse(facilityCode), transactionNo, Wire.Hash(request), context.Caller().Subject);

        // A settlement never changes, so it may be read before anything is locked.
        if (await db.FindSettlementAsync(numbered.Facility, request.SettlementTransactionNo, cancellation) is not var (original, encounterNo))
            return ProblemKind.NotFound.ToResult(request.SettlementTransactionNo, "/settlementTransactionNo");

        await using var session = await store.OpenAsync(
            numbered.Facility, encounterNo, transactionNo, new(original.AccountYear, original.Scheme), cancellation);
        if (session.Reads.Earlier is { } earlier)
        {
            await session.DisposeAsync(); // its connection goes back before another is asked for
            return await db.AnswerEarlierAsync(earlier, numbered, context, cancellation);
        }
        if (original.Reverses is not null)
            return ProblemKind.NotReversible.ToResult(request.SettlementTransactionNo, "/settlementTransactionNo");
        if (await session.LaterSettlementsAsync(original, cancellation) is { Count: > 0 } later)
            return ProblemKind.ReversalOutOfOrder.ToResult(string.Join(", ", later));

        var encounter = session.Reads.Found!;
        var reversal = original.Reversed(numbered, encounter, request.Reason, clock.Now());
        try
        {
            await session.KeepAsync(reversal, [], encounter.Account.With(reversal.AccountChange), cancellation);
        }
        catch (PostgresException e) when (e.ConstraintName == SettlementRecord.ReversedOnceName)
        {
            return ProblemKind.AlreadyReversed.ToResult(request.SettlementTransactionNo);
        }
        return TypedResults.Ok(SettlementAnswer.From(reversal, encounterNo));
    }
}
