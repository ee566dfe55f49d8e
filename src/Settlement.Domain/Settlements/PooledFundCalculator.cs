using Settlement.Domain.BenefitAccounts;
using Settlement.Domain.Policies;

namespace Settlement.Domain.Settlements;

/// <summary>What the pooled fund pays of the in-scope amount, and how.</summary>
/// <param name="UpFrontRatio">Share taken before the deductible in reduction mode B; zero in the others.</param>
/// <param name="InBands">In scope above the deductible: what the bands divide between fund and person.</param>
/// <param name="Fund">统筹基金支付.</param>
/// <param name="Covered">The part of <paramref name="InBands"/> that the ceilings let the fund share in.</param>
/// <param name="FundCeiling">The tightest ceiling on what the fund pays; null where there is none.</param>
/// <param name="ScopeCeiling">The tightest ceiling on the in-scope amount; null where there is none.</param>
public sealed record PooledFundShare(
    Ratio UpFrontRatio,
    Money UpFrontShare,
    DeductibleDue DeductibleDue,
    Money Deductible,
    Money InBands,
    IReadOnlyList<BandPayment> Bands,
    Money Fund,
    Money Covered,
    CeilingRoom? FundCeiling,
    CeilingRoom? ScopeCeiling)
{
    /// <summary>The ceiling of the special drug; null where it has none of its own.</summary>
    public DrugCeilingRoom? DrugCeiling { get; init; }

    /// <summary>个人按比例负担: what the bands leave to the person below the ceilings.</summary>
    public Money CoPay => Covered - Fund;

    /// <summary>In scope and above the deductible, but beyond what the ceilings let the fund share in.</summary>
    public Money OverCeiling => InBands - Covered;
}

/// <summary>What the bands of earlier years have seen of one stay.</summary>
internal readonly record struct StayProgress(Money Deductible, Money InBands);

/// <summary>Steps 5 to 8 of R2.1: up-front share, deductible, bands, ceilings of the fund.</summary>
internal static class PooledFundCalculator
{
    internal static PooledFundShare Calculate(SettlementClaim claim, in PolicyTerms terms, in YearPart part, StayProgress before)
    {
        var (rules, inScope, benefit) = (terms.Rules, part.Scope.InScope, claim.Encounter.Benefit);

        var upFrontRatio = terms.Reduction.UpFrontShare(terms.Class);
        var upFront = inScope.Share(upFrontRatio);

        var due = DeductibleCalculator.Of(claim, terms, part, before.Deductible);
        var deductible = Money.Min(inScope - upFront, due.Remaining);
        var inBands = inScope - upFront - deductible;

        // Where the amount enters the bands: after what the period has put through them, and after the deductible if edges count from zero.
        var yearly = rules.BandsRunOver == BandPeriod.Year;
        var earlier = yearly ? part.Account[Accumulator.InBands(benefit)] : before.InBands;
        var belowBands = rules.BandEdgesFrom == BandOrigin.Deductible ? Money.Zero
            : deductible + (yearly ? part.Account[Accumulator.Deductible(benefit)] : before.Deductible);
        var origin = earlier + belowBands;

        var ceilings = CeilingRooms.Of(claim, terms, part);
        var bands = new List<BandPayment>(1);
        var (fundRoom, scopeRoom) = (ceilings.Fund, (ceilings.Scope - deductible).AtLeastZero());
        var (fund, covered) = (Money.Zero, Money.Zero);
        foreach (var (amount, figures) in rules.Bands.Slice(origin, origin + inBands))
        {
            var band = Pay(amount, RatioOf(figures, claim, terms), fundRoom, scopeRoom);
            bands.Add(band);
            fund += band.Fund;
            covered += band.Covered;
            fundRoom -= band.Fund;
            scopeRoom = (scopeRoom - amount).AtLeastZero();
        }
        return new(upFrontRatio, upFront, due, deductible, inBands, bands, fund, covered, ceilings.OnFund, ceilings.OnScope)
        {
            DrugCeiling = ceilings.OnDrug,
        };
    }

    private static BandRatio RatioOf(ByLevelAndPerson<Ratio> figures, SettlementClaim claim, in PolicyTerms terms)
    {
        var figure = figures.For(claim.Facility.Level, terms.Group);
        var local = terms.Rules.LocalRatio(figure, claim.Person.Category);
        return new(figure, local, terms.Reduction.Reduce(local, terms.Class));
    }

    /// <summary>
    /// One band below what the ceilings leave. Where the ceiling on what the fund pays is met, the amount that the fund still shares
    /// in is found by inversion (R2.5).
    /// </summary>
    private static BandPayment Pay(Money amount, BandRatio ratio, Money fundRoom, Money scopeRoom)
    {
        var open = Money.Min(amount, scopeRoom);
        var full = open.Share(ratio.Paid);
        var fund = Money.Min(full, fundRoom);
        var covered = fund == full ? open : Money.Min(open, fund.WholeOf(ratio.Paid));
        return new(amount, ratio, covered, fund);
    }
}
