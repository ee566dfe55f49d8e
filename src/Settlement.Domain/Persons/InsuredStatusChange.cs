namespace Settlement.Domain.Persons;

/// <summary>Why a change of the insured status cannot be taken as it is told; the first that holds.</summary>
public enum StatusChangeFault
{
    /// <summary>It has not happened yet.</summary>
    InFuture,

    /// <summary>Nobody can have moved there: it is no region of today, or the insured place itself.</summary>
    MovedToNotPossible,

    /// <summary>A change that takes effect later is known already.</summary>
    OlderThanLatest,
}

/// <summary>参保状态变更 as the insured place tells it (R-FIL-11).</summary>
/// <param name="EffectiveOn">First day of the status.</param>
/// <param name="MovedTo">转出: where the person is insured from then on; null where it is not known.</param>
public sealed record InsuredStatusChange(RegionCode InsuredRegion, DateOnly EffectiveOn, RegionCode? MovedTo)
{
    /// <summary>A change is told when it has happened (R1.4.6), and the latest is the one that holds.</summary>
    /// <param name="isRegion">Whether persons can be insured in a region today.</param>
    /// <param name="latest">First day of the latest change before; null for none.</param>
    public StatusChangeFault? FaultOn(DateOnly today, DateOnly? latest, Func<RegionCode, bool> isRegion)
    {
        if (EffectiveOn > today)
            return StatusChangeFault.InFuture;
        if (MovedTo is { } region && (region == InsuredRegion || !isRegion(region)))
            return StatusChangeFault.MovedToNotPossible;
        return EffectiveOn < latest ? StatusChangeFault.OlderThanLatest : null;
    }
}
