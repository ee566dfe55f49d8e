using Microsoft.EntityFrameworkCore;
using Settlement.Domain;
using Settlement.Persistence.Encounters;

namespace Settlement.Persistence.SpecialDrugs;

public static class SpecialDrugQueries
{
    /// <summary>The prescription that a hospital recorded under its number; null for none.</summary>
    public static Task<SpecialDrugPrescriptionRecord?> FindPrescriptionAsync(
        this SettlementDbContext db, FacilityCode hospital, string prescriptionNo, CancellationToken cancellation) =>
        db.SpecialDrugPrescriptions.AsNoTracking()
            .SingleOrDefaultAsync(p => p.Hospital == hospital && p.PrescriptionNo == prescriptionNo, cancellation);

    /// <summary>The prescription on which an encounter buys a special drug; null for every other service.</summary>
    public static async Task<SpecialDrugPrescriptionRecord?> FindPrescriptionOfAsync(
        this SettlementDbContext db, EncounterRecord encounter, CancellationToken cancellation) =>
        encounter.PrescriptionId is { } id
            ? await db.SpecialDrugPrescriptions.AsNoTracking().SingleAsync(p => p.PersonId == encounter.PersonId && p.PrescriptionId == id, cancellation)
            : null;

    /// <summary>The entry of a province's list that holds a drug on a day; null for none. The database keeps two apart.</summary>
    public static Task<SpecialDrugRecord?> FindListingAsync(
        this SettlementDbContext db, RegionCode province, string drugCode, DateOnly day, CancellationToken cancellation) =>
        db.SpecialDrugs.AsNoTracking().SingleOrDefaultAsync(
            d => d.Province == province && d.DrugCode == drugCode && d.ValidFrom <= day && (d.ValidThrough == null || d.ValidThrough >= day)
                && d.WithdrawnAt == null, cancellation);

    /// <summary>The approval of a drug that holds on a day; null for none. The database keeps two apart.</summary>
    public static Task<SpecialDrugApprovalRecord?> FindApprovalAsync(
        this SettlementDbContext db, PersonId person, string drugCode, DateOnly day, CancellationToken cancellation) =>
        db.SpecialDrugApprovals.AsNoTracking().SingleOrDefaultAsync(
            a => a.PersonId == person && a.DrugCode == drugCode && a.ValidFrom <= day
                && (a.ValidThrough == null || a.ValidThrough >= day) && (a.RevokedFrom == null || a.RevokedFrom > day), cancellation);
}
