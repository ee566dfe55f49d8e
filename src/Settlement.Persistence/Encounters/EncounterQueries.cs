using Microsoft.EntityFrameworkCore;
using Settlement.Domain;

namespace Settlement.Persistence.Encounters;

public static class EncounterQueries
{
    /// <summary>The facility's encounter of this number; null where there is none.</summary>
    public static Task<EncounterRecord?> FindEncounterAsync(
        this SettlementDbContext db, FacilityCode facility, string encounterNo, CancellationToken cancellation) =>
        db.Encounters.AsNoTracking().SingleOrDefaultAsync(e => e.FacilityCode == facility && e.EncounterNo == encounterNo, cancellation);

    /// <summary>Whether ICD-10 医保版 2.0 has the code.</summary>
    public static Task<bool> IsDiagnosisAsync(this SettlementDbContext db, string code, CancellationToken cancellation) =>
        db.Database.SqlQuery<bool>($"SELECT EXISTS (SELECT FROM diagnosis WHERE code = {code}) AS \"Value\"").SingleAsync(cancellation);
}
