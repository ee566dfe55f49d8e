using Settlement.Api.Calls;
using Settlement.Domain;
using Settlement.Persistence;
using Settlement.Persistence.Settlements;
using Settlement.Persistence.Snapshots;

namespace Settlement.Api.Settlements.Statement;

/// <summary>结算单 of a settlement or reversal, for its facility and for the insured place.</summary>
internal sealed class ReadStatement(SettlementDbContext db, ReadSettlement settlements, ReferenceSnapshot reference)
{
    internal async Task<Outcome<StatementContent>> RunAsync(FacilityCode facility, string transactionNo, Call call) =>
        await db.FindSettlementAsync(facility, transactionNo, call.Cancellation) is var (record, encounterNo)
            ? await StatementContent.LoadAsync(db, record, encounterNo, reference, call.Cancellation)
            : ProblemKind.NotFound.Refuse(transactionNo);

    internal async Task<Outcome<StatementContent>> RunForRegionAsync(
        RegionCode region, string facilityCode, string transactionNo, Call call) =>
        await settlements.FindForRegionAsync(region, facilityCode, transactionNo, call) is var (record, encounterNo)
            ? await StatementContent.LoadAsync(db, record, encounterNo, reference, call.Cancellation)
            : ProblemKind.NotFound.Refuse(transactionNo);
}
