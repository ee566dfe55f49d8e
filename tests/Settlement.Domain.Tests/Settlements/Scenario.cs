using FsCheck;
using FsCheck.Fluent;
using Settlement.Domain.BenefitAccounts;
using Settlement.Domain.Catalogs;
using Settlement.Domain.Encounters;
using Settlement.Domain.Facilities;
using Settlement.Domain.Filings;
using Settlement.Domain.Persons;
using Settlement.Domain.Policies;
using Settlement.Domain.Settlements;

namespace Settlement.Domain.Tests.Settlements;

/// <summary>One bill of a year.</summary>
internal sealed record Bill(CareService Service, FacilityLevel Level, FilingType? Filing, IReadOnlyList<FeeLine> Lines);

/// <summary>A drawn policy, a person, and the bills of the year: all but the last are history.</summary>
internal sealed record Scenario(ReimbursementPolicy Policy, PersonCategory Person, IReadOnlyList<Bill> Bills)
{
    internal static Arbitrary<Scenario> Any => Drawn(Layers).ToArbitrary();

    /// <summary>No layer counts the co-pay without what lies over the ceiling; SettlementLaws says why.</summary>
    internal static Arbitrary<Scenario> Monotone =>
        Drawn(Layers.Where(layers => layers.All(l => !l.Base.Contains(PersonalPart.CoPay) || l.Base.Contains(PersonalPart.OverCeiling)))).ToArbitrary();

    /// <summary>Deductibles and bands of the year for every benefit; the bases of any two layers are the same or have nothing in common.</summary>
    internal static Arbitrary<Scenario> Accumulating =>
        Drawn(Layers.Where(layers => layers.All(l => layers.All(other => l.Base.ToHashSet().SetEquals(other.Base) || !l.Base.Intersect(other.Base).Any())))).Select(scenario => scenario with
        {
            Policy = scenario.Policy with
            {
                Benefits = scenario.Policy.Benefits.ToDictionary(b => b.Key, b => b.Value with
                {
                    BandsRunOver = BandPeriod.Year,
                    Deductible = b.Value.Deductible is Deductible.PerPeriod ? b.Value.Deductible : Example.YearlyDeductible(700, b.Key),
                }),
            },
        }).ToArbitrary();

    /// <summary>The claims of the year in order, each with the account that the earlier ones left, and their statements.</summary>
    internal IReadOnlyList<(SettlementClaim Claim, SettlementStatement Statement)> Year()
    {
        var year = new List<(SettlementClaim, SettlementStatement)>();
        var account = BenefitAccount.Empty;
        foreach (var bill in Bills)
        {
            var claim = ClaimOf(bill, account);
            var statement = Example.Settled(claim);
            year.Add((claim, statement));
            account = account.With(statement.AccountChange);
        }
        return year;
    }

    internal (SettlementClaim Claim, SettlementStatement Statement) Last => Year()[^1];

    private SettlementClaim ClaimOf(Bill bill, BenefitAccount account) => Example.Claim with
    {
        Person = Example.Claim.Person with { Category = Person },
        Encounter = Example.Claim.Encounter with { Benefit = bill.Service },
        Facility = Example.Claim.Facility with { Level = bill.Level },
        Filings = bill.Filing is { } type ? [Example.Filing with { Type = type }] : [],
        Lines = bill.Lines,
        Policy = Policy,
        Account = account,
    };

    private static Gen<Scenario> Drawn(Gen<IReadOnlyList<SupplementaryLayer>> layers) =>
        from inpatient in Rules
        from outpatient in Rules
        from ceilings in Ceilings
        from reduction in Reduction
        from drawnLayers in layers
        from person in Gen.Elements(PersonCategory.Active, PersonCategory.Retired)
        from count in Gen.Choose(1, 5)
        from bills in AnyBill.ListOf(count)
        select new Scenario(
            Example.Policy with
            {
                Benefits = new Dictionary<Benefit, ServiceRules> { [CareService.Inpatient] = inpatient, [CareService.Outpatient] = outpatient },
                Ceilings = ceilings,
                Reduction = reduction,
                Layers = drawnLayers,
            },
            person,
            [.. bills]);

    private static Gen<Money> Yuan(int most) => Gen.Choose(0, most * 100).Select(fen => new Money(fen));

    private static Gen<Ratio> Ratios => Gen.Choose(0, 1000).Select(n => Ratio.FromFraction(n / 1000m));

    private static Gen<Money?> Sometimes(Gen<Money> gen) => Gen.OneOf(Gen.Constant<Money?>(null), gen.Select(m => (Money?)m));

