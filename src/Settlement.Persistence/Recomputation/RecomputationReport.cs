using Settlement.Domain.Recomputation;

namespace Settlement.Persistence.Recomputation;

/// <summary>One line of the report.</summary>
/// <param name="Record">Facility and number, or the account of a person.</param>
/// <param name="Stored">Null for what cannot be verified.</param>
/// <param name="Computed">The reason, for what cannot be verified.</param>
public sealed record Finding(string Record, string What, string? Stored, string Computed)
{
    public bool IsDifference => Stored is not null;

    public override string ToString() => IsDifference
        ? $"{Record}  {What}: stored {Stored}; computed {Computed}"
        : $"{Record}  {What}: {Computed}";
}

/// <summary>How much was verified.</summary>
public sealed record VerifiedCounts(long Settlements, long Reversals, long Lines, long BenefitAccounts, long PersonalAccounts, long Encounters)
{
    internal static VerifiedCounts None { get; } = new(0, 0, 0, 0, 0, 0);

    /// <summary>Settlements and reversals.</summary>
    public long Records => Settlements + Reversals;

    public static VerifiedCounts operator +(VerifiedCounts left, VerifiedCounts right) => new(
        left.Settlements + right.Settlements, left.Reversals + right.Reversals, left.Lines + right.Lines,
        left.BenefitAccounts + right.BenefitAccounts, left.PersonalAccounts + right.PersonalAccounts, left.Encounters + right.Encounters);
}

/// <summary>What a recomputation has found so far; workers add to it at once.</summary>
/// <param name="limit">Lines of differences, and of what cannot be verified, that are told; the rest is counted.</param>
/// <param name="tell">Called for one line at a time.</param>
public sealed class RecomputationReport(int limit, Action<Finding> tell)
{
    private readonly Lock adding = new();

    public VerifiedCounts Counts { get; private set; } = VerifiedCounts.None;

    public long Differences { get; private set; }

    /// <summary>Settlements that cannot be computed again, such as those of a policy version that this program cannot read.</summary>
    public long NotVerifiable { get; private set; }

    internal void Add(VerifiedCounts counts)
    {
        lock (adding)
            Counts += counts;
    }

    internal void AddDifference(string record, Difference difference)
    {
        lock (adding)
            if (++Differences <= limit)
                tell(new(record, difference.What, difference.Stored, difference.Computed));
    }

    internal void AddNotVerifiable(string record, string reason)
    {
        lock (adding)
            if (++NotVerifiable <= limit)
                tell(new(record, "not verifiable", Stored: null, reason));
    }
}
