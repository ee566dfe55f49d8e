using Settlement.Domain.BenefitAccounts;
using Settlement.Domain.Catalogs;
using Settlement.Domain.Encounters;
using Settlement.Domain.Facilities;
using Settlement.Domain.Filings;
using Settlement.Domain.Persons;
using Settlement.Domain.Policies;
using Settlement.Domain.Settlements;

namespace Settlement.Domain.Tests;

/// <summary>
/// One plain stay that settles: a person of Nanchang, filed as long-term resident of Shanghai, 10 800 yuan in scope, of which the
/// fund pays (10 800 - 800) × 80% = 8 000. A test says only how its own case differs, with <c>with</c>. The figures are made up.
/// </summary>
internal static class Example
{
    internal static readonly RegionCode Shanghai = RegionCode.Parse("310000");
    internal static readonly DateOnly Admission = new(2026, 5, 10);
    internal static readonly DateOnly Discharge = new(2026, 5, 20);
    internal static readonly Citation Source = new("Made-up notice", "art. 4");
    internal static readonly IReadOnlySet<CareService> EveryService = Enum.GetValues<CareService>().ToHashSet();
    internal static readonly DateRange Always = new(new(2020, 1, 1), null);

    internal static readonly Deductible.PerEncounter Deductible = new(
        Everyone<IReadOnlyList<Money>>([Yuan(800), Yuan(400)]), YearlyMaximum: null, new Dictionary<ContinuationKind, ContinuingDeductible>(), Source);

    internal static readonly ServiceRules Rules = new(
        Deductible, BandOrigin.Deductible, BandPeriod.Encounter, OneBand(80), Retiree: null, Source);

    internal static readonly ReimbursementPolicy Policy = new()
    {
        Version = "360100-employee-2026",
        InsuredRegion = RegionCode.Parse("360100"),
        Scheme = InsuranceScheme.Employee,
        InForce = Always,
        Groups = PersonGroups.Of(InsuranceScheme.Employee),
        DirectSettlement = new(EmergencyFilingDays: null, LateFilingCounts: true, TraumaWithoutThirdParty: true, StayYear.Discharge, Source),
        Benefits = new Dictionary<Benefit, ServiceRules> { [CareService.Inpatient] = Rules },
        Ceilings = [],
        Reduction = new(ReductionMode.PointsOff, new Dictionary<TreatmentClass, decimal>
        {
            [TreatmentClass.LongTerm] = 0,
            [TreatmentClass.Referral] = 10,
            [TreatmentClass.Emergency] = 10,
            [TreatmentClass.OtherTemporary] = 20,
        }, Source),
        Layers = [],
        PersonalAccount = null,
    };

    internal static readonly Filing Filing = new(
        FilingId.New(), FilingType.LongTermResident, Shanghai, new(new(2024, 1, 1), null), FilingState.Accepted);

    internal static readonly Catalog Catalog = new(
    [
        Entry("A", ItemClass.A, selfPaidPercent: null),
        Entry("B10", ItemClass.B, selfPaidPercent: 10),
        Entry("B-LIMITED", ItemClass.B, selfPaidPercent: 10, limitYuan: 110),
        Entry("C", ItemClass.C, selfPaidPercent: null),
    ]);

    internal static readonly SettlementClaim Claim = new(
        new(PersonId.Of(Policy.InsuredRegion, new("P-1")), new("P-1"), Policy.InsuredRegion, InsuranceScheme.Employee, PersonCategory.Active, InsuredStatus.Normal,
            BirthDate: new(1980, 3, 4), Sex.Female),
        new(CareService.Inpatient, IsEmergency: false, Admission, Discharge),
        new(FacilityCode.Parse("H31010100001"), "Example hospital", RegionCode.Parse("310101"), FacilityLevel.Tertiary, Always,
            [new(CareService.Inpatient, Always), new(CareService.Outpatient, Always)]),
        [Filing],
        [Line("A", 10_800)],
        Catalog,
        Policy,
        BenefitAccount.Empty);

    /// <summary>What the splitter is told of the claim.</summary>
    internal static readonly LineContext LineContext = new(
        Shanghai, FacilityLevel.Tertiary, CareService.Inpatient, IsEmergency: false, new(Admission, Discharge), Claim.Person.BirthDate, Claim.Person.Sex);

    internal static Money Yuan(decimal yuan) => Money.FromYuan(yuan);

    internal static Ratio Percent(decimal percent) => Ratio.FromPercent(percent);

    internal static FeeLine Line(string itemCode, decimal priceYuan, decimal quantity = 1) =>
        new("1", itemCode, Admission, quantity, priceYuan, Money.Price(priceYuan, quantity));

    internal static CatalogEntry Entry(string itemCode, ItemClass itemClass, decimal? selfPaidPercent, decimal? limitYuan = null) => new(
        Catalog.National, itemCode, itemCode, ItemKind.MedicalService, itemClass, selfPaidPercent is { } percent ? Percent(percent) : null,
        limitYuan is { } limit ? EveryLevel(limit) : new Dictionary<FacilityLevel, decimal>(), "01", null, Always, "made-up");

