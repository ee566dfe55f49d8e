using Settlement.Domain.Facilities;
using Settlement.Domain.Policies;

namespace Settlement.Domain.BenefitAccounts;

/// <summary>
/// 累计项: names one running total of a person's year, such as <c>deductible/inpatient</c>. A total of a shorter period or of one
/// facility says so at its end: <c>pooledFund/chronicOutpatient/M03900/2026-05</c>.
/// </summary>
public readonly record struct Accumulator(string Key)
{
    private static readonly string[] DeductibleKeys = Keys("deductible");
    private static readonly string[] InBandsKeys = Keys("inBands");
    private static readonly string[] PooledFundKeys = Keys("pooledFund");
    private static readonly string[] CoveredKeys = Keys("covered");
    private static readonly Accumulator[] LayerBases = [.. Enum.GetValues<LayerKind>().Select(kind => new Accumulator($"layerBase/{Word(kind)}"))];
    private static readonly Accumulator[] LayersPaid = [.. Enum.GetValues<LayerKind>().Select(kind => new Accumulator($"layerPaid/{Word(kind)}"))];

    /// <summary>起付标准累计 paid for a benefit in the year.</summary>
    public static Accumulator Deductible(Benefit benefit) => new(KeyOf(DeductibleKeys, "deductible", benefit));

    /// <summary>起付标准累计 of the period that holds the day, at one facility where one is given.</summary>
    public static Accumulator Deductible(Benefit benefit, AccountPeriod period, DateOnly day, FacilityCode? facility)
    {
        var total = new Accumulator(KeyOf(DeductibleKeys, "deductible", benefit)).In(period, day);
        return facility is { } code ? new($"{total.Key}/{code}") : total;
    }

    /// <summary>进入分段金额累计 for a benefit: in scope, above the deductible.</summary>
    public static Accumulator InBands(Benefit benefit) => new(KeyOf(InBandsKeys, "inBands", benefit));

    /// <summary>统筹基金支付累计 for a benefit.</summary>
    public static Accumulator PooledFund(Benefit benefit, AccountPeriod period = AccountPeriod.Year, DateOnly day = default) =>
        new Accumulator(KeyOf(PooledFundKeys, "pooledFund", benefit)).In(period, day);

    /// <summary>单药统筹基金支付累计 of one special drug in the year (R-DRG-01).</summary>
    public static Accumulator PooledFundOfDrug(string drugCode) => new($"pooledFundOfDrug/{drugCode}");

    /// <summary>The in-scope amount in which the fund shared, deductible included: what a ceiling on in-scope expense counts.</summary>
    public static Accumulator Covered(Benefit benefit, AccountPeriod period = AccountPeriod.Year, DateOnly day = default) =>
        new Accumulator(KeyOf(CoveredKeys, "covered", benefit)).In(period, day);

    /// <summary>大额 / 大病 … base of the year, the layer's deductible included.</summary>
    public static Accumulator LayerBase(LayerKind layer) => LayerBases[(int)layer];

    /// <summary>大额 / 大病 … paid in the year.</summary>
    public static Accumulator LayerPaid(LayerKind layer) => LayersPaid[(int)layer];

    public override string ToString() => Key;

    private Accumulator In(AccountPeriod period, DateOnly day) => period switch
    {
        AccountPeriod.Year => this,
        AccountPeriod.Quarter => new($"{Key}/{day.Year}-Q{(day.Month + 2) / 3}"),
        AccountPeriod.Month => new($"{Key}/{day:yyyy-MM}"),
        _ => throw new NotSupportedException(period.ToString()),
    };

    private static string[] Keys(string name) => [.. Enum.GetValues<CareService>().Select(service => $"{name}/{new Benefit(service)}")];

    private static string KeyOf(string[] ofServices, string name, Benefit benefit) =>
        benefit.Disease is null ? ofServices[(int)benefit.Service] : $"{name}/{benefit}";

    private static string Word(LayerKind kind)
    {
        var name = kind.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}
