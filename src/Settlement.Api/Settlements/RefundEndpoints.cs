using Microsoft.AspNetCore.Http.HttpResults;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain;
using Settlement.Persistence;
using Settlement.Persistence.Settlements;
using Settlement.Persistence.Snapshots;

namespace Settlement.Api.Settlements;

/// <summary>部分退费 (R1.14.8): the settlement is reversed, its refund lines are added, and what remains is settled again, all or none.</summary>
internal static class RefundEndpoints
{
    internal static void MapRefunds(this IEndpointRouteBuilder facility) =>
        facility.MapPut("/refunds/{transactionNo}", Refund).WithName("RefundPart").Validate<RefundRequest>()
            .AllowedTo(AccessScope.Facility, Role.Hospital, Role.Pharmacy)
            .WithSummary("部分退费 · Reverses a settlement, adds refund lines and settles what remains under the number; a retry returns the first answer")
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);

    private static async Task<Results<Ok<RefundAnswer>, ProblemHttpResult>> Refund(
        string facilityCode, string transactionNo, RefundRequest request, HttpContext context,
        SettlementStore store, Reversing reversing, SettlementDbContext db, ReferenceSnapshot reference,
        ILogger<SettlementStore> log, TimeProvider clock, CancellationToken cancellation)
    {
        if (!FieldForm.IsNumber(transactionNo))
            return ProblemKind.InvalidRequest.ToResult(transactionNo, "/transactionNo");
        if (transactionNo == request.ReversalTransactionNo)
            return ProblemKind.InvalidRequest.ToResult(transactionNo, "/reversalTransactionNo");
        var settling = new NumberedRequest(FacilityCode.Parse(facilityCode), transactionNo, Wire.Hash(request), context.Caller().Subject);
        var reversal = settling with { No = request.ReversalTransactionNo };
        if (await db.FindSettlementAsync(settling.Facility, request.SettlementTransactionNo, cancellation) is not var (original, encounterNo))
            return ProblemKind.NotFound.ToResult(request.SettlementTransactionNo, "/settlementTransactionNo");

        RefundAnswer answer;
        await using (var session = await store.OpenAsync(settling.Facility, [settling.No, reversal.No], [original], cancellation))
        {
            var (reversed, earlier, problem) = await reversing.WriteAsync(session, original, encounterNo, reversal, request.Reason, cancellation, isPartial: true);
            if (earlier is not null)
            {
                await session.DisposeAsync(); // its connection goes back before another is asked for
                return await AnswerEarlierAsync(db, earlier, reversal, settling, context, cancellation);
            }
            if (problem is not null)
                return problem;
            var usesPersonalAccount = request.UsePersonalAccount ?? original.PersonalAccountBefore is not null;
            var query = new SettlementQuery(settling.Facility, encounterNo, new(original.AccountYear))
            {
                TransactionNo = settling.No,
                UsesPersonalAccount = usesPersonalAccount,
            };
            var reads = await session.ReadAsync(query, cancellation);
            if (reads.Earlier is not null)
                return ProblemKind.NumberReused.ToResult(settling.No);
            var lines = request.Lines.Select(l => l.ToFeeLine()).ToList();
            if (lines.Select(l => l.LineNo).Intersect(reads.Found!.Lines.Select(l => l.LineNo)).FirstOrDefault() is { } taken)
                return ProblemKind.NumberReused.ToResult(taken, "/lines");
            if (SettleEndpoints.Obstacle(reads.Found, query, original.EndedOn, reference, clock) is { } obstacle)
                return obstacle;
            if (await session.HeldAsync(reads.Found, settling.Facility, reference, cancellation) is { } held)
                return held;
            var (record, statement, refused) = SettleEndpoints.Compute(
                reads.Found.WithListingOf(original) with { Lines = [.. lines, .. reads.Found.Lines] }, settling, original.EndedOn, usesPersonalAccount, reference, clock);
            if (refused is not null)
                return refused.ToRefusal(lines.Count).ToResult();
            if (record!.Total == Money.Zero)
                return SettlementProblems.NothingLeft.ToResult(request.SettlementTransactionNo);

            await session.WriteLinesAsync(original.PersonId, original.EncounterId, lines, cancellation);
            await session.KeepRemainingAsync(record, original, statement!.Lines, cancellation);
            log.Kept(reversed!);
            log.Kept(record);
            answer = new(
                SettlementAnswer.From(reversed!, encounterNo, []),
                SettlementAnswer.From(record, encounterNo, statement.FeeCategories()));
        }
        return TypedResults.Ok(answer);
    }

    /// <summary>Both numbers were used by the same request: its answer. Else one of them was used for something else.</summary>
    private static async Task<Results<Ok<RefundAnswer>, ProblemHttpResult>> AnswerEarlierAsync(
        SettlementDbContext db, EarlierTransaction earlier, NumberedRequest reversal, NumberedRequest settling, HttpContext context, CancellationToken cancellation)
    {
        var reversed = await db.AnswerEarlierAsync(earlier, reversal, context, cancellation);
        if (reversed.Result is not Ok<SettlementAnswer> { Value: { } first })
            return (ProblemHttpResult)reversed.Result;
        if (await db.FindSettlementAsync(settling.Facility, settling.No, cancellation) is not var (record, _))
            return ProblemKind.NumberReused.ToResult(reversal.No);
        var settled = await db.AnswerEarlierAsync(new(record.PersonId, record.SettlementId, record.RequestHash), settling, context, cancellation);
        return settled.Result is Ok<SettlementAnswer> { Value: { } second }
            ? TypedResults.Ok(new RefundAnswer(first, second))
            : (ProblemHttpResult)settled.Result;
    }
}
