using System.Globalization;
using Settlement.Domain.Facilities;

namespace Settlement.Domain.Catalogs;

/// <summary>变化: what a version changes for an item, seen from the province: its own entry, else the national one.</summary>
public enum CatalogDifferenceKind
{
    /// <summary>新增: nothing was in force.</summary>
    Added,

    /// <summary>停用: nothing is in force any more.</summary>
    Removed,

    /// <summary>调整: other terms.</summary>
    Changed,
}

/// <summary>One term of an entry before and after; null where there is none, as of an item without a price limit.</summary>
/// <param name="Field">Name of the field on the wire.</param>
public sealed record CatalogFieldDifference(string Field, string? Before, string? After);

/// <summary>What a version changes for one item.</summary>
/// <param name="Before">In force without the version; null where nothing is.</param>
/// <param name="After">In force with it.</param>
public sealed record CatalogDifference(
    string ItemCode, CatalogDifferenceKind Kind, CatalogEntry? Before, CatalogEntry? After, IReadOnlyList<CatalogFieldDifference> Fields)
{
    /// <summary>Null where a bill would be split alike and read alike: only terms count, not whose entry it is.</summary>
    public static CatalogDifference? Of(string itemCode, CatalogEntry? before, CatalogEntry? after)
    {
        if (before is null && after is null)
            return null;
        var fields = TermsOf(before).Zip(TermsOf(after))
            .Where(pair => pair.First.Value != pair.Second.Value)
            .Select(pair => new CatalogFieldDifference(pair.First.Field, pair.First.Value, pair.Second.Value)).ToList();
        if (before is null)
            return new(itemCode, CatalogDifferenceKind.Added, before, after, fields);
        if (after is null)
            return new(itemCode, CatalogDifferenceKind.Removed, before, after, fields);
        return fields.Count == 0 ? null : new(itemCode, CatalogDifferenceKind.Changed, before, after, fields);
    }

    private static (string Field, string? Value)[] TermsOf(CatalogEntry? entry) =>
    [
        ("name", entry?.Name),
        ("kind", Word(entry?.Kind)),
        ("itemClass", Word(entry?.Class)),
        ("firstSelfPaidRatio", Number(entry?.FirstSelfPaidRatio?.Value)),
        .. Enum.GetValues<FacilityLevel>().Select(level => ($"priceLimits/{Word<FacilityLevel>(level)}", Number(LimitOf(entry, level)))),
        ("feeCategory", entry?.FeeCategory),
        ("paymentRestriction", entry?.Restriction?.Text),
        ("onlyAge", Word(entry?.Restriction?.OnlyAge)),
        ("onlySex", Word(entry?.Restriction?.OnlySex)),
        ("fromLevel", Word(entry?.Restriction?.FromLevel)),
        ("onlyCare", Word(entry?.Restriction?.OnlyCare)),
        ("secondLine", Flag(entry?.Restriction?.SecondLine)),
        ("otherInsurance", Flag(entry?.Restriction?.OtherInsurance)),
        ("saysAll", Flag(entry?.Restriction?.SaysAll)),
    ];

    private static decimal? LimitOf(CatalogEntry? entry, FacilityLevel level) =>
        entry is not null && entry.PriceLimitYuan.TryGetValue(level, out var yuan) ? yuan : null;

    private static string? Number(decimal? value) => value?.ToString("0.######", CultureInfo.InvariantCulture);

    private static string? Flag(bool? value) => value switch { true => "true", false => "false", null => null };

    private static string? Word<T>(T? value) where T : struct, Enum =>
        value?.ToString() is { } name ? char.ToLowerInvariant(name[0]) + name[1..] : null;
}
