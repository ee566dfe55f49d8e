using Settlement.Domain.BenefitAccounts;
using Settlement.Domain.Persons;
using Settlement.Domain.Policies;

namespace Settlement.Domain.Settlements;

/// <summary>What the pooled fund pays of the in-scope amount, and how.</summary>
/// <param name="InBands">In scope above the deductible: what the bands divide between fund and person.</param>
/// <param name="CoPay">个人按比例负担: what the bands leave to the person below the ceiling.</param>
/// <param name="OverCeiling">In scope and above the deductible, but beyond what the ceiling lets the fund share in.</param>
internal sealed record PooledFundShare(
    Money UpFrontShare,
    Money Deductible,
    Money InBands,
    IReadOnlyList<BandPayment> Bands,
    Money Fund,
    Money CoPay,
    Money OverCeiling,
    IReadOnlyList<WorkingStep> Working);

/// <summary>Steps 5 to 8 of rules.md 2.1: up-front share, deductible, bands, ceiling of the fund.</summary>
internal static class PooledFundCalculator
{
    internal static PooledFundShare Calculate(SettlementClaim claim, ReimbursementPolicy policy, TreatmentClass treatmentClass, Money inScope)
    {
        var (level, person, account, service) = (claim.Facility.Level, claim.Person.Category, claim.Account, claim.Encounter.Service);
        var rules = policy.Services[service];

        var upFrontRatio = policy.Reduction.UpFrontShare(treatmentClass);
        var upFront = inScope.Share(upFrontRatio);

        var paidThisYear = account[Accumulator.Deductible(service)];
        var standard = rules.Deductible.Remaining(level, person, account.EncountersOf(service), paidThisYear);
        var deductible = Money.Min(inScope - upFront, standard);

        var inBands = inScope - upFront - deductible;
        var yearly = rules.BandsRunOver == BandPeriod.Year;
        var earlierInBands = yearly ? account[Accumulator.InBands(service)] : Money.Zero;
        var belowBands = rules.BandEdgesFrom == BandOrigin.Deductible ? Money.Zero : yearly ? paidThisYear + deductible : deductible;
        var origin = earlierInBands + belowBands;

        var (room, ceiling) = RoomBelowCeilings(policy, claim);
        var bands = rules.Bands.Slice(origin, origin + inBands)
            .Select(band => (band.Part, RatioOf(band.Figure.For(level, person), rules, policy.Reduction, person, treatmentClass)));
        var payments = Pay(bands, room);
        var fund = Money.Sum(payments.Select(p => p.Fund));
        var covered = Money.Sum(payments.Select(p => p.Covered));

        return new(upFront, deductible, inBands, payments, fund, covered - fund, inBands - covered,
        [
            .. upFrontRatio == Ratio.Zero
                ? Array.Empty<WorkingStep>()
                : [new(WorkingRule.UpFrontShare, upFront, $"{inScope} × {upFrontRatio}", policy.Reduction.Source)],
            new(WorkingRule.Deductible, deductible, $"min({inScope - upFront}, {standard})", rules.Deductible.Source),
            PooledFundStep(payments, fund, rules.Source, [.. ceiling, new(WorkingRule.OverCeiling, inBands - covered, $"{inBands} - {covered}")]),
        ]);
    }

    private static BandRatio RatioOf(
        Ratio figure, ServiceRules rules, AwayReduction reduction, PersonCategory person, TreatmentClass treatmentClass)
    {
        var local = rules.LocalRatio(figure, person);
        return new(figure, local, reduction.Reduce(local, treatmentClass));
    }

    private static WorkingStep PooledFundStep(
        IReadOnlyList<BandPayment> payments, Money fund, Citation source, IReadOnlyList<WorkingStep> ceilingSteps)
    {
        var bands = payments.Select(p => new WorkingStep(WorkingRule.Band, p.Fund, $"{p.Covered} × {p.Ratio}", source)).ToList();
        return new(WorkingRule.PooledFund, fund, WorkingStep.SumOf(bands), source, [.. bands, .. ceilingSteps]);
    }

    /// <summary>
    /// Pays band by band until the room below the ceiling is used up. The ceiling is on what the fund pays, so in the band where
    /// it is met the amount that the fund still shares in is found by inversion (rules.md 2.5).
    /// </summary>
    private static List<BandPayment> Pay(IEnumerable<(Money Part, BandRatio Ratio)> bands, Money room)
    {
        var payments = new List<BandPayment>();
        foreach (var (part, ratio) in bands)
        {
            var full = part.Share(ratio.Paid);
            var fund = Money.Min(full, room);
            var covered = fund == full ? part : Money.Min(part, fund.WholeOf(ratio.Paid));
            payments.Add(new(part, ratio, covered, fund));
            room -= fund;
        }
        return payments;
    }

    /// <summary>What the tightest ceiling that counts this service still lets the fund pay, with the step that shows it.</summary>
    private static (Money Room, WorkingStep[] Step) RoomBelowCeilings(ReimbursementPolicy policy, SettlementClaim claim)
    {
        var rooms =
            from ceiling in policy.Ceilings
            where ceiling.Services.Contains(claim.Encounter.Service)
            let yearly = ceiling.Yearly[claim.Person.Category]
            let used = Money.Sum(ceiling.Services.Select(service => claim.Account[Accumulator.PooledFund(service)]))
            let room = (yearly - used).AtLeastZero()
            orderby room
            select (room, new WorkingStep[] { new(WorkingRule.Ceiling, room, $"{yearly} - {used}", ceiling.Source) });
        return rooms.FirstOrDefault((new(long.MaxValue), []));
    }
}
