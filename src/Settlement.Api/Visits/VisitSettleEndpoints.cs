using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Chronic;
using Settlement.Api.Encounters;
using Settlement.Api.Http;
using Settlement.Api.Settlements;
using Settlement.Domain;
using Settlement.Domain.Encounters;
using Settlement.Domain.Settlements;
using Settlement.Persistence;
using Settlement.Persistence.Encounters;
using Settlement.Persistence.Settlements;
using Settlement.Persistence.Snapshots;
using Settlement.Persistence.Visits;
using static Settlement.Domain.Settlements.SettlementOutcome;

namespace Settlement.Api.Visits;

/// <summary>预结算 and 结算 of a whole visit: each disease alone, then the rest (R1.11), all parts or none.</summary>
internal static class VisitSettleEndpoints
{
    internal static void MapVisitSettling(this IEndpointRouteBuilder visit)
    {
        visit.MapPost("/preview", Preview).WithName("PreviewVisit")
            .AllowedTo(AccessScope.Facility, Role.Hospital, Role.Pharmacy)
            .WithSummary("预结算（分病种） · What settling all open parts now would give, each after those before it; stores nothing")
            .ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        visit.MapPut("/settlement", Settle).WithName("SettleVisit").Validate<SettleVisitRequest>()
            .AllowedTo(AccessScope.Facility, Role.Hospital, Role.Pharmacy)
            .WithSummary("结算（分病种） · Settles every open part of a visit under a number of its own, all or none; a retry returns the first answer")
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
    }

    private static async Task<Results<Ok<VisitPreviewAnswer>, ProblemHttpResult>> Preview(
        string facilityCode, string visitNo, PreviewVisitRequest request,
        SettlementStore store, SettlementDbContext db, ReferenceSnapshot reference, TimeProvider clock, CancellationToken cancellation)
    {
        var facility = FacilityCode.Parse(facilityCode);
        if (await db.FindVisitAsync(facility, visitNo, cancellation) is not var (visit, all))
            return VisitProblems.VisitNotFound.ToResult(visitNo);
        var parts = all.Where(p => p.State == EncounterState.Open).ToList();
        if (parts.Count == 0)
            return EncounterStep.Closed(all[^1].State, all[^1].EncounterNo)!;

        var answers = new List<PreviewAnswer>();
        var before = default(SettledBefore?);
        var settled = new List<EncounterId>();
        foreach (var (index, part) in parts.Index())
        {
            var query = QueryOf(visit, part.EncounterNo, request.UsePersonalAccount);
            var found = (await store.ReadAsync(query, cancellation)).Found;
            if (SettleEndpoints.Obstacle(found, query, visit.StartedOn, reference, clock) is { } obstacle)
                return VisitParts.Named(obstacle, index, part.EncounterNo);
            var reads = before is { } earlier ? earlier.SeenBy(found!) : found!;
            if (reads.HasDeclaredLines && HeldLines.Problem(
                reads, reference.Facilities.Find(facility)!, reference, await store.DeclaredAsync(facility, reads, cancellation, settled), reads.Lines) is { } held)
                return VisitParts.Named(held, index, part.EncounterNo);

            var claim = reads.ToClaim(reference.Facilities.Find(facility)!, visit.StartedOn, request.UsePersonalAccount, reference);
            var outcome = SettlementCalculator.Settle(claim);
            if (outcome is Refused refused)
                return VisitParts.Named(refused.ToRefusal().ToResult(), index, part.EncounterNo);
            var statement = ((Settled)outcome).Statement;
            answers.Add(PreviewAnswer.From(
                part.EncounterNo, claim, statement, request.Explain ? WhyNotMore.Of(claim) : null, Warnings.Of(reads, reference)));
            settled.Add(reads.EncounterId);
            before = SettledBefore.After(reads, statement, visit.StartedOn.Year);
        }
        return TypedResults.Ok(new VisitPreviewAnswer(visitNo, VisitTotalsAnswer.Of(answers.Select(a => a.Amounts)), answers));
    }

