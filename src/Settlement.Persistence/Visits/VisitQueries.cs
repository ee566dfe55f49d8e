using Microsoft.EntityFrameworkCore;
using Settlement.Domain;
using Settlement.Persistence.Encounters;

namespace Settlement.Persistence.Visits;

public static class VisitQueries
{
    /// <summary>
    /// The facility's visit of this number with its parts in the order in which they are settled; null where there is none.
    /// </summary>
    public static async Task<(VisitRecord Visit, List<EncounterRecord> Parts)?> FindVisitAsync(
        this SettlementDbContext db, FacilityCode facility, string visitNo, CancellationToken cancellation)
    {
        var visit = await db.Visits.AsNoTracking()
            .SingleOrDefaultAsync(v => v.FacilityCode == facility && v.VisitNo == visitNo, cancellation);
        if (visit is null)
            return null;
        var parts = await db.Encounters.AsNoTracking()
            .Where(e => e.PersonId == visit.PersonId && e.VisitId == visit.VisitId).ToListAsync(cancellation);
        return (visit, parts.InOrder());
    }

    /// <summary>各病种在前，普通门诊在后: by disease code, what belongs to no disease last.</summary>
    public static List<EncounterRecord> InOrder(this IEnumerable<EncounterRecord> parts) =>
        [.. parts.OrderBy(p => p.DiseaseCode is null).ThenBy(p => p.DiseaseCode, StringComparer.Ordinal)];
}
