using Settlement.Domain.Facilities;

namespace Settlement.Domain.Policies;

/// <summary>A figure that may differ by facility level and person group.</summary>
/// <param name="levels">One row per <see cref="FacilityLevel"/>, from the lowest.</param>
public sealed class ByLevelAndPerson<T>(IReadOnlyList<ByPerson<T>> levels)
{
    public T For(FacilityLevel level, int group) => levels[(int)level].For(group);
}
