using Settlement.Domain.Facilities;

namespace Settlement.Domain.Policies;

/// <summary>A figure that may differ by facility level and person group.</summary>
/// <param name="levels">One row per <see cref="FacilityLevel"/>, from the lowest.</param>
public sealed class ByLevelAndPerson<T>(IReadOnlyList<ByPerson<T>> levels)
{
    /// <summary>Whether there is a figure for each level and each of so many groups.</summary>
    public bool IsWhole(int groups) =>
        levels.Count == Enum.GetValues<FacilityLevel>().Length && levels.All(level => level.All.Count == groups);

    public T For(FacilityLevel level, int group) => levels[(int)level].For(group);
}
