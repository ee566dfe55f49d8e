using System.Collections.Frozen;
using Npgsql;
using Settlement.Domain;
using Settlement.Domain.Catalogs;
using Settlement.Domain.Chronic;
using Settlement.Domain.Facilities;
using Settlement.Domain.Persons;
using Settlement.Domain.Policies;
using Settlement.Persistence.Policies;

namespace Settlement.Persistence.Snapshots;

/// <summary>Reads the snapshot from the database.</summary>
public static class ReferenceSnapshotLoader
{
    public static async Task<ReferenceSnapshot> LoadAsync(NpgsqlDataSource source, CancellationToken cancellation)
    {
        var entries = await CatalogEntries(source, cancellation);
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
        return new(
            new Catalog(entries), new PolicyBook(policies),
            facilities.ToFrozenDictionary(f => f.Code), regions.ToFrozenDictionary(r => r.Code),
            new ChronicDiseases(diseases.ToFrozenDictionary(d => d.Code, d => d.Supported)));
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

    private static async Task<List<CatalogEntry>> CatalogEntries(NpgsqlDataSource source, CancellationToken cancellation)
    {
        var texts = new Dictionary<string, string>();
        string Shared(string text) => texts.TryGetValue(text, out var known) ? known : texts[text] = text;
        var restrictions = new Dictionary<PaymentRestriction, PaymentRestriction>();
        PaymentRestriction? SharedRestriction(PaymentRestriction? restriction) =>
            restriction is null ? null : restrictions.TryGetValue(restriction, out var known) ? known : restrictions[restriction] = restriction;

        return await Rows(source,
            """
            SELECT owner, item_code, name, kind, item_class, first_self_paid_ratio,
                   price_limit_community, price_limit_primary, price_limit_secondary, price_limit_tertiary,
                   fee_category, valid_from, valid_through, catalog_version,
                   payment_restriction, restriction_only_age, restriction_only_sex, restriction_from_level, restriction_only_care,
                   restriction_second_line, restriction_other_insurance, restriction_says_all
            FROM catalog_entry WHERE superseded_at IS NULL
            """,
            row => new CatalogEntry(
                RegionCode.TryParse(row.GetString(0), out var owner) ? owner : Catalog.National,
                Shared(row.GetString(1)),
                Shared(row.GetString(2)),
                Enum.Parse<ItemKind>(row.GetString(3)),
                Enum.Parse<ItemClass>(row.GetString(4)),
                Nullable(row, 5) is { } ratio ? Ratio.FromFraction(ratio) : null,
                PriceLimits(row),
                Shared(row.GetString(10)),
                SharedRestriction(Restriction(row, 14)),
                new(row.GetFieldValue<DateOnly>(11), row.IsDBNull(12) ? null : row.GetFieldValue<DateOnly>(12)),
                Shared(row.GetString(13))),
            cancellation);
    }

    /// <param name="first">Column of the text; the conditions follow it.</param>
    private static PaymentRestriction? Restriction(NpgsqlDataReader row, int first) => row.IsDBNull(first)
        ? null
        : new(row.GetString(first), SaysAll: row.GetBoolean(first + 7))
        {
            OnlyAge = Word<AgeGroup>(row, first + 1),
            OnlySex = Word<Sex>(row, first + 2),
            FromLevel = Word<FacilityLevel>(row, first + 3),
            OnlyCare = Word<CareCondition>(row, first + 4),
            SecondLine = row.GetBoolean(first + 5),
            OtherInsurance = row.GetBoolean(first + 6),
        };

    private static T? Word<T>(NpgsqlDataReader row, int column) where T : struct, Enum =>
        row.IsDBNull(column) ? null : Enum.Parse<T>(row.GetString(column));

    private static readonly FacilityLevel[] Levels = Enum.GetValues<FacilityLevel>();
    private static readonly Dictionary<FacilityLevel, decimal> NoLimits = [];

    private static Dictionary<FacilityLevel, decimal> PriceLimits(NpgsqlDataReader row)
    {
        var limits = new Dictionary<FacilityLevel, decimal>();
        foreach (var level in Levels)
            if (Nullable(row, 6 + (int)level) is { } limit)
                limits[level] = limit;
        return limits.Count == 0 ? NoLimits : limits;
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

    private static decimal? Nullable(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetDecimal(column);

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
