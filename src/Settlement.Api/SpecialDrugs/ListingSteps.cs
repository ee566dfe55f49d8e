using Microsoft.EntityFrameworkCore;
using Settlement.Api.Calls;
using Settlement.Domain;
using Settlement.Domain.SpecialDrugs;
using Settlement.Persistence;
using Settlement.Persistence.Numbers;
using Settlement.Persistence.SpecialDrugs;

namespace Settlement.Api.SpecialDrugs;

/// <summary>How an entry of the 特药目录 ends: after a day, or, before it has begun, as if it had never been (R-DRG-01).</summary>
internal sealed class ListingSteps(SettlementDbContext db) : Steps<SpecialDrugRecord, SpecialDrugEventRecord, ListingStep, SpecialDrugAnswer>(db)
{
    /// <summary>Scope of the lock under which an entry is written; its number is the entry's.</summary>
    internal static string LockOf(RegionCode province) => $"special-drug/{province}";

    /// <summary>No step names a version.</summary>
    protected override ProblemKind VersionClash => NotPossible;

    protected override ProblemKind NotPossible => SpecialDrugProblems.SpecialDrugWithdrawn;

    /// <summary>An entry that has another last day is ended already, by a request with other content.</summary>
    protected override Refusal NotPossibleIn(SpecialDrugRecord record, ListingStep step, string no, string state) =>
        (record.State == ListingState.Ended ? ProblemKind.NumberReused : NotPossible).Refuse(no);

    internal Task<Outcome<SpecialDrugAnswer>> EndAsync(RegionCode province, string listingNo, EndSpecialDrugRequest request, Call call) =>
        TakeAsync(province, listingNo, new(ListingStep.End, Wire.Hash(request)), call, drug =>
        {
            if (!SpecialDrugListDays.MayEnd(drug.Days, request.LastDay, call.Today))
                return ProblemKind.DateNotPossible.Refuse($"{request.LastDay:O}", "/lastDay");
            drug.ValidThrough = request.LastDay;
            (drug.EndedBy, drug.EndedAt) = (call.By, call.Now);
            return null;
        });

    internal Task<Outcome<SpecialDrugAnswer>> WithdrawAsync(RegionCode province, string listingNo, WithdrawSpecialDrugRequest request, Call call) =>
        TakeAsync(province, listingNo, new(ListingStep.Withdraw, Wire.Hash(request), Note: request.Reason), call, drug =>
        {
            if (!SpecialDrugListDays.MayBeWithdrawn(drug.Days, call.Today))
                return SpecialDrugProblems.SpecialDrugBegun.Refuse($"{listingNo}, {drug.ValidFrom:O}");
            drug.WithdrawnReason = request.Reason;
            (drug.WithdrawnBy, drug.WithdrawnAt) = (call.By, call.Now);
            return null;
        });

    protected override IQueryable<SpecialDrugEventRecord> EventsOf(SpecialDrugRecord record) =>
        Db.SpecialDrugEvents.Where(e => e.Province == record.Province && e.ListingNo == record.ListingNo);

    protected override (bool IsPossible, string State) Standing(SpecialDrugRecord record, ListingStep step) =>
        (record.State.After(step) is not null, ExactEnumConverter.Name(record.State));

    /// <summary>The state is what the changed record says.</summary>
    protected override Task AdvanceAsync(SpecialDrugRecord record, ListingStep step, CancellationToken cancellation) => Task.CompletedTask;

    protected override SpecialDrugEventRecord EventOf(SpecialDrugRecord record, StepRequest<ListingStep> step, Call call) => new()
    {
        Province = record.Province,
        ListingNo = record.ListingNo,
        Version = record.Version,
        Step = step.Step,
        RequestHash = step.Hash,
        Note = step.Note,
        DoneBy = call.By,
        DoneAt = call.Now,
    };

    protected override Task<SpecialDrugAnswer> AnswerAsync(SpecialDrugRecord record, Call call) => Task.FromResult(SpecialDrugAnswer.From(record));

    private Task<Outcome<SpecialDrugAnswer>> TakeAsync(
        RegionCode province, string listingNo, StepRequest<ListingStep> step, Call call, Func<SpecialDrugRecord, Refusal?> change) =>
        TakeAsync(call, listingNo, () => FindAsync(province, listingNo, call.Cancellation), step, drug => Task.FromResult(change(drug)));

    private async Task<SpecialDrugRecord?> FindAsync(RegionCode province, string listingNo, CancellationToken cancellation)
    {
        await Db.LockNumbersAsync(LockOf(province), [listingNo], cancellation);
        return await Db.SpecialDrugs.SingleOrDefaultAsync(d => d.Province == province && d.ListingNo == listingNo, cancellation);
    }
}
