using Settlement.Domain.Catalogs;
using Settlement.Domain.Policies;
using Settlement.Domain.Settlements;

namespace Settlement.Domain.Tests.Reference.Literal;

/// <summary>What the literal rules say of a claim: a refusal, or every amount in fen.</summary>
internal sealed class ReferenceAnswer
{
    /// <summary>Null where the claim is settled; everything below belongs to a settled claim.</summary>
    public RefusalCode? Refusal { get; init; }

    /// <summary>Position and fault of each line at fault.</summary>
    public IReadOnlyList<(int Index, LineFault Fault)> LineFaults { get; init; } = [];

    public TreatmentClass Class { get; init; }

    /// <summary>Filings that the class may be based on, any one of them; none where it needs none.</summary>
    public IReadOnlyList<FilingId> Filings { get; init; } = [];

    public IReadOnlyList<LineAnswer> Lines { get; init; } = [];

    /// <summary>In time order.</summary>
    public IReadOnlyList<YearAnswer> Years { get; init; } = [];

    public long PersonalAccount { get; init; }

    /// <summary>What the personal account pays of each part.</summary>
    public long[] AccountPays { get; init; } = [];

    /// <summary>By <see cref="PersonalPart"/>.</summary>
    public long[] Cash { get; init; } = [];
}

/// <summary>费用分割 of one line (R1.14.1); the four amounts are its own.</summary>
internal sealed record LineAnswer(CatalogEntry Entry, RestrictionOutcome Restriction, ScopeAnswer Scope);

/// <summary>The four parts of a charge, a bill or a year's part of it.</summary>
internal readonly record struct ScopeAnswer(long FullSelfPay, long OverLimit, long FirstSelfPaid, long InScope)
{
    public long Total => FullSelfPay + OverLimit + FirstSelfPaid + InScope;

    public static ScopeAnswer operator +(ScopeAnswer left, ScopeAnswer right) => new(
        left.FullSelfPay + right.FullSelfPay, left.OverLimit + right.OverLimit,
        left.FirstSelfPaid + right.FirstSelfPaid, left.InScope + right.InScope);

    public static ScopeAnswer operator -(ScopeAnswer left, ScopeAnswer right) => new(
        left.FullSelfPay - right.FullSelfPay, left.OverLimit - right.OverLimit,
        left.FirstSelfPaid - right.FirstSelfPaid, left.InScope - right.InScope);
}

/// <summary>One year's part of the bill, settled against the account of that year.</summary>
internal sealed class YearAnswer
{
    public required YearPart Part { get; init; }

    public required PooledAnswer Pooled { get; init; }

    public required IReadOnlyList<LayerAnswer> Layers { get; init; }

    /// <summary>What all funds leave to the person, by <see cref="PersonalPart"/>.</summary>
    public required long[] Personal { get; init; }

    public required int Encounters { get; init; }

    /// <summary>What the account of the year gains, by key; nothing that is zero.</summary>
    public required IReadOnlyDictionary<string, long> Change { get; init; }
}

/// <param name="Remaining">Deductible that was still to be paid.</param>
internal sealed record PooledAnswer(
    long UpFrontShare, long Remaining, long Deductible, long InBands, IReadOnlyList<BandAnswer> Bands)
{
    public long Fund => Bands.Sum(b => b.Fund);

    public long Covered => Bands.Sum(b => b.Covered);
}

internal readonly record struct BandAnswer(long Part, Exact Ratio, long Covered, long Fund);

internal sealed record LayerAnswer(
    LayerKind Kind, long Before, long Counted, IReadOnlyList<LayerBandAnswer> Bands, long PaidBefore, long Paid);

internal readonly record struct LayerBandAnswer(long Part, Exact Ratio, long Paid);
