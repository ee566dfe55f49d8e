using Settlement.Domain.Encounters;
using Settlement.Domain.Facilities;
using Settlement.Domain.Persons;
using Settlement.Domain.Policies;

namespace Settlement.Domain.Tests.Reference.Generated;

/// <summary>A policy with every kind of rule that the domain knows.</summary>
internal sealed class RandomPolicy
{
    private static readonly FacilityLevel[] Levels = Enum.GetValues<FacilityLevel>();
    private static readonly TreatmentClass[] Classes = Enum.GetValues<TreatmentClass>();
    private static readonly Hardship[] Hardships = Enum.GetValues<Hardship>();
    private static readonly PersonalPart[] Parts = Enum.GetValues<PersonalPart>();
    private static readonly CareService[] Services = Enum.GetValues<CareService>();

    private readonly Draw draw;
    private readonly InsuranceScheme scheme;
    private readonly Benefit[] benefits;
    private readonly PersonGroups groups;

    private RandomPolicy(Draw draw, InsuranceScheme scheme, IEnumerable<Benefit> benefits)
    {
        this.benefits = [.. benefits];
        this.draw = draw;
        this.scheme = scheme;
        groups = draw.Chance(40) ? PersonGroups.Of(scheme) : new([.. PersonCategories.Of(scheme).SelectMany(Brackets)]);
    }

    /// <param name="benefits">What the bills are settled as: it has rules for these, or most of them.</param>
    public static ReimbursementPolicy Of(Draw draw, InsuranceScheme scheme, IEnumerable<Benefit> benefits) =>
        new RandomPolicy(draw, scheme, benefits).Policy();

    private ReimbursementPolicy Policy() => new()
    {
        Version = "random",
        InsuredRegion = World.Insured,
        Scheme = scheme,
        InForce = World.Always,
        Groups = groups,
        DirectSettlement = new(
            draw.Maybe(25, () => draw.Int(0, 5)), draw.Chance(60), draw.Chance(80),
            draw.Pick(StayYear.Discharge, StayYear.SplitByDays, StayYear.SplitByDays), World.Source)
        {
            WithoutFiling = [.. draw.Some(World.Elsewhere, 12).Select(county => new FilingExemption(
                RandomPerson.Destination(draw, county), draw.Pick([.. FilingExemption.Classes])))],
        },
        Benefits = benefits.Where(_ => draw.Chance(96)).ToDictionary(b => b, Rules),
        Ceilings = [.. Enumerable.Range(0, draw.Int(0, 4)).Select(_ => Ceiling())],
        Reduction = Reduction(),
        Layers = [.. draw.Some(Enum.GetValues<LayerKind>(), 55).Select(Layer)],
        PersonalAccount = draw.Chance(80) ? new(Services.Where(_ => draw.Chance(85)).ToHashSet(), draw.Some(Parts, 60), World.Source) : null,
    };

    private IEnumerable<PersonGroup> Brackets(PersonCategory category)
    {
        int[] edges = [.. new[] { 1, 3, 18, 60, 70 }.Where(_ => draw.Chance(35))];
        var from = 0;
        foreach (var edge in edges)
        {
            yield return new($"{category}{from}", category, from, edge - 1);
            from = edge;
        }
        yield return new($"{category}{from}", category, from);
    }

    private ServiceRules Rules(Benefit benefit) => new(
        Deductible(benefit), draw.Pick(BandOrigin.Zero, BandOrigin.Deductible), draw.Pick(BandPeriod.Encounter, BandPeriod.Year),
        Bands(400, () => ByLevelAndPerson(draw.Ratio)), Retiree(), World.Source)
    {
        DeductibleAway = Classes.Where(_ => draw.Chance(15)).ToDictionary(c => c, _ => Deductible(benefit)),
        Reduction = draw.Chance(25) ? Reduction() : null,
    };

