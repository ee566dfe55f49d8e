using System.Collections.Frozen;
using Npgsql;
using Settlement.Domain;
using Settlement.Domain.Calendars;
using Settlement.Domain.Catalogs;
using Settlement.Domain.Chronic;
using Settlement.Domain.Facilities;
using Settlement.Domain.Policies;
using Settlement.Persistence.Policies;

namespace Settlement.Persistence.Snapshots;

/// <summary>Reads the snapshot from the database.</summary>
public static class ReferenceSnapshotLoader
{
    public static async Task<ReferenceSnapshot> LoadAsync(NpgsqlDataSource source, CancellationToken cancellation)
    {
        var texts = new SharedTexts();
        var entries = await Rows(source,
            $"SELECT {CatalogEntryRows.Columns} FROM catalog_entry WHERE superseded_at IS NULL", row => CatalogEntryRows.Of(row, texts), cancellation);
        var policies = await Rows(source,
            "SELECT policy_version, document::text FROM policy_version WHERE state = 'Published'",
            row => Policy(row.GetString(0), row.GetString(1)), cancellation);
        var facilities = await Facilities(source, cancellation);
        var regions = await Rows(source,
            "SELECT code, name, level, usable FROM region",
            row => new Region(RegionCode.Parse(row.GetString(0)), row.GetString(1), row.GetInt16(2), row.GetBoolean(3)), cancellation);
        var diseases = await Rows(source,
            "SELECT code, supported_from FROM chronic_disease WHERE supported_from IS NOT NULL",
            row => (Code: row.GetString(0), Supported: new DateRange(row.GetFieldValue<DateOnly>(1), last: null)), cancellation);
        var relevance = await Rows(source,
            "SELECT owner, disease_code, kind, prefix, valid_from, valid_through FROM chronic_relevance",
            row => new Relevance(
                RegionCode.TryParse(row.GetString(0), out var owner) ? owner : RelevanceList.National,
                row.GetString(1), Enum.Parse<RelevanceKind>(row.GetString(2)), row.GetString(3), Range(row, 4)), cancellation);
        var days = await Rows(source,
            "SELECT day, kind = 'workday' FROM calendar_day",
            row => (Day: row.GetFieldValue<DateOnly>(0), Works: row.GetBoolean(1)), cancellation);
        return new(
            new Catalog(entries), new PolicyBook(policies),
            facilities.ToFrozenDictionary(f => f.Code), regions.ToFrozenDictionary(r => r.Code),
            new ChronicDiseases(diseases.ToFrozenDictionary(d => d.Code, d => d.Supported)),
            new WorkingCalendar(days.ToFrozenDictionary(d => d.Day, d => d.Works)))
        {
            Relevance = new(relevance),
        };
    }

    /// <exception cref="InvalidDataException">The document is not of the form that this program reads.</exception>
    private static ReimbursementPolicy Policy(string version, string document)
    {
        try
        {
            return PolicyReader.Read(document);
        }
        catch (PolicyDocumentException e)
        {
            throw new InvalidDataException($"The published policy {version} cannot be read: {e.Faults[0]}. "
                + "Publish it anew in the form of docs/policy-format.md, or start on a fresh database.", e);
        }
    }

    private static async Task<IEnumerable<DesignatedFacility>> Facilities(NpgsqlDataSource source, CancellationToken cancellation)
    {
        var rows = await Rows(source,
            """
            SELECT f.facility_code, f.name, f.region, f.level, f.agreement_from, f.agreement_through, o.service, o.disease_code, o.open_from, o.open_through
            FROM facility f LEFT JOIN facility_opening o USING (facility_code)
            """,
            row => (
                Facility: new DesignatedFacility(
                    FacilityCode.Parse(row.GetString(0)), row.GetString(1), RegionCode.Parse(row.GetString(2)),
                    Enum.Parse<FacilityLevel>(row.GetString(3)), Range(row, 4), []),
                Opening: row.IsDBNull(6) ? null : OpeningOf(row)),
            cancellation);
        return rows.GroupBy(r => r.Facility.Code)
            .Select(g => g.First().Facility with { Openings = [.. g.Select(r => r.Opening).OfType<ServiceOpening>()] });
    }

    /// <summary>Null for chronic care without a disease, which opens none.</summary>
    private static ServiceOpening? OpeningOf(NpgsqlDataReader row)
    {
        var benefit = new Benefit(Enum.Parse<CareService>(row.GetString(6)), row.IsDBNull(7) ? null : row.GetString(7));
        return benefit is { Service: CareService.ChronicOutpatient, Disease: null } ? null : new(benefit, Range(row, 8));
    }

    private static DateRange Range(NpgsqlDataReader row, int first) =>
        new(row.GetFieldValue<DateOnly>(first), row.IsDBNull(first + 1) ? null : row.GetFieldValue<DateOnly>(first + 1));

    private static async Task<List<T>> Rows<T>(
        NpgsqlDataSource source, string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancellation)
    {
        await using var command = source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellation))
            rows.Add(read(reader));
        return rows;
    }
}
