using Settlement.Domain.Lives;

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

/// <summary>What the steps have made of a qualification, whatever day it is.</summary>
public enum QualificationState
{
    /// <summary>已认定.</summary>
    Granted,

    /// <summary>已取消, from a day on.</summary>
    Revoked,
}

/// <summary>The life of a qualification (R-CHR-01). Until the day of its revocation it holds, so that its facilities may still change.</summary>
public static class QualificationLife
{
    private static readonly Life<QualificationState, QualificationStep> Table = new(
        (QualificationState.Granted, QualificationStep.Extend, QualificationState.Granted),
        (QualificationState.Granted, QualificationStep.ChangeFacilities, QualificationState.Granted),
        (QualificationState.Granted, QualificationStep.Revoke, QualificationState.Revoked),
        (QualificationState.Revoked, QualificationStep.ChangeFacilities, QualificationState.Revoked));

    /// <inheritdoc cref="Life{TState, TStep}.After"/>
    public static QualificationState? After(this QualificationState state, QualificationStep step) => Table.After(state, step);
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
    public DateOnly? LastDay => RevokedFrom is { } day && !EndsBefore(day) ? day.AddDays(-1) : Last;

    /// <summary>Days on which an encounter may begin; null where a revocation left none.</summary>
    public DateRange? Validity => LastDay < First ? null : new(First, LastDay);

    public QualificationState State => RevokedFrom is null ? QualificationState.Granted : QualificationState.Revoked;

    public QualificationStanding StandingOn(DateOnly day) =>
        RevokedFrom is { } revoked && revoked <= day && !EndsBefore(revoked) ? QualificationStanding.Revoked
        : day < First ? QualificationStanding.Future
        : LastDay < day ? QualificationStanding.Expired
        : QualificationStanding.Valid;

    /// <param name="last">The new last day; null for none.</param>
    public bool CanBeExtendedThrough(DateOnly? last) => RevokedFrom is null && Last is { } before && (last is null || last > before);

    /// <summary>A revocation cuts days off, else there is nothing to revoke.</summary>
    public bool CanBeRevokedFrom(DateOnly day) => RevokedFrom is null && day >= First && !EndsBefore(day);

    /// <summary>Whether it was over before a day as granted or extended; never while open.</summary>
    private bool EndsBefore(DateOnly day) => Last is { } last && last < day;
}
