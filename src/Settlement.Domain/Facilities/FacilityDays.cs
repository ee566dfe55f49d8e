namespace Settlement.Domain.Facilities;

/// <summary>What is done to one facility, from a day on.</summary>
public enum FacilityStep
{
    /// <summary>暂停.</summary>
    Suspend,

    /// <summary>恢复.</summary>
    Resume,

    /// <summary>终止协议.</summary>
    EndAgreement,

    /// <summary>开通服务.</summary>
    OpenService,

    /// <summary>关闭服务.</summary>
    CloseService,
}

/// <summary>What a step makes of the days of a facility.</summary>
/// <param name="Changes">Field by field.</param>
public sealed record FacilityDaysChange(FacilityDays After, IReadOnlyList<FieldChange> Changes);

/// <summary>
/// The days of a facility: those of its agreement, those on which its services are open, those on which it takes no new encounter
/// (R-FAC-02, R-PRI-03). No step changes a day before its own first day. A step that the days do not allow has no change.
/// </summary>
public sealed record FacilityDays(DateRange Agreement, IReadOnlyList<ServiceOpening> Openings, IReadOnlyList<DateRange> Suspensions)
{
    /// <summary>暂停: possible where no other suspension has one of the days.</summary>
    public FacilityDaysChange? Suspend(DateRange days) => Suspensions.Any(other => other.Overlaps(days))
        ? null
        : new(this with { Suspensions = [.. Suspensions, days] }, [new("suspension", null, days.ToString())]);

    /// <summary>恢复: the suspension that holds on the day ends the day before; one that begins on the day never was.</summary>
    public FacilityDaysChange? Resume(DateOnly from)
    {
        if (Suspensions.Where(days => days.Contains(from)).ToList() is not [var before, ..])
            return null;
        var after = DaysBefore(from, before);
        var suspensions = Suspensions.Where(days => days != before).ToList();
        if (after is { } left)
            suspensions.Add(left);
        return new(this with { Suspensions = suspensions }, [new("suspension", before.ToString(), after?.ToString())]);
    }

    /// <summary>终止协议: possible where the agreement holds on the day and on one before it.</summary>
    public FacilityDaysChange? EndAgreement(DateOnly from)
    {
        if (!Agreement.Contains(from) || DaysBefore(from, Agreement) is not { } left)
            return null;
        return new(this with { Agreement = left }, [new("agreement", Agreement.ToString(), left.ToString())]);
    }

    /// <summary>开通服务: possible where the benefit is open on none of the days.</summary>
    public FacilityDaysChange? Open(Benefit benefit, DateRange days) => Openings.Any(other => other.Benefit == benefit && other.Open.Overlaps(days))
        ? null
        : new(this with { Openings = [.. Openings, new(benefit, days)] }, [new(benefit.ToString(), null, days.ToString())]);

    /// <summary>关闭服务: every opening of the benefit ends the day before; what begins on the day or later never was.</summary>
    public FacilityDaysChange? Close(Benefit benefit, DateOnly from)
    {
        var closed = Openings.Where(opening => opening.Benefit == benefit && !opening.Open.EndsBefore(from)).ToList();
        if (closed.Count == 0)
            return null;
        var openings = Openings.Except(closed).ToList();
        var changes = new List<FieldChange>();
        foreach (var opening in closed)
        {
            var after = DaysBefore(from, opening.Open);
            if (after is { } left)
                openings.Add(opening with { Open = left });
            changes.Add(new(benefit.ToString(), opening.Open.ToString(), after?.ToString()));
        }
        return new(this with { Openings = openings }, changes);
    }

    /// <returns>Those of a range that does not end before the day; null where there are none.</returns>
    private static DateRange? DaysBefore(DateOnly day, DateRange days) => days.First >= day ? null : new(days.First, day.AddDays(-1));
}
