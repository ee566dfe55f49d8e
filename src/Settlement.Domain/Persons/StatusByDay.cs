namespace Settlement.Domain.Persons;

/// <summary>参保状态 on a day, by the changes that the insured place has reported.</summary>
public static class StatusByDay
{
    /// <summary>
    /// That of the latest change by then, the last reported of one day. Before the first change that was reported a person was insured;
    /// where none was reported the present status has always been.
    /// </summary>
    /// <param name="changes">In the order in which they were reported.</param>
    public static InsuredStatus On(DateOnly day, InsuredStatus present, IReadOnlyList<(DateOnly EffectiveOn, InsuredStatus Status)> changes)
    {
        if (changes.Count == 0)
            return present;
        var until = changes.Where(change => change.EffectiveOn <= day).ToList();
        return until.Count == 0 ? InsuredStatus.Normal : until.OrderBy(change => change.EffectiveOn).Last().Status;
    }
}
