using Microsoft.AspNetCore.Http.HttpResults;
using Settlement.Api.Access;
using Settlement.Api.Http;
using Settlement.Domain;
using Settlement.Persistence;
using Settlement.Persistence.Settlements;

namespace Settlement.Api.Settlements;

/// <summary>结算撤销 (R1.14.7, R1.14.9): a record of its own with negative amounts, and the accounts as they were.</summary>
internal static class ReversalEndpoints
{
    internal static void MapReversals(this IEndpointRouteBuilder facility) =>
        facility.MapPut("/reversals/{transactionNo}", Reverse).WithName("ReverseSettlement").Validate<ReverseRequest>()
            .WithSummary("结算撤销 · Reverses a settlement whole under a number of its own; a retry returns the first answer")
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);

    private static async Task<Results<Ok<SettlementAnswer>, ProblemHttpResult>> Reverse(
        string facilityCode, string transactionNo, ReverseRequest request, HttpContext context,
        SettlementStore store, SettlementDbContext db, ILogger<SettlementStore> log, TimeProvider clock, CancellationToken cancellation)
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
        var obstacles = await session.ObstaclesAsync(original, cancellation);
        if (obstacles.IsReversed)
            return ProblemKind.AlreadyReversed.ToResult(request.SettlementTransactionNo);
        if (obstacles.Later.Count > 0)
            return ProblemKind.ReversalOutOfOrder.ToResult(NamesFor(numbered.Facility, obstacles.Later));

        var encounter = session.Reads.Found!;
        var reversal = original.Reversed(numbered, encounter, request.Reason, clock.Now());
        await session.KeepAsync(reversal, [], cancellation);
        log.Kept(reversal);
        return TypedResults.Ok(SettlementAnswer.From(reversal, encounterNo, []));
    }

    /// <summary>A facility learns the numbers of its own settlements; of those elsewhere only how many there are.</summary>
    private static string NamesFor(FacilityCode facility, IReadOnlyList<(FacilityCode Facility, string TransactionNo)> later)
    {
        var own = later.Where(s => s.Facility == facility).Select(s => s.TransactionNo).ToList();
        var elsewhere = later.Count - own.Count;
        return string.Join(", ", elsewhere == 0 ? own : [.. own, new Text($"其他机构 {elsewhere} 笔", $"{elsewhere} elsewhere").ToString()]);
    }
}
