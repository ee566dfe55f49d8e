using System.Collections.Frozen;
using Settlement.Domain;
using Settlement.Domain.Catalogs;
using Settlement.Domain.Facilities;
using Settlement.Domain.Policies;

namespace Settlement.Persistence.Snapshots;

/// <summary>What every settlement reads and none changes: catalogue, policies, facilities. Immutable; swapped whole.</summary>
public sealed record ReferenceSnapshot(
    Catalog Catalog, PolicyBook Policies, FrozenDictionary<FacilityCode, DesignatedFacility> Facilities);

/// <summary>Holds the snapshot in use. A request takes it once and sees one state throughout.</summary>
public sealed class CurrentReference(ReferenceSnapshot first)
{
    private volatile ReferenceSnapshot snapshot = first;

    public ReferenceSnapshot Snapshot => snapshot;

    public void Swap(ReferenceSnapshot next) => snapshot = next;
}