    internal static Dictionary<FacilityLevel, T> EveryLevel<T>(T figure) => Enum.GetValues<FacilityLevel>().ToDictionary(l => l, _ => figure);

    /// <summary>For the two groups of the scheme: those at work and the retired.</summary>
    internal static ByPerson<T> EveryPerson<T>(T figure) => new([figure, figure]);

    internal static ByLevelAndPerson<T> Everyone<T>(T figure) => new([.. Enum.GetValues<FacilityLevel>().Select(_ => EveryPerson(figure))]);

    internal static Bands<ByLevelAndPerson<Ratio>> OneBand(decimal percent) => new([new(null, Everyone(Percent(percent)))]);

    /// <summary>Bands by upper edge in yuan and per cent, the last edge null.</summary>
    internal static Bands<ByLevelAndPerson<Ratio>> BandsOf(params (decimal? UpTo, decimal Percent)[] bands) =>
        new([.. bands.Select(b => new Band<ByLevelAndPerson<Ratio>>(b.UpTo is { } edge ? Yuan(edge) : null, Everyone(Percent(b.Percent))))]);

    internal static Bands<ByPerson<Ratio>> LayerBandsOf(params (decimal? UpTo, decimal Percent)[] bands) =>
        new([.. bands.Select(b => new Band<ByPerson<Ratio>>(b.UpTo is { } edge ? Yuan(edge) : null, EveryPerson(Percent(b.Percent))))]);

    internal static FundCeiling Ceiling(decimal yuan, params Benefit[] benefits) =>
        new(benefits, AccountPeriod.Year, CeilingBasis.FundPaid, EveryPerson(Yuan(yuan)), EachFurtherDisease: Money.Zero, Source);

    /// <summary>A deductible that is paid once a year, for inpatient care unless said otherwise.</summary>
    internal static Deductible.PerPeriod YearlyDeductible(decimal yuan, params Benefit[] countedTogether) => new(
        AccountPeriod.Year, EachFacility: false, Everyone(Yuan(yuan)), countedTogether.Length > 0 ? countedTogether : [CareService.Inpatient], Source);

    /// <summary>A layer with one set of terms, which counts every service.</summary>
    internal static SupplementaryLayer Layer(
        LayerKind kind, PersonalPart[] parts, decimal deductible, (decimal? UpTo, decimal Percent)[] bands, decimal? ceiling = null) => new(
        kind, EveryService, parts, new(Yuan(deductible), LayerBandsOf(bands), ceiling is { } yuan ? Yuan(yuan) : null), InHardship: [], Source);

    /// <summary>The claim under a policy that differs only as the function says.</summary>
    internal static SettlementClaim Under(this SettlementClaim claim, Func<ReimbursementPolicy, ReimbursementPolicy> change) =>
        claim with { Policy = change(claim.Policy!) };

    /// <summary>The claim under inpatient rules that differ only as the function says.</summary>
    internal static SettlementClaim UnderRules(this SettlementClaim claim, Func<ServiceRules, ServiceRules> change) =>
        claim.Under(p => p with
        {
            Benefits = new Dictionary<Benefit, ServiceRules> { [CareService.Inpatient] = change(p.Benefits[CareService.Inpatient]) },
        });

    /// <summary>The claim with one line of class A, wholly in scope.</summary>
    internal static SettlementClaim InScope(this SettlementClaim claim, decimal yuan) => claim with { Lines = [Line("A", yuan)] };

    internal static SettlementClaim For(this SettlementClaim claim, PersonCategory category) =>
        claim with { Person = claim.Person with { Category = category } };

    internal static SettlementClaim FiledAs(this SettlementClaim claim, FilingType type) =>
        claim with { Filings = [Filing with { Type = type }] };

    /// <summary>The claim after the given settlements of the same year.</summary>
    internal static SettlementClaim After(this SettlementClaim claim, params SettlementStatement[] earlier) =>
        claim with { Account = earlier.Aggregate(claim.Account, (account, statement) => account.With(statement.AccountChange)) };

    internal static SettlementClaim WithUsed(this SettlementClaim claim, Accumulator accumulator, decimal yuan) => claim with
    {
        Account = claim.Account with { Amounts = claim.Account.Amounts.SetItem(accumulator, Yuan(yuan)) },
    };

    internal static SettlementClaim AfterAdmissions(this SettlementClaim claim, int count) => claim with
    {
        Account = claim.Account with { Encounters = claim.Account.Encounters.SetItem(claim.Encounter.Benefit, count) },
    };

    internal static SettlementStatement Settled(SettlementClaim claim) =>
        Assert.IsType<SettlementOutcome.Settled>(SettlementCalculator.Settle(claim)).Statement;

    internal static SettlementOutcome.Refused Refused(SettlementClaim claim) =>
        Assert.IsType<SettlementOutcome.Refused>(SettlementCalculator.Settle(claim));
}
