namespace Settlement.Domain.RulesVersions;

/// <summary>Rules of an insured place for a range of days. Where the place has none of its own, the national ones hold.</summary>
public interface IDatedRules<TSelf> where TSelf : class, IDatedRules<TSelf>
{
    /// <summary>The form in which such rules are kept and published.</summary>
    static abstract RulesDocument<TSelf> Document { get; }

    string Version { get; }

    /// <summary>Null for the national rules.</summary>
    RegionCode? InsuredRegion { get; }

    DateOnly InForceFrom { get; }

    /// <summary>Null while no end is known.</summary>
    DateOnly? InForceThrough { get; }

    /// <summary>依据.</summary>
    string Source { get; }

    /// <summary>The same rules with another last day.</summary>
    TSelf Through(DateOnly? last);
}
