using Microsoft.AspNetCore.Http.HttpResults;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain;
using Settlement.Persistence;
using Settlement.Persistence.Settlements;

namespace Settlement.Api.Settlements;

/// <summary>结算撤销: one settlement, or several that stand on each other in one call.</summary>
internal static class ReversalEndpoints
{
    internal static void MapReversals(this IEndpointRouteBuilder facility)
    {
        facility.MapPut("/reversals/{transactionNo}", Reverse).WithName("ReverseSettlement").Validate<ReverseRequest>()
            .AllowedTo(AccessScope.Facility, Role.Hospital, Role.Pharmacy)
            .WithSummary("结算撤销 · Reverses a settlement whole under a number of its own; a retry returns the first answer")
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        facility.MapPost("/reversals", ReverseSeveral).WithName("ReverseSettlements").Validate<ReverseSeveralRequest>()
            .AllowedTo(AccessScope.Facility, Role.Hospital, Role.Pharmacy)
            .WithSummary("依次撤销 · Reverses settlements of one person in the order given, the latest first, all or none; may be sent again")
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
    }

    private static async Task<Results<Ok<SettlementAnswer>, ProblemHttpResult>> Reverse(
        string facilityCode, string transactionNo, ReverseRequest request, HttpContext context,
        SettlementStore store, Reversing reversing, SettlementDbContext db, ILogger<SettlementStore> log, CancellationToken cancellation)
    {
        if (!FieldForm.IsNumber(transactionNo))
            return ProblemKind.InvalidRequest.ToResult(transactionNo, "/transactionNo");
        var numbered = new NumberedRequest(
            FacilityCode.Parse(facilityCode), transactionNo, Wire.Hash(request), context.Caller().Subject);

        // A settlement never changes, so it may be read before anything is locked.
        if (await db.FindSettlementAsync(numbered.Facility, request.SettlementTransactionNo, cancellation) is not var (original, encounterNo))
            return ProblemKind.NotFound.ToResult(request.SettlementTransactionNo, "/settlementTransactionNo");

        await using var session = await store.OpenAsync(numbered.Facility, [transactionNo], [original], cancellation);
        var (reversal, earlier, problem) = await reversing.WriteAsync(session, original, encounterNo, numbered, request.Reason, cancellation);
        if (earlier is not null)
        {
            await session.DisposeAsync(); // its connection goes back before another is asked for
            return await db.AnswerEarlierAsync(earlier, numbered, context, cancellation);
        }
        if (problem is not null)
            return problem;
        await session.CommitAsync(cancellation);
        log.Kept(reversal!);
        return TypedResults.Ok(SettlementAnswer.From(reversal!, encounterNo, []));
    }

    private static async Task<Results<Ok<ReversalsAnswer>, ProblemHttpResult>> ReverseSeveral(
        string facilityCode, ReverseSeveralRequest request, HttpContext context,
        SettlementStore store, Reversing reversing, SettlementDbContext db, ILogger<SettlementStore> log, CancellationToken cancellation)
    {
        var facility = FacilityCode.Parse(facilityCode);
        var steps = new List<(NumberedRequest Numbered, SettlementRecord Original, string EncounterNo)>();
        foreach (var (transactionNo, settlementNo) in request.Reversals.Select(r => (r.TransactionNo, r.SettlementTransactionNo)))
        {
            if (await db.FindSettlementAsync(facility, settlementNo, cancellation) is not var (original, encounterNo))
                return ProblemKind.NotFound.ToResult(settlementNo, $"/reversals/{steps.Count}/settlementTransactionNo");
            if (steps.Count > 0 && original.PersonId != steps[0].Original.PersonId)
                return SettlementProblems.SeveralPersons.ToResult(settlementNo, $"/reversals/{steps.Count}/settlementTransactionNo");
            // As if sent alone, so that either form is a retry of the other.
            var hash = Wire.Hash(new ReverseRequest(settlementNo, request.Reason));
            steps.Add((new(facility, transactionNo, hash, context.Caller().Subject), original, encounterNo));
        }

        var answers = new List<SettlementAnswer>();
        var earlierSteps = new List<(EarlierTransaction Earlier, NumberedRequest Numbered)>();
        await using (var session = await store.OpenAsync(
            facility, steps.Select(s => s.Numbered.No), [.. steps.Select(s => s.Original)], cancellation))
        {
            var kept = new List<SettlementRecord>();
            foreach (var (numbered, original, encounterNo) in steps)
            {
                var (reversal, earlier, problem) = await reversing.WriteAsync(session, original, encounterNo, numbered, request.Reason, cancellation);
                if (problem is not null)
                    return problem;
                if (earlier is not null)
                {
                    earlierSteps.Add((earlier, numbered));
                    if (!earlier.RequestHash.AsSpan().SequenceEqual(numbered.Hash))
                        return ProblemKind.NumberReused.ToResult(numbered.No);
                    continue;
                }
                kept.Add(reversal!);
                answers.Add(SettlementAnswer.From(reversal!, encounterNo, []));
            }
            await session.CommitAsync(cancellation);
            kept.ForEach(log.Kept);
        }
        foreach (var (earlier, numbered) in earlierSteps)
            if ((await db.AnswerEarlierAsync(earlier, numbered, context, cancellation)).Result is Ok<SettlementAnswer> { Value: { } answer })
                answers.Add(answer);
        return TypedResults.Ok(new ReversalsAnswer([.. steps.Select(step => answers.Single(a => a.TransactionNo == step.Numbered.No))]));
    }
}