    private static Gen<ServiceRules> Rules =>
        from deductible in Deductibles
        from origin in Gen.Elements(Enum.GetValues<BandOrigin>())
        from period in Gen.Elements(Enum.GetValues<BandPeriod>())
        from bands in BandsOf(ByEveryone(Ratios))
        from retiree in Gen.OneOf(
            Gen.Constant<RetireeRule?>(null),
            Gen.Choose(0, 10).Select(points => (RetireeRule?)new RetireeRule.AddedPoints(points)),
            Ratios.Select(factor => (RetireeRule?)new RetireeRule.PersonalShareFactor(factor)))
        select new ServiceRules(deductible, origin, period, bands, retiree, Example.Source);

    private static Gen<Deductible> Deductibles => Gen.OneOf(
        from count in Gen.Choose(1, 3)
        from series in Yuan(2_000).ListOf(count)
        from most in Sometimes(Yuan(3_000))
        select (Deductible)new Deductible.PerEncounter(
            Example.Everyone<IReadOnlyList<Money>>([.. series]), most, new Dictionary<ContinuationKind, ContinuingDeductible>(), Example.Source),
        ByEveryone(Yuan(2_000)).Select(amount => (Deductible)new Deductible.PerPeriod(
            AccountPeriod.Year, EachFacility: false, amount, [CareService.Inpatient, CareService.Outpatient], Example.Source)));

    private static Gen<ByLevelAndPerson<T>> ByEveryone<T>(Gen<T> figure) =>
        from figures in figure.ListOf(2 * Enum.GetValues<FacilityLevel>().Length)
        select new ByLevelAndPerson<T>([.. figures.Chunk(2).Select(pair => new ByPerson<T>(pair))]);

    private static Gen<Bands<T>> BandsOf<T>(Gen<T> figure) =>
        from count in Gen.Choose(0, 2)
        from edges in Gen.Choose(1, 5_000_000).ListOf(count)
        from figures in figure.ListOf(3)
        let closed = edges.Distinct().Order().Select((edge, i) => new Band<T>(new Money(edge), figures[i])).ToList()
        select new Bands<T>([.. closed, new(null, figures[2])]);

    private static Gen<IReadOnlyList<FundCeiling>> Ceilings =>
        from count in Gen.Choose(0, 2)
        from services in Gen.Elements<CareService[]>([CareService.Inpatient], [CareService.Outpatient], [CareService.Inpatient, CareService.Outpatient]).ListOf(count)
        from yuan in Yuan(60_000).ListOf(count)
        select (IReadOnlyList<FundCeiling>)[.. services.Zip(yuan, (s, y) => Example.Ceiling(y.Yuan, [.. s.Select(service => new Benefit(service))]))];

    private static Gen<AwayReduction> Reduction =>
        from mode in Gen.Elements(Enum.GetValues<ReductionMode>())
        from percent in Gen.Choose(0, 30).ListOf(Enum.GetValues<TreatmentClass>().Length)
        select new AwayReduction(
            mode, Enum.GetValues<TreatmentClass>().Zip(percent).ToDictionary(c => c.First, c => (decimal)c.Second), Example.Source);

    private static Gen<IReadOnlyList<SupplementaryLayer>> Layers =>
        from kinds in Gen.SubListOf(Enum.GetValues<LayerKind>())
        from layers in Layer.ListOf(kinds.Count)
        select (IReadOnlyList<SupplementaryLayer>)[.. kinds.Zip(layers, (kind, layer) => layer with { Kind = kind })];

    private static Gen<SupplementaryLayer> Layer =>
        from services in Gen.SubListOf(Enum.GetValues<CareService>())
        from parts in Gen.SubListOf(PersonalPart.Deductible, PersonalPart.CoPay, PersonalPart.OverCeiling)
        from deductible in Yuan(10_000)
        from bands in BandsOf(Ratios.Select(Example.EveryPerson))
        from ceiling in Sometimes(Yuan(20_000))
        select new SupplementaryLayer(
            LayerKind.LargeAmount, services.ToHashSet(), [.. parts], new(deductible, bands, ceiling), InHardship: [], Example.Source);

    private static Gen<Bill> AnyBill =>
        from service in Gen.Elements(CareService.Inpatient, CareService.Outpatient)
        from level in Gen.Elements(Enum.GetValues<FacilityLevel>())
        from filing in Gen.OneOf(Gen.Constant<FilingType?>(null), Gen.Elements(Enum.GetValues<FilingType>()).Select(f => (FilingType?)f))
        from count in Gen.Choose(1, 6)
        from lines in (
            from item in Gen.Elements("A", "A", "A", "B10", "B-LIMITED", "C")
            from price in Gen.OneOf(Gen.Choose(0, 100_000), Gen.Choose(0, 20_000_000))
            from quantity in Gen.Elements(1m, 1m, 3m, 0.5m, 0.3333m)
            select Example.Line(item, price / 1000m, quantity)).ListOf(count)
        select new Bill(service, level, filing, [.. lines]);
}
