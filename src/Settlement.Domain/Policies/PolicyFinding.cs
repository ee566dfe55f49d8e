namespace Settlement.Domain.Policies;

/// <summary>What a finding means for the policy.</summary>
public enum PolicyFindingKind
{
    /// <summary>Nothing holds where something must.</summary>
    Gap,

    /// <summary>Two things hold where one must.</summary>
    Overlap,

    /// <summary>It can be settled by, but national rules point the other way.</summary>
    Warning,
}

/// <summary>What the proof of a policy finds.</summary>
public enum PolicyFindingCode
{
    /// <summary>Days between two versions on which no policy is in force.</summary>
    DaysWithoutPolicy,

    /// <summary>Days on which two versions are in force.</summary>
    DaysOfTwoPolicies,

    /// <summary>Ages of a category that no person group holds.</summary>
    AgesWithoutGroup,

    /// <summary>A figure by facility level and person group leaves one of them out.</summary>
    FigureMissing,

    /// <summary>A reduction says nothing of a class of which it must (R1.9).</summary>
    ClassMissing,

    /// <summary>The fund's ratio falls further below the local one than the nation allows (R1.9).</summary>
    ReductionTooLarge,

    /// <summary>Long-term residents are reduced in the filed place (R1.8).</summary>
    LongTermReduced,

    /// <summary>Long-term residents who return are paid less than a referral (R1.8).</summary>
    AtHomeBelowReferral,

    /// <summary>A version published for other days loses all of them to this one.</summary>
    VersionSuperseded,

    /// <summary>Days at the end that a version held so far, and that none will.</summary>
    DaysLeftWithout,
}

/// <summary>One finding of the proof.</summary>
/// <param name="Place">Where, as the document names it: <c>awayFromHome.referral</c>; for days <c>2024-01-01/2024-06-30</c>.</param>
/// <param name="Figures">The figures and names on which it rests.</param>
public sealed record PolicyFinding(PolicyFindingKind Kind, PolicyFindingCode Code, string Place, string Figures);
