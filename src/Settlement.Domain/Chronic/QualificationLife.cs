namespace Settlement.Domain.Chronic;

/// <summary>What is done with a 门诊慢特病资格 (R-CHR-01).</summary>
public enum QualificationStep
{
    /// <summary>认定.</summary>
    Grant,

    /// <summary>延续: a later last day, or none.</summary>
    Extend,

    /// <summary>变更定点: other facilities, or all of them.</summary>
    ChangeFacilities,

    /// <summary>取消: nothing may begin from a day on; what began before stays.</summary>
    Revoke,
}

/// <summary>How a qualification stands on a day.</summary>
public enum QualificationStanding
{
    /// <summary>未生效.</summary>
    Future,

    /// <summary>有效.</summary>
    Valid,

    /// <summary>已到期.</summary>
    Expired,

    /// <summary>已取消.</summary>
    Revoked,
}

/// <summary>Days of a 门诊慢特病资格: as granted, and what a revocation leaves of them.</summary>
/// <param name="RevokedFrom">First day on which nothing may begin any more; null unless revoked.</param>
public readonly record struct QualificationDays(DateOnly First, DateOnly? Last, DateOnly? RevokedFrom)
{
    /// <summary>Last day on which an encounter may begin; null while open. Before <see cref="First"/> where none ever could.</summary>
    public DateOnly? LastDay => RevokedFrom is { } day && !(Last < day) ? day.AddDays(-1) : Last;

    /// <summary>Days on which an encounter may begin; null where a revocation left none.</summary>
    public DateRange? Validity => LastDay < First ? null : new(First, LastDay);

    public QualificationStanding StandingOn(DateOnly day) =>
        RevokedFrom <= day && !(Last < RevokedFrom) ? QualificationStanding.Revoked
        : day < First ? QualificationStanding.Future
        : LastDay < day ? QualificationStanding.Expired
        : QualificationStanding.Valid;

    /// <param name="last">The new last day; null for none.</param>
    public bool CanBeExtendedThrough(DateOnly? last) => RevokedFrom is null && Last is not null && !(last <= Last);

    /// <summary>A revocation cuts days off, else there is nothing to revoke.</summary>
    public bool CanBeRevokedFrom(DateOnly day) => RevokedFrom is null && day >= First && !(Last < day);
}
