using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Api.Persons;
using Settlement.Domain;
using Settlement.Domain.Settlements;
using Settlement.Persistence;
using Settlement.Persistence.Settlements;

namespace Settlement.Api.Settlements;

/// <summary>What became of a number, for ever; and the same for the insured place.</summary>
internal static class SettlementReadEndpoints
{
    internal static void MapSettlementReads(this IEndpointRouteBuilder facility)
    {
        facility.MapGet("/settlements/{transactionNo}", Read).WithName("ReadSettlement").ProducesProblem(404)
            .AllowedTo(AccessScope.Facility, Role.Hospital, Role.Pharmacy)
            .WithSummary("结算查询 · What became of a transaction number, settlement or reversal, with its working");
        facility.MapGet("/settlements/{transactionNo}/lines", ReadLines).WithName("ReadSettlementLines").ProducesProblem(404)
            .AllowedTo(AccessScope.Facility, Role.Hospital, Role.Pharmacy)
            .WithSummary("结算明细 · The settled fee lines with their split");
    }

    internal static void MapRegionSettlements(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/regions/{regionCode}/settlements/{facilityCode}/{transactionNo}", ReadForRegion).WithTags("Settlements 结算")
            .WithName("ReadRegionSettlement").ProducesProblem(404)
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Finance, Role.Auditor)
            .WithSummary("参保地结算查询 · A settlement of a person insured here; the read is recorded");

    private static async Task<Results<Ok<SettlementAnswer>, ProblemHttpResult>> Read(
        string facilityCode, string transactionNo, SettlementDbContext db, CancellationToken cancellation)
    {
        if (await db.FindSettlementAsync(FacilityCode.Parse(facilityCode), transactionNo, cancellation) is not var (record, encounterNo))
            return ProblemKind.NotFound.ToResult(transactionNo);
        return TypedResults.Ok(await db.AnswerAsync(record, encounterNo, await db.ReversedByAsync(record, cancellation), cancellation));
    }

    private static async Task<Results<Ok<SettledLinesAnswer>, ProblemHttpResult>> ReadLines(
        string facilityCode, string transactionNo, SettlementDbContext db, CancellationToken cancellation)
    {
        if (await db.FindSettlementAsync(FacilityCode.Parse(facilityCode), transactionNo, cancellation) is not var (record, _))
            return ProblemKind.NotFound.ToResult(transactionNo);
        var lines = await db.LinesOfAsync(record, cancellation);
        return TypedResults.Ok(new SettledLinesAnswer(transactionNo, [.. lines.Select(SettledLineAnswer.From)]));
    }

    /// <param name="facilityCode">定点医药机构编号 of the treatment place.</param>
    private static async Task<Results<Ok<SettlementAnswer>, ProblemHttpResult>> ReadForRegion(
        string regionCode, string facilityCode, string transactionNo, HttpContext context,
        SettlementDbContext db, TimeProvider clock, CancellationToken cancellation)
    {
        if (!FacilityCode.TryParse(facilityCode, out var code)
            || await db.FindSettlementAsync(code, transactionNo, cancellation) is not var (record, encounterNo)
            || record.InsuredRegion != RegionCode.Parse(regionCode))
            return ProblemKind.NotFound.ToResult(transactionNo);
        await db.RecordReadsAsync(context, [record.PersonId], clock, cancellation);
        return TypedResults.Ok(await db.AnswerAsync(record, encounterNo, await db.ReversedByAsync(record, cancellation), cancellation));
    }

    /// <summary>The direct settlement that has this number, with the number of its encounter.</summary>
    internal static async Task<(SettlementRecord Record, string EncounterNo)?> FindSettlementAsync(
        this SettlementDbContext db, FacilityCode facility, string transactionNo, CancellationToken cancellation)
    {
        var found = await Joined(db).SingleOrDefaultAsync(
            s => s.Record.FacilityCode == facility && s.Record.TransactionNo == transactionNo && s.Record.Channel == SettlementChannel.Direct, cancellation);
        return found is null ? null : (found.Record, found.EncounterNo);
    }

    /// <summary>Answers a number that was used before: the first answer for the same content, a conflict for other content.</summary>
    internal static async Task<Results<Ok<SettlementAnswer>, ProblemHttpResult>> AnswerEarlierAsync(
        this SettlementDbContext db, EarlierTransaction earlier, NumberedRequest numbered, HttpContext context, CancellationToken cancellation)
    {
        if (!earlier.RequestHash.AsSpan().SequenceEqual(numbered.Hash))
            return ProblemKind.NumberReused.ToResult(numbered.No);
        var found = await Joined(db).SingleAsync(
            s => s.Record.PersonId == earlier.PersonId && s.Record.SettlementId == earlier.SettlementId, cancellation);
        context.MarkReplayed();
        return TypedResults.Ok(await db.AnswerAsync(found.Record, found.EncounterNo, reversedBy: null, cancellation));
    }

    private static async Task<SettlementAnswer> AnswerAsync(
        this SettlementDbContext db, SettlementRecord record, string encounterNo, SettlementId? reversedBy, CancellationToken cancellation) =>
        SettlementAnswer.From(record, encounterNo, await db.FeeCategoriesAsync(record, cancellation), reversedBy);

    private static async Task<SettlementId?> ReversedByAsync(
        this SettlementDbContext db, SettlementRecord record, CancellationToken cancellation)
    {
        var reversal = await db.Settlements.AsNoTracking()
            .Where(s => s.PersonId == record.PersonId && s.Reverses == record.SettlementId)
            .Select(s => new { s.SettlementId }).SingleOrDefaultAsync(cancellation);
        return reversal?.SettlementId;
    }

    private static IQueryable<SettlementOfEncounter> Joined(SettlementDbContext db) =>
        from record in db.Settlements.AsNoTracking().Include(s => s.EarlierYears.OrderBy(y => y.AccountYear))
        join encounter in db.Encounters
            on new { record.PersonId, record.EncounterId } equals new { encounter.PersonId, encounter.EncounterId }
        select new SettlementOfEncounter { Record = record, EncounterNo = encounter.EncounterNo };

    private sealed class SettlementOfEncounter
    {
        public required SettlementRecord Record { get; init; }

        public required string EncounterNo { get; init; }
    }
}