    private Deductible Deductible(Benefit benefit)
    {
        if (draw.Chance(50))
            return new Deductible.PerEncounter(
                ByLevelAndPerson<IReadOnlyList<Money>>(() => [.. Enumerable.Range(0, draw.Pick(1, 2, 2, 3)).Select(_ => draw.Money(40))]),
                draw.Maybe(45, () => draw.Money(60)),
                Enum.GetValues<ContinuationKind>().Where(_ => draw.Chance(65))
                    .ToDictionary(k => k, _ => draw.Pick(ContinuingDeductible.Waived, ContinuingDeductible.Difference, ContinuingDeductible.Difference)),
                World.Source);
        IReadOnlyList<Benefit> others = draw.Chance(50) ? [] : draw.Some(World.Benefits.Where(b => b != benefit), 50);
        return new Deductible.PerPeriod(
            draw.Pick(AccountPeriod.Year, AccountPeriod.Quarter, AccountPeriod.Month), draw.Chance(25),
            ByLevelAndPerson(() => draw.Money(80)), draw.Chance(50) ? [benefit, .. others] : [.. others, benefit], World.Source);
    }

    private RetireeRule? Retiree() => draw.Int(0, 3) switch
    {
        0 => new RetireeRule.AddedPoints(draw.Int(0, 300) / 10m),
        1 => new RetireeRule.PersonalShareFactor(draw.Ratio()),
        _ => null,
    };

    private AwayReduction Reduction() => new(
        draw.Pick(ReductionMode.PointsOff, ReductionMode.UpFrontShare, ReductionMode.Multiplier),
        Classes.Where(c => draw.Chance(c is TreatmentClass.LongTermAtHome or TreatmentClass.LongTermElsewhere ? 70 : 94))
            .ToDictionary(c => c, c => c == TreatmentClass.LongTerm && draw.Chance(50) ? 0m : draw.Percent()),
        World.Source);

    private FundCeiling Ceiling() => new(
        [.. draw.Some(World.Benefits, 45).DefaultIfEmpty(CareService.Inpatient)],
        draw.Pick(AccountPeriod.Year, AccountPeriod.Year, AccountPeriod.Quarter, AccountPeriod.Month),
        draw.Pick(CeilingBasis.FundPaid, CeilingBasis.InScope),
        ByPerson(() => draw.Money(draw.Pick(80, 250, 500))),
        draw.Chance(40) ? draw.Money(50) : Money.Zero,
        World.Source);

    private SupplementaryLayer Layer(LayerKind kind)
    {
        var left = draw.Some(Hardships, 60);
        var inHardship = new List<HardshipTerms>();
        while (left.Count > 0 && draw.Chance(70))
        {
            var some = left.Take(draw.Int(1, left.Count)).ToHashSet();
            inHardship.Add(new(some, Terms()));
            left.RemoveAll(some.Contains);
        }
        return new(
            kind, Services.Where(_ => draw.Chance(80)).ToHashSet(), draw.Some(Parts, 55),
            kind == LayerKind.MedicalAid ? null : draw.Chance(88) ? Terms() : null, inHardship, World.Source);
    }

    private LayerTerms Terms() => new(draw.Money(120), Bands(150, () => ByPerson(draw.Ratio)), draw.Maybe(50, () => draw.Money(150)));

    private Bands<T> Bands<T>(int percentOfABill, Func<T> figure)
    {
        var edges = Enumerable.Range(0, draw.Int(0, 3)).Select(_ => draw.Money(percentOfABill)).Where(e => e > Money.Zero).Distinct().Order();
        return new([.. edges.Select(edge => new Band<T>(edge, figure())), new Band<T>(null, figure())]);
    }

    private ByLevelAndPerson<T> ByLevelAndPerson<T>(Func<T> figure) => new([.. Levels.Select(_ => ByPerson(figure))]);

    private ByPerson<T> ByPerson<T>(Func<T> figure) => new([.. groups.All.Select(_ => figure())]);
}
