using Microsoft.EntityFrameworkCore;
using Settlement.Api.Calls;
using Settlement.Domain;
using Settlement.Domain.SpecialDrugs;
using Settlement.Persistence;
using Settlement.Persistence.SpecialDrugs;

namespace Settlement.Api.SpecialDrugs;

/// <summary>列入特药目录: puts a drug on the list of an insured province, under the province's own number.</summary>
internal sealed class ListSpecialDrug(SettlementDbContext db, NumberedCall numbered)
{
    internal async Task<Outcome<SpecialDrugAnswer>> RunAsync(RegionCode province, string listingNo, ListSpecialDrugRequest request, Call call)
    {
        var number = new CallNumber(ListingSteps.LockOf(province), listingNo, "listingNo", Wire.Hash(request));
        if (number.Fault is { } fault)
            return fault;
        if (province.Province != province)
            return SpecialDrugProblems.SpecialDrugProvince.Refuse(province.Value);
        return await numbered.OnceAsync(
            number,
            () => db.SpecialDrugs.SingleOrDefaultAsync(d => d.Province == province && d.ListingNo == listingNo, call.Cancellation),
            () => ListAsync(province, number, request, call),
            drug => Task.FromResult(SpecialDrugAnswer.From(drug)),
            call.Cancellation);
    }

    private async Task<Outcome<SpecialDrugRecord>> ListAsync(RegionCode province, CallNumber number, ListSpecialDrugRequest request, Call call)
    {
        var listed = await db.SpecialDrugs.AsNoTracking().Where(d => d.Province == province && d.DrugCode == request.DrugCode && d.WithdrawnAt == null)
            .Select(d => new { d.ValidFrom, d.ValidThrough }).ToListAsync(call.Cancellation);
        if (!SpecialDrugListDays.MayBegin(request.ValidFrom, call.Today, listed.Select(d => new DateRange(d.ValidFrom, d.ValidThrough))))
            return ProblemKind.DateNotPossible.Refuse($"{request.ValidFrom:O}", "/validFrom");
        var drug = new SpecialDrugRecord
        {
            Province = province,
            ListingNo = number.No,
            DrugCode = request.DrugCode,
            ValidFrom = request.ValidFrom,
            ValidThrough = request.ValidThrough,
            RatioPercent = request.RatioPercent,
            YearlyCeiling = request.YearlyCeiling,
            Basis = request.Basis,
            RequestHash = number.Hash,
            ListedBy = call.By,
            ListedAt = call.Now,
        };
        db.Add(drug);
        var overlap = await db.SaveUnlessAsync(
            constraint => constraint == SpecialDrugRecord.OverlapName ? SpecialDrugProblems.SpecialDrugOverlaps.Refuse(request.DrugCode) : null,
            call.Cancellation);
        return overlap is null ? drug : overlap;
    }
}
