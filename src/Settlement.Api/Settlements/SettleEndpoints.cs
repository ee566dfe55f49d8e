using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Chronic;
using Settlement.Api.Encounters;
using Settlement.Api.Http;
using Settlement.Domain;
using Settlement.Domain.Encounters;
using Settlement.Domain.Settlements;
using Settlement.Persistence;
using Settlement.Persistence.Settlements;
using Settlement.Persistence.Snapshots;
using Settlement.Persistence.SpecialDrugs;
using static Settlement.Domain.Settlements.SettlementOutcome;

namespace Settlement.Api.Settlements;

/// <summary>预结算 and 结算: read, decide, write.</summary>
internal static class SettleEndpoints
{
    internal static void MapSettle(this IEndpointRouteBuilder facility)
    {
        facility.MapPost("/encounters/{encounterNo}/preview", Preview).WithName("PreviewSettlement").Validate<PreviewRequest>()
            .AllowedTo(AccessScope.Facility, Role.Hospital, Role.Pharmacy)
            .WithSummary("预结算 · What a settlement made now would give; stores nothing")
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        facility.MapPut("/settlements/{transactionNo}", Settle).WithName("Settle").Validate<SettleRequest>()
            .AllowedTo(AccessScope.Facility, Role.Hospital, Role.Pharmacy)
            .WithSummary("结算 · Settles an encounter under the facility's own transaction number; a retry returns the first answer")
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
    }

    private static async Task<Results<Ok<PreviewAnswer>, ProblemHttpResult>> Preview(
        string facilityCode, string encounterNo, PreviewRequest request,
        SettlementStore store, ReferenceSnapshot reference, TimeProvider clock, CancellationToken cancellation)
    {
        var facility = FacilityCode.Parse(facilityCode);
        var query = new SettlementQuery(facility, encounterNo, new((short)request.EndedOn.Year)) { UsesPersonalAccount = request.UsePersonalAccount };
        var reads = await store.ReadAsync(query, cancellation);
        if (Obstacle(reads.Found, query, request.EndedOn, reference, clock) is { } obstacle)
            return obstacle;
        if (reads.Found!.HasDeclaredLines && HeldLines.Problem(
            reads.Found, reference.Facilities.Find(facility)!, reference,
            await store.DeclaredAsync(facility, reads.Found, cancellation), reads.Found.Lines) is { } held)
            return held;

        var claim = reads.Found!.ToClaim(reference.Facilities.Find(facility)!, request.EndedOn, request.UsePersonalAccount, reference);
        var outcome = SettlementCalculator.Settle(claim);
        return outcome is Refused refused
            ? refused.ToRefusal().ToResult()
            : TypedResults.Ok(PreviewAnswer.From(
                encounterNo, claim, ((Settled)outcome).Statement, request.Explain ? WhyNotMore.Of(claim) : null, Warnings.Of(reads.Found, reference)));
    }

    private static async Task<Results<Ok<SettlementAnswer>, ProblemHttpResult>> Settle(
        string facilityCode, string transactionNo, SettleRequest request, HttpContext context,
        SettlementStore store, IDbContextFactory<SettlementDbContext> tables, ReferenceSnapshot reference,
        ILogger<SettlementStore> log, TimeProvider clock, CancellationToken cancellation)
    {
        if (!FieldForm.IsNumber(transactionNo))
            return ProblemKind.InvalidRequest.ToResult(transactionNo, "/transactionNo");
        var numbered = new NumberedRequest(
            FacilityCode.Parse(facilityCode), transactionNo, Wire.Hash(request), context.Caller().Subject);
        var query = new SettlementQuery(numbered.Facility, request.EncounterNo, new((short)request.EndedOn.Year))
        {
            TransactionNo = transactionNo,
            UsesPersonalAccount = request.UsePersonalAccount,
        };

        var (session, reads) = await store.OpenAsync(query, cancellation);
        await using var closing = session;
        if (reads.Earlier is { } earlier)
        {
            await session.DisposeAsync(); // its connection goes back before another is asked for
            await using var db = await tables.CreateDbContextAsync(cancellation);
            return await db.AnswerEarlierAsync(earlier, numbered, context, cancellation);
        }
        if (Obstacle(reads.Found, query, request.EndedOn, reference, clock) is { } obstacle)
            return obstacle;
        if (await session.HeldAsync(reads.Found!, numbered.Facility, reference, cancellation) is { } held)
            return held;

        var (record, statement, refused) = Compute(reads.Found!, numbered, request.EndedOn, request.UsePersonalAccount, reference, clock);
        if (refused is not null)
            return refused.ToRefusal().ToResult();
        try
        {
            await session.KeepAsync(record!, statement!.Lines, cancellation);
        }
        catch (PostgresException e) when (e.ConstraintName == SpecialDrugUseRecord.KeyName) // somebody else used the prescription meanwhile
        {
            return SettlementProblems.OfRefusal[RefusalCode.PrescriptionUsed].ToResult();
        }
        log.Kept(record!);
        return TypedResults.Ok(SettlementAnswer.From(record!, request.EncounterNo, statement.FeeCategories()));
    }

    /// <summary>What was declared for a disease and may not be settled as ordinary care; asked only of an encounter that is marked.</summary>
    internal static async Task<ProblemHttpResult?> HeldAsync(
        this SettlementSession session, EncounterReads encounter, FacilityCode facility, ReferenceSnapshot reference, CancellationToken cancellation) =>
        encounter.HasDeclaredLines
            ? HeldLines.Problem(
                encounter, reference.Facilities.Find(facility)!, reference, await session.DeclaredAsync(facility, encounter, cancellation), encounter.Lines)
            : null;

    /// <returns>The record with its statement, or the refusal.</returns>
    internal static (SettlementRecord? Record, SettlementStatement? Statement, Refused? Refused) Compute(
        EncounterReads encounter, NumberedRequest numbered, DateOnly endedOn, bool usePersonalAccount, ReferenceSnapshot reference, TimeProvider clock)
    {
        var claim = encounter.ToClaim(reference.Facilities.Find(numbered.Facility)!, endedOn, usePersonalAccount, reference);
        return SettlementCalculator.Settle(claim) switch
        {
            Settled(var statement) => (SettlementRecord.Of(numbered, encounter, claim, statement, clock.Now()), statement, null),
            Refused refused => (null, null, refused),
            var other => throw new NotSupportedException(other.GetType().Name),
        };
    }

    /// <summary>What stands in the way before the rules are asked; null where nothing does.</summary>
    internal static ProblemHttpResult? Obstacle(
        EncounterReads? encounter, SettlementQuery query, DateOnly endedOn, ReferenceSnapshot reference, TimeProvider clock)
    {
        if (encounter is null || reference.Facilities.Find(query.Facility) is null)
            return EncounterProblems.EncounterNotFound.ToResult(query.EncounterNo, "/encounterNo");
        if (EncounterStep.Closed(encounter.State, query.EncounterNo) is { } closed)
            return closed;
        if (EncounterEnd.Fault(encounter.Benefit.Service, encounter.StartedOn, encounter.DischargedOn, endedOn, clock.Today()) is { } fault)
            return fault;
        if (encounter is { Trauma: Trauma.WithoutThirdParty, HasTraumaStatement: false })
            return SettlementProblems.TraumaStatementMissing.ToResult(query.EncounterNo);
        return encounter.ContinuesOpenPart ? SettlementProblems.EarlierPartOpen.ToResult(query.EncounterNo) : null;
    }
}
