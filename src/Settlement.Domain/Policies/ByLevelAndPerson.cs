using Settlement.Domain.Facilities;
using Settlement.Domain.Persons;

namespace Settlement.Domain.Policies;

/// <summary>A figure that may differ by facility level and person category.</summary>
public sealed class ByLevelAndPerson<T>(IReadOnlyDictionary<(FacilityLevel, PersonCategory), T> figures)
{
    /// <exception cref="KeyNotFoundException">The policy says nothing of this level and person: the reader refuses such a document.</exception>
    public T For(FacilityLevel level, PersonCategory person) => figures[(level, person)];
}
