using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain;
using Settlement.Domain.Reconciliations;
using Settlement.Persistence;
using Settlement.Persistence.Numbers;
using Settlement.Persistence.Reconciliations;
using Settlement.Persistence.Snapshots;

namespace Settlement.Api.Reconciliations;

/// <summary>日对账与单边账 (R1.14.11, R1.14.12): a facility's books of a day beside what is stored here. It changes no settlement.</summary>
internal static class ReconciliationEndpoints
{
    internal static void MapReconciliations(this IEndpointRouteBuilder routes)
    {
        var facility = routes.MapGroup("/facilities/{facilityCode}").WithTags("Reconciliations 对账");
        facility.MapPut("/reconciliations/{reconciliationNo}", Reconcile).WithName("Reconcile").Validate<ReconcileRequest>()
            .AllowedTo(AccessScope.Facility, Role.Hospital, Role.Pharmacy)
            .WithSummary("对账 · Compares a day with the facility's books, under the facility's own number; a retry returns the first answer")
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        facility.MapGet("/reconciliations/{reconciliationNo}", Read).WithName("ReadReconciliation").ProducesProblem(404)
            .AllowedTo(AccessScope.Facility, Role.Hospital, Role.Pharmacy)
            .WithSummary("对账结果查询 · One reconciliation, as it was when it was made");
        facility.MapGet("/reconciliations", List).WithName("ListReconciliations").ProducesProblem(400)
            .AllowedTo(AccessScope.Facility, Role.Hospital, Role.Pharmacy)
            .WithSummary("对账列表 · The facility's reconciliations, page by page");
        facility.MapSettlementDays();
    }

    private static async Task<Results<Ok<ReconciliationAnswer>, ProblemHttpResult>> Reconcile(
        string facilityCode, string reconciliationNo, ReconcileRequest request, HttpContext context,
        SettlementDbContext db, ReferenceSnapshot reference, TimeProvider clock, CancellationToken cancellation)
    {
        if (!FieldForm.IsNumber(reconciliationNo))
            return ProblemKind.InvalidRequest.ToResult(reconciliationNo, "/reconciliationNo");
        var facility = FacilityCode.Parse(facilityCode);
        if (reference.Facilities.Find(facility) is null)
            return ProblemKind.NotFound.ToResult(facilityCode, "/facilityCode");
        var hash = Wire.Hash(request);

        await using var transaction = await db.LockNumberAsync($"reconciliation/{facility}", reconciliationNo, cancellation);
        if (await FindAsync(db, facility, reconciliationNo, cancellation) is { } earlier)
        {
            if (!earlier.RequestHash.AsSpan().SequenceEqual(hash))
                return ProblemKind.NumberReused.ToResult(reconciliationNo);
            context.MarkReplayed();
            return TypedResults.Ok(ReconciliationAnswer.From(earlier));
        }
        if (request.Day > clock.Today())
            return ProblemKind.DateNotPossible.ToResult($"{request.Day:O} > {clock.Today():O}", "/day");

        var books = request.ToBooks();
        var report = Reconciliation.Of(
            books, await db.BookedAsync(facility, request.Day, books.Details?.Keys ?? [], cancellation));
        var record = new ReconciliationRecord
        {
            FacilityCode = facility,
            ReconciliationNo = reconciliationNo,
            Day = request.Day,
            RequestHash = hash,
            Agrees = report.Agrees(),
            Report = report,
            MadeBy = context.Caller().Subject,
            MadeAt = clock.Now(),
        };
        db.Add(record);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return TypedResults.Ok(ReconciliationAnswer.From(record));
    }

    private static async Task<Results<Ok<ReconciliationAnswer>, ProblemHttpResult>> Read(
        string facilityCode, string reconciliationNo, SettlementDbContext db, CancellationToken cancellation) =>
        await FindAsync(db, FacilityCode.Parse(facilityCode), reconciliationNo, cancellation) is { } record
            ? TypedResults.Ok(ReconciliationAnswer.From(record))
            : ProblemKind.NotFound.ToResult(reconciliationNo);

    /// <param name="from">First day compared.</param>
    /// <param name="to">Last day compared, included.</param>
    /// <param name="agrees">Only those that agree, or only those that do not.</param>
    /// <param name="after">The <c>next</c> of the page before.</param>
    /// <param name="limit">1 to 200.</param>
    private static async Task<Results<Ok<ReconciliationPage>, ProblemHttpResult>> List(
        string facilityCode, SettlementDbContext db, CancellationToken cancellation,
        DateOnly? from = null, DateOnly? to = null, bool? agrees = null, string? after = null, int limit = 50)
    {
        if (limit is < 1 or > 200)
            return ProblemKind.InvalidRequest.ToResult($"{limit}", "/limit");
        var facility = FacilityCode.Parse(facilityCode);
        var query = db.Reconciliations.AsNoTracking().Where(r => r.FacilityCode == facility
            && (from == null || r.Day >= from) && (to == null || r.Day <= to) && (agrees == null || r.Agrees == agrees));
        if (after is not null)
            query = query.Where(r => string.Compare(r.ReconciliationNo, after) > 0);

        var rows = await query.OrderBy(r => r.ReconciliationNo).Take(limit + 1)
            .Select(r => new { r.ReconciliationNo, r.Day, r.Agrees, r.MadeAt }).ToListAsync(cancellation);
        return TypedResults.Ok(new ReconciliationPage(
            [.. rows.Take(limit).Select(r => new ReconciliationSummary(r.ReconciliationNo, r.Day, r.Agrees, r.MadeAt.InChina()))],
            rows.Count > limit ? rows[limit - 1].ReconciliationNo : null));
    }

    private static Task<ReconciliationRecord?> FindAsync(
        SettlementDbContext db, FacilityCode facility, string reconciliationNo, CancellationToken cancellation) =>
        db.Reconciliations.AsNoTracking().SingleOrDefaultAsync(
            r => r.FacilityCode == facility && r.ReconciliationNo == reconciliationNo, cancellation);
}
