using Settlement.Domain.Facilities;
using Settlement.Domain.Persons;

namespace Settlement.Domain.Policies;

/// <summary>Rules of the pooled fund for one benefit.</summary>
/// <param name="BandEdgesFrom">What the edges of the bands are counted from.</param>
/// <param name="BandsRunOver">Whether each encounter begins in the first band.</param>
/// <param name="Bands">基金支付比例 by amount band, facility level and person group.</param>
/// <param name="Retiree">How a retired person's ratio follows from the figure; null where the figures already say it.</param>
public sealed record ServiceRules(
    Deductible Deductible,
    BandOrigin BandEdgesFrom,
    BandPeriod BandsRunOver,
    Bands<ByLevelAndPerson<Ratio>> Bands,
    RetireeRule? Retiree,
    Citation Source)
{
    /// <summary>Deductibles that replace <see cref="Deductible"/> for treatment elsewhere, by class.</summary>
    public IReadOnlyDictionary<TreatmentClass, Deductible> DeductibleAway { get; init; } = new Dictionary<TreatmentClass, Deductible>();

    /// <summary>Null where the policy's own reduction holds for this benefit.</summary>
    public AwayReduction? Reduction { get; init; }

    public Deductible DeductibleFor(TreatmentClass treatmentClass) => DeductibleAway.GetValueOrDefault(treatmentClass, Deductible);

    /// <summary>The same rules with one ratio at home for every band, facility level and person.</summary>
    /// <param name="groups">How many person groups the policy has.</param>
    public ServiceRules AtOneRatio(Ratio ratio, int groups)
    {
        var everyone = new ByPerson<Ratio>([.. Enumerable.Repeat(ratio, groups)]);
        return this with { Bands = new([new(null, new([.. Enum.GetValues<FacilityLevel>().Select(_ => everyone)]))]), Retiree = null };
    }

    /// <summary>The ratio at home, before any reduction for treatment elsewhere.</summary>
    public Ratio LocalRatio(Ratio figure, PersonCategory person) =>
        person == PersonCategory.Retired && Retiree is { } rule ? rule.Apply(figure) : figure;
}

/// <summary>What the edges of the bands are counted from (R2.4).</summary>
public enum BandOrigin
{
    /// <summary>"起付标准以上至3万元": from zero, so the deductible shortens the first band.</summary>
    Zero,

    /// <summary>From the deductible: the first band has its full width.</summary>
    Deductible,
}

/// <summary>How long amounts move on through the bands (R2.4).</summary>
public enum BandPeriod
{
    /// <summary>每次: each encounter begins in the first band.</summary>
    Encounter,

    /// <summary>年度累计: an encounter begins where the earlier ones of the year ended.</summary>
    Year,
}

/// <summary>退休人员待遇: how a retired person's ratio follows from the figure for those at work (R2.4).</summary>
public abstract record RetireeRule
{
    /// <summary>在职比例加点.</summary>
    public sealed record AddedPoints(decimal PercentagePoints) : RetireeRule;

    /// <summary>个人负担按比例折算, as Beijing's 60%.</summary>
    public sealed record PersonalShareFactor(Ratio Factor) : RetireeRule;

    public Ratio Apply(Ratio ratio) => this switch
    {
        AddedPoints rule => ratio.PlusPoints(rule.PercentagePoints),
        PersonalShareFactor rule => ratio.Complement.ScaledBy(rule.Factor).Complement,
        _ => throw new NotSupportedException(GetType().Name),
    };
}
