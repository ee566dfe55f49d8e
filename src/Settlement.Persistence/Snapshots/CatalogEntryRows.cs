using Npgsql;
using Settlement.Domain;
using Settlement.Domain.Catalogs;
using Settlement.Domain.Facilities;
using Settlement.Domain.Persons;

namespace Settlement.Persistence.Snapshots;

/// <summary>Rows of <c>catalog_entry</c> as entries.</summary>
internal static class CatalogEntryRows
{
    internal const string Columns =
        """
        owner, item_code, name, kind, item_class, first_self_paid_ratio,
        price_limit_community, price_limit_primary, price_limit_secondary, price_limit_tertiary,
        fee_category, valid_from, valid_through, catalog_version,
        payment_restriction, restriction_only_age, restriction_only_sex, restriction_from_level, restriction_only_care,
        restriction_second_line, restriction_other_insurance, restriction_says_all
        """;

    /// <summary>Columns that <see cref="Of"/> reads; whoever selects more finds its first one here.</summary>
    internal const int ColumnCount = 22;

    /// <param name="row">Of a query that selects <see cref="Columns"/> first.</param>
    internal static CatalogEntry Of(NpgsqlDataReader row, SharedTexts texts) => new(
        RegionCode.TryParse(texts.Shared(row.GetString(0)), out var owner) ? owner : Catalog.National,
        texts.Shared(row.GetString(1)),
        texts.Shared(row.GetString(2)),
        Enum.Parse<ItemKind>(row.GetString(3)),
        Enum.Parse<ItemClass>(row.GetString(4)),
        Nullable(row, 5) is { } ratio ? Ratio.FromFraction(ratio) : null,
        texts.Shared(PriceLimits(row)),
        texts.Shared(row.GetString(10)),
        texts.Shared(Restriction(row, 14)),
        new(row.GetFieldValue<DateOnly>(11), row.IsDBNull(12) ? null : row.GetFieldValue<DateOnly>(12)),
        texts.Shared(row.GetString(13)));

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

    private static PriceLimits PriceLimits(NpgsqlDataReader row) =>
        new(Nullable(row, 6), Nullable(row, 7), Nullable(row, 8), Nullable(row, 9));

    private static decimal? Nullable(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetDecimal(column);
}

/// <summary>支付限价 as columns; a null is no limit.</summary>
internal readonly record struct PriceLimits(decimal? Community, decimal? Primary, decimal? Secondary, decimal? Tertiary)
{
    internal Dictionary<FacilityLevel, decimal> ByLevel()
    {
        var limits = new Dictionary<FacilityLevel, decimal>(); // empty, it takes no more than itself
        if (Community is { } community)
            limits[FacilityLevel.Community] = community;
        if (Primary is { } primary)
            limits[FacilityLevel.Primary] = primary;
        if (Secondary is { } secondary)
            limits[FacilityLevel.Secondary] = secondary;
        if (Tertiary is { } tertiary)
            limits[FacilityLevel.Tertiary] = tertiary;
        return limits;
    }
}

/// <summary>One object for each text, restriction and set of limits, however many entries have it: provinces differ in little.</summary>
internal sealed class SharedTexts
{
    private readonly Dictionary<string, string> texts = [];
    private readonly Dictionary<PaymentRestriction, PaymentRestriction> restrictions = [];

    private readonly Dictionary<PriceLimits, Dictionary<FacilityLevel, decimal>> limits = [];

    internal Dictionary<FacilityLevel, decimal> Shared(PriceLimits prices) =>
        limits.TryGetValue(prices, out var known) ? known : limits[prices] = prices.ByLevel();

    internal string Shared(string text) => texts.TryGetValue(text, out var known) ? known : texts[text] = text;

    internal PaymentRestriction? Shared(PaymentRestriction? restriction) =>
        restriction is null ? null : restrictions.TryGetValue(restriction, out var known) ? known : restrictions[restriction] = restriction;
}
