using Settlement.Domain.Facilities;

namespace Settlement.Domain.Policies;

/// <summary>What a ceiling is a ceiling of (R2.5).</summary>
public enum CeilingBasis
{
    /// <summary>What the pooled fund pays: where it is met, the amount that the fund still shares in is found by inversion.</summary>
    FundPaid,

    /// <summary>The in-scope amount in which the fund shares, the deductible included.</summary>
    InScope,
}

/// <summary>统筹基金最高支付限额: most for one person in a period for these benefits together; what exceeds it goes to the next layer.</summary>
/// <param name="EachFurtherDisease">Added for each further disease among the benefits for which the person is qualified; zero where nothing is.</param>
public sealed record FundCeiling(
    IReadOnlyList<Benefit> Benefits,
    AccountPeriod Period,
    CeilingBasis Basis,
    ByPerson<Money> Amount,
    Money EachFurtherDisease,
    Citation Source);
