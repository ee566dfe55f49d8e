using Settlement.Api.Calls;
using Settlement.Domain;
using Settlement.Domain.Reconciliations;
using Settlement.Persistence;
using Settlement.Persistence.Reconciliations;
using Settlement.Persistence.Snapshots;

namespace Settlement.Api.Reconciliations;

/// <summary>对账: compares a day with the facility's books and keeps what was found.</summary>
internal sealed class Reconcile(SettlementDbContext db, NumberedCall numbered, ReferenceSnapshot reference)
{
    internal Task<Outcome<ReconciliationAnswer>> RunAsync(
        FacilityCode facility, string reconciliationNo, ReconcileRequest request, Call call)
    {
        var number = new CallNumber($"reconciliation/{facility}", reconciliationNo, "reconciliationNo", Wire.Hash(request));
        return numbered.OnceAsync(
            number,
            () => db.FindReconciliationAsync(facility, reconciliationNo, call.Cancellation),
            () => MakeAsync(facility, number, request, call),
            record => Task.FromResult(ReconciliationAnswer.From(record)),
            call.Cancellation);
    }

    private async Task<Outcome<ReconciliationRecord>> MakeAsync(
        FacilityCode facility, CallNumber number, ReconcileRequest request, Call call)
    {
        if (reference.Facilities.Find(facility) is null)
            return ProblemKind.NotFound.Refuse(facility.Value, "/facilityCode");
        if (request.Day > call.Today)
            return ProblemKind.DateNotPossible.Refuse($"{request.Day:O} > {call.Today:O}", "/day");

        var books = request.ToBooks();
        var report = Reconciliation.Of(books, await db.BookedAsync(facility, request.Day, books.Details?.Keys ?? [], call.Cancellation));
        var record = new ReconciliationRecord
        {
            FacilityCode = facility,
            ReconciliationNo = number.No,
            Day = request.Day,
            RequestHash = number.Hash,
            Agrees = report.Agrees(),
            Report = report,
            MadeBy = call.By,
            MadeAt = call.Now,
        };
        db.Add(record);
        return record;
    }
}
