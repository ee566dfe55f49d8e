using Microsoft.AspNetCore.Http.HttpResults;
using Settlement.Api.Access;
using Settlement.Api.Http;
using Settlement.Domain;
using Settlement.Domain.Facilities;
using Settlement.Domain.Settlements;
using Settlement.Persistence;
using Settlement.Persistence.Encounters;
using Settlement.Persistence.Settlements;
using Settlement.Persistence.Snapshots;
using static Settlement.Domain.Settlements.SettlementOutcome;

namespace Settlement.Api.Settlements;

/// <summary>预结算 and 结算: read, decide, write.</summary>
internal static class SettleEndpoints
{
    internal static void MapSettle(this IEndpointRouteBuilder facility)
    {
        facility.MapPost("/encounters/{encounterNo}/preview", Preview).WithName("PreviewSettlement").Validate<PreviewRequest>()
            .WithSummary("预结算 · What a settlement made now would give; stores nothing")
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        facility.MapPut("/settlements/{transactionNo}", Settle).WithName("Settle").Validate<SettleRequest>()
            .WithSummary("结算 · Settles an encounter under the facility's own transaction number; a retry returns the first answer")
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
    }

    private static async Task<Results<Ok<PreviewAnswer>, ProblemHttpResult>> Preview(
        string facilityCode, string encounterNo, PreviewRequest request,
        SettlementStore store, ReferenceSnapshot reference, TimeProvider clock, CancellationToken cancellation)
    {
        var facility = FacilityCode.Parse(facilityCode);
        var reads = await store.ReadAsync(facility, encounterNo, new((short)request.EndedOn.Year), cancellation);
        if (Obstacle(reads.Found, encounterNo, facility, request.EndedOn, reference, clock) is { } obstacle)
            return obstacle;

        var claim = reads.Found!.ToClaim(reference.Facilities[facility], request.EndedOn, request.UsePersonalAccount, reference);
        var outcome = SettlementCalculator.Settle(claim);
        return outcome is Refused refused
            ? refused.ToResult()
            : TypedResults.Ok(PreviewAnswer.From(
                encounterNo, claim, ((Settled)outcome).Statement, request.Explain ? WhyNotMore.Of(claim) : null));
    }

    private static async Task<Results<Ok<SettlementAnswer>, ProblemHttpResult>> Settle(
        string facilityCode, string transactionNo, SettleRequest request, HttpContext context,
        SettlementStore store, SettlementDbContext db, ReferenceSnapshot reference,
        ILogger<SettlementStore> log, TimeProvider clock, CancellationToken cancellation)
    {
        if (!FieldRules.IsNumber(transactionNo))
            return ProblemKind.InvalidRequest.ToResult(transactionNo, "/transactionNo");
        var numbered = new NumberedRequest(
            FacilityCode.Parse(facilityCode), transactionNo, Wire.Hash(request), context.Caller().Subject);

        await using var session = await store.OpenAsync(
            numbered.Facility, request.EncounterNo, transactionNo, new((short)request.EndedOn.Year), cancellation);
        if (session.Reads.Earlier is { } earlier)
        {
            await session.DisposeAsync(); // its connection goes back before another is asked for
            return await db.AnswerEarlierAsync(earlier, numbered, context, cancellation);
        }
        if (Obstacle(session.Reads.Found, request.EncounterNo, numbered.Facility, request.EndedOn, reference, clock) is { } obstacle)
            return obstacle;

        var claim = session.Reads.Found!.ToClaim(
            reference.Facilities[numbered.Facility], request.EndedOn, request.UsePersonalAccount, reference);
        var outcome = SettlementCalculator.Settle(claim);
        if (outcome is Refused refused)
            return refused.ToResult();

        var statement = ((Settled)outcome).Statement;
        var record = SettlementRecord.Of(numbered, session.Reads.Found!, claim, statement, clock.Now());
        await session.KeepAsync(record, statement.Lines, cancellation);
        log.Kept(record);
        return TypedResults.Ok(SettlementAnswer.From(record, request.EncounterNo, statement.FeeCategories()));
    }

    /// <summary>What stands in the way before the rules are asked; null where nothing does.</summary>
    private static ProblemHttpResult? Obstacle(
        EncounterReads? encounter, string encounterNo, FacilityCode facility, DateOnly endedOn, ReferenceSnapshot reference, TimeProvider clock) =>
        encounter switch
        {
            null => ProblemKind.EncounterNotFound.ToResult(encounterNo, "/encounterNo"),
            _ when !reference.Facilities.ContainsKey(facility) => ProblemKind.EncounterNotFound.ToResult(encounterNo, "/encounterNo"),
            { State: EncounterState.Settled } => ProblemKind.EncounterSettled.ToResult(encounterNo),
            _ when endedOn < encounter.StartedOn => ProblemKind.DateNotPossible.ToResult($"{endedOn:O} < {encounter.StartedOn:O}", "/endedOn"),
            { Benefit.Service: not CareService.Inpatient } when endedOn != encounter.StartedOn =>
                ProblemKind.DateNotPossible.ToResult($"{endedOn:O} ≠ {encounter.StartedOn:O}", "/endedOn"),
            _ when endedOn > clock.Today() => ProblemKind.DateNotPossible.ToResult($"{endedOn:O} > {clock.Today():O}", "/endedOn"),
            _ => null,
        };
}
