using System.Globalization;

namespace Settlement.Domain.Facilities;

/// <summary>One thing about a facility that changes.</summary>
/// <param name="Field">Name of the field, or of an opening its benefit, such as <c>inpatient</c>.</param>
/// <param name="Before">Null for nothing.</param>
/// <param name="After">Null for nothing.</param>
public sealed record FieldChange(string Field, string? Before, string? After);

/// <summary>Why a facility cannot become as a list has it.</summary>
public enum ListFault
{
    /// <summary>Days before today on which the agreement held would no longer be covered.</summary>
    AgreementCutShort,

    /// <summary>Days before today on which a service was open would no longer be open.</summary>
    OpeningCutShort,

    /// <summary>Two openings of one service and disease share days.</summary>
    OpeningsOverlap,
}

/// <summary>
/// What a list changes of a facility. No list takes away a day before today on which something was open, since encounters may have
/// begun on it; what it closes ends the day before it takes effect.
/// </summary>
/// <param name="Opened">Openings that are new.</param>
/// <param name="Ended">Openings that get another last day, with that day.</param>
/// <param name="Removed">Openings that never began.</param>
public sealed record FacilityDifference(
    IReadOnlyList<FieldChange> Fields,
    IReadOnlyList<ServiceOpening> Opened,
    IReadOnlyList<ServiceOpening> Ended,
    IReadOnlyList<ServiceOpening> Removed,
    IReadOnlyList<ListFault> Faults)
{
    public bool IsEmpty => Fields.Count == 0;

    /// <param name="known">As it is; null for one that is new.</param>
    /// <param name="validFrom">Today or later: the first day on which openings that the list lacks are closed.</param>
    public static FacilityDifference Between(ListedFacility? known, ListedFacility listed, DateOnly validFrom, DateOnly today)
    {
        var fields = new List<FieldChange>();
        var (opened, ended, removed) = (new List<ServiceOpening>(), new List<ServiceOpening>(), new List<ServiceOpening>());
        var faults = new HashSet<ListFault>();
        foreach (var (field, before, after) in FieldsOf(known, listed))
            if (before != after)
                fields.Add(new(field, before, after));
        if (known is not null && TakesPastDays(known.Agreement, listed.Agreement, today))
            faults.Add(ListFault.AgreementCutShort);

        var knownOpenings = known?.Openings ?? [];
        foreach (var benefit in knownOpenings.Concat(listed.Openings).Select(o => o.Benefit).Distinct())
        {
            var asked = listed.Openings.Where(o => o.Benefit == benefit).ToList();
            var result = new List<DateRange>();
            foreach (var opening in knownOpenings.Where(o => o.Benefit == benefit))
            {
                var same = asked.Find(o => o.Open.First == opening.Open.First);
                if (same is not null)
                    asked.Remove(same);
                var days = same is not null ? same.Open : opening.Open.Last < today ? opening.Open : Until(opening.Open, validFrom);
                if (days is { } kept)
                    result.Add(kept);
                if (days == opening.Open)
                    continue;
                fields.Add(new(benefit.ToString(), opening.Open.ToString(), days?.ToString()));
                if (days is null)
                    removed.Add(opening);
                else
                    ended.Add(opening with { Open = days.Value });
                if (days is { } left ? TakesPastDays(opening.Open, left, today) : opening.Open.First < today)
                    faults.Add(ListFault.OpeningCutShort);
            }
            foreach (var opening in asked)
            {
                result.Add(opening.Open);
                opened.Add(opening);
                fields.Add(new(benefit.ToString(), null, opening.Open.ToString()));
            }
            if (Overlap(result))
                faults.Add(ListFault.OpeningsOverlap);
        }
        return new(fields, opened, ended, removed, [.. faults.Order()]);
    }

    /// <returns>Null where nothing is left.</returns>
    private static DateRange? Until(DateRange open, DateOnly validFrom) =>
        open.First >= validFrom ? null
        : open.Last < validFrom ? open
        : new(open.First, validFrom.AddDays(-1));

    private static bool TakesPastDays(DateRange before, DateRange after, DateOnly today)
    {
        var yesterday = today.AddDays(-1);
        if (before.First > yesterday)
            return false;
        var last = before.Last < yesterday ? before.Last.Value : yesterday;
        return after.First > before.First || after.Last < last;
    }

    private static bool Overlap(List<DateRange> ranges)
    {
        ranges.Sort((a, b) => a.First.CompareTo(b.First));
        for (var i = 1; i < ranges.Count; i++)
            if (!ranges[i - 1].EndsBefore(ranges[i].First))
                return true;
        return false;
    }

    private static IEnumerable<(string Field, string? Before, string? After)> FieldsOf(ListedFacility? known, ListedFacility listed) =>
    [
        ("name", known?.Name, listed.Name),
        ("formerNames", Joined(known?.FormerNames), Joined(listed.FormerNames)),
        ("level", known?.Level.ToString(), listed.Level.ToString()),
        ("grade", known?.Grade?.ToString(), listed.Grade?.ToString()),
        ("region", known?.Region.Value, listed.Region.Value),
        ("address", known?.Address, listed.Address),
        ("coordinates", Text(known?.Coordinates), Text(listed.Coordinates)),
        ("phone", known?.Phone, listed.Phone),
        ("agreement", known?.Agreement.ToString(), listed.Agreement.ToString()),
    ];

    private static string? Joined(IReadOnlyList<string>? names) => names is { Count: > 0 } ? string.Join(';', names) : null;

    private static string? Text(Coordinates? place) =>
        place is { } known ? string.Create(CultureInfo.InvariantCulture, $"{known.Latitude:0.######},{known.Longitude:0.######}") : null;
}
