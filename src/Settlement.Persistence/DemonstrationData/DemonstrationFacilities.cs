using Npgsql;
using Settlement.Persistence.ReferenceData;

namespace Settlement.Persistence.DemonstrationData;

/// <summary>The invented facilities; openings come only with a facility that was not there before.</summary>
internal static class DemonstrationFacilities
{
    internal static readonly VersionedPart Part =
        new("demonstration_facilities", () => DemonstrationFiles.HashOf("facilities.json"), InsertAsync);

    private static async Task<int> InsertAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var facilities = DemonstrationFiles.Facilities();
        foreach (var facility in facilities)
            await connection.ExecuteAsync(
                """
                with added as (
                    insert into facility (facility_code, name, kind, region, level, agreement_from, agreement_through, source)
                    values ($1, $2, $3, $4, $5, $6, $7::date, 'demonstration')
                    on conflict do nothing
                    returning facility_code)
                insert into facility_opening (facility_code, service, disease_code, open_from, open_through)
                select added.facility_code, opening.service, opening.disease_code, opening.open_from, opening.open_through
                from added cross join unnest($8::text[], $9::text[], $10::date[], $11::date[])
                    as opening (service, disease_code, open_from, open_through)
                """,
                cancellation, facility.Code, facility.Name, facility.Kind.ToString(), facility.Region, facility.Level.ToString(),
                facility.AgreementFrom, facility.AgreementThrough,
                facility.Openings.Select(o => o.Service.ToString()).ToArray(),
                facility.Openings.Select(o => o.DiseaseCode).ToArray(),
                facility.Openings.Select(o => o.From).ToArray(),
                facility.Openings.Select(o => o.Through).ToArray());
        return facilities.Count;
    }
}
