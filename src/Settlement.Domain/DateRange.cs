namespace Settlement.Domain;

/// <summary>Whole days from <see cref="First"/> to <see cref="Last"/>, both included; no last day means still open.</summary>
public readonly record struct DateRange
{
    /// <exception cref="ArgumentException"><paramref name="last"/> is before <paramref name="first"/>.</exception>
    public DateRange(DateOnly first, DateOnly? last)
    {
        if (last < first)
            throw new ArgumentException($"A range cannot end on {last:O}, before it starts on {first:O}.", nameof(last));
        (First, Last) = (first, last);
    }

    public DateOnly First { get; }

    public DateOnly? Last { get; }

    public bool Contains(DateOnly day) => First <= day && (Last is null || day <= Last);

    /// <summary>Whether its last day is before that day; never of an open one.</summary>
    public bool EndsBefore(DateOnly day) => Last is { } last && last < day;

    public bool Overlaps(DateRange other) => Contains(other.First) || other.Contains(First);

    /// <summary>ISO 8601 interval, open end as "..": <c>2026-01-01/..</c></summary>
    public override string ToString() => $"{First:O}/{Last?.ToString("O") ?? ".."}";
}
