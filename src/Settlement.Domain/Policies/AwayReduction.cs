namespace Settlement.Domain.Policies;

/// <summary>How an insured place pays less for treatment elsewhere (R2.6).</summary>
public enum ReductionMode
{
    /// <summary>A: percentage points off the ratio.</summary>
    PointsOff,

    /// <summary>B: a share of the in-scope amount that the person pays before the deductible (转外先行自付).</summary>
    UpFrontShare,

    /// <summary>C: the ratio is scaled down by this many per cent of itself.</summary>
    Multiplier,
}

/// <summary>异地就医待遇降幅 of an insured place.</summary>
/// <param name="Percent">Points or per cent by class; a class without a figure is not settled directly.</param>
public sealed record AwayReduction(ReductionMode Mode, IReadOnlyDictionary<TreatmentClass, decimal> Percent, Citation Source)
{
    /// <summary>Classes of which every reduction says something.</summary>
    public static IReadOnlyList<TreatmentClass> AlwaysNamed { get; } = [TreatmentClass.LongTerm, TreatmentClass.Referral, TreatmentClass.Emergency];

    public bool Pays(TreatmentClass treatmentClass) => Percent.ContainsKey(treatmentClass);

    /// <summary>Share of the in-scope amount paid before the deductible; zero in the other modes.</summary>
    public Ratio UpFrontShare(TreatmentClass treatmentClass) =>
        Mode == ReductionMode.UpFrontShare ? Ratio.FromPercent(Percent[treatmentClass]) : Ratio.Zero;

    /// <summary>What the fund pays of an in-scope amount above the deductible, the up-front share counted in.</summary>
    public Ratio Effective(Ratio local, TreatmentClass treatmentClass) =>
        Reduce(local, treatmentClass).ScaledBy(UpFrontShare(treatmentClass).Complement);

    /// <summary>The fund's ratio after the reduction.</summary>
    public Ratio Reduce(Ratio local, TreatmentClass treatmentClass) => Mode switch
    {
        ReductionMode.PointsOff => local.LessPoints(Percent[treatmentClass]),
        ReductionMode.UpFrontShare => local,
        ReductionMode.Multiplier => local.ScaledBy(Ratio.FromPercent(Percent[treatmentClass]).Complement),
        _ => throw new NotSupportedException(Mode.ToString()),
    };
}