    private static async Task<Results<Ok<VisitSettlementAnswer>, ProblemHttpResult>> Settle(
        string facilityCode, string visitNo, SettleVisitRequest request, HttpContext context,
        SettlementStore store, IDbContextFactory<SettlementDbContext> tables, ReferenceSnapshot reference,
        ILogger<SettlementStore> log, TimeProvider clock, CancellationToken cancellation)
    {
        var facility = FacilityCode.Parse(facilityCode);
        var (found, problem) = await StepsAsync(tables, facility, visitNo, request, context, cancellation);
        if (problem is not null)
            return problem;
        var (visit, all, steps) = found!.Value;
        var answers = new List<SettlementAnswer>();
        var earlier = new List<(EarlierTransaction Earlier, Step Step)>();
        await using (var session = await store.OpenAsync(
            facility, steps.Select(s => s.Numbered.No), visit.PersonId, all.Select(e => e.EncounterId), cancellation))
        {
            var kept = new List<SettlementRecord>();
            foreach (var step in steps)
            {
                var query = QueryOf(visit, step.Part.EncounterNo, request.UsePersonalAccount) with { TransactionNo = step.Numbered.No };
                var reads = await session.ReadAsync(query, cancellation);
                if (reads.Earlier is { } used)
                {
                    if (!used.RequestHash.AsSpan().SequenceEqual(step.Numbered.Hash))
                        return ProblemKind.NumberReused.ToResult(step.Numbered.No, $"/parts/{step.Index}/transactionNo");
                    earlier.Add((used, step));
                    continue;
                }
                var obstacle = SettleEndpoints.Obstacle(reads.Found, query, visit.StartedOn, reference, clock)
                    ?? await session.HeldAsync(reads.Found!, facility, reference, cancellation);
                if (obstacle is not null)
                    return VisitParts.Named(obstacle, step.Index, step.Part.EncounterNo);
                var (record, statement, refused) = SettleEndpoints.Compute(
                    reads.Found!, step.Numbered, visit.StartedOn, request.UsePersonalAccount, reference, clock);
                if (refused is not null)
                    return VisitParts.Named(refused.ToRefusal().ToResult(), step.Index, step.Part.EncounterNo);
                await session.WriteAsync(record!, statement!.Lines, cancellation);
                kept.Add(record!);
                answers.Add(SettlementAnswer.From(record!, step.Part.EncounterNo, statement.FeeCategories()));
            }
            if (earlier.Count > 0 && kept.Count > 0) // some of the numbers are new: this is no retry
                return ProblemKind.NumberReused.ToResult(
                    string.Join(", ", earlier.Select(e => e.Step.Numbered.No)), $"/parts/{earlier[0].Step.Index}/transactionNo");
            if (kept.Count > 0 && await OpenPartAsync(session, visit, cancellation) is { } left)
                return VisitProblems.VisitPartsDiffer.ToResult(left, "/parts");
            await session.CommitAsync(cancellation);
            kept.ForEach(log.Kept);
        }
        foreach (var (used, step) in earlier)
        {
            await using var db = await tables.CreateDbContextAsync(cancellation);
            if ((await db.AnswerEarlierAsync(used, step.Numbered, context, cancellation)).Result is Ok<SettlementAnswer> { Value: { } answer })
                answers.Add(answer);
        }
        return TypedResults.Ok(new VisitSettlementAnswer(visitNo, VisitTotalsAnswer.Of(answers.Select(a => a.Amounts)), answers));
    }

    /// <summary>What the call asks for, in the order in which it is settled.</summary>
    private static async Task<((VisitRecord Visit, List<EncounterRecord> All, List<Step> Steps)? Found, ProblemHttpResult? Problem)> StepsAsync(
        IDbContextFactory<SettlementDbContext> tables, FacilityCode facility, string visitNo, SettleVisitRequest request, HttpContext context,
        CancellationToken cancellation)
    {
        await using var db = await tables.CreateDbContextAsync(cancellation); // its connection goes back before another is asked for
        if (await db.FindVisitAsync(facility, visitNo, cancellation) is not var (visit, all))
            return (null, VisitProblems.VisitNotFound.ToResult(visitNo));
        var steps = new List<Step>();
        foreach (var (index, part) in request.Parts.Index())
        {
            if (all.SingleOrDefault(e => e.EncounterNo == part.EncounterNo) is not { } encounter)
                return (null, VisitProblems.VisitPartsDiffer.ToResult(part.EncounterNo, $"/parts/{index}/encounterNo"));
            // As if sent alone, so that either form is a retry of the other.
            var hash = Wire.Hash(new SettleRequest(part.EncounterNo, visit.StartedOn, request.UsePersonalAccount));
            steps.Add(new(index, encounter, new(facility, part.TransactionNo, hash, context.Caller().Subject)));
        }
        return ((visit, all, [.. steps.OrderBy(s => all.IndexOf(s.Part))]), null);
    }

    /// <summary>A part that would be left open; null where none is.</summary>
    private static async Task<string?> OpenPartAsync(SettlementSession session, VisitRecord visit, CancellationToken cancellation)
    {
        await using var db = await session.TablesAsync(cancellation);
        return await db.Encounters
            .Where(e => e.PersonId == visit.PersonId && e.VisitId == visit.VisitId && e.State == EncounterState.Open)
            .Select(e => e.EncounterNo).FirstOrDefaultAsync(cancellation);
    }

    private static SettlementQuery QueryOf(VisitRecord visit, string encounterNo, bool usesPersonalAccount) =>
        new(visit.FacilityCode, encounterNo, new((short)visit.StartedOn.Year)) { UsesPersonalAccount = usesPersonalAccount };

    /// <param name="Index">Place in the body.</param>
    private sealed record Step(int Index, EncounterRecord Part, NumberedRequest Numbered);

    /// <summary>Accounts as they would stand after the parts before.</summary>
    private readonly record struct SettledBefore(IReadOnlyDictionary<int, AccountReads> Accounts, Money Balance)
    {
        internal EncounterReads SeenBy(EncounterReads part) => part with { Accounts = Accounts, PersonalAccountBalance = Balance };

        internal static SettledBefore After(EncounterReads part, SettlementStatement statement, int year) => new(
            new Dictionary<int, AccountReads>(part.Accounts)
            {
                [year] = part.AccountOf(year) with { Account = part.AccountOf(year).Account.With(statement.AccountChange) },
            },
            part.PersonalAccountBalance - statement.Amounts.PersonalAccount);
    }
}
