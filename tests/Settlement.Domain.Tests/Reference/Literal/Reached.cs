using Settlement.Domain.Catalogs;
using Settlement.Domain.Policies;
using Settlement.Domain.Settlements;

namespace Settlement.Domain.Tests.Reference.Literal;

/// <summary>A place in the rules that a case went through; each must be reached by the random cases.</summary>
internal enum Reached
{
    // Class of the encounter.
    LateFiling,
    FiledWithinEmergencyDays,
    EmergencyFiling,
    DeemedFiled,
    WithoutFiling,
    BoundToOtherFacilities,
    TwoWayOwedADocument,

    // Lines.
    UnlistedInAManualClaim,
    ClassC,
    OverLimit,
    OverLimitIsTheWholeLine,
    FirstSelfPaid,
    FirstSelfPaidOnALimitedPrice,
    DeclinedWithoutRestriction,
    RescueConfirmed,
    NotMetDeclined,
    NotMetOtherInsurance,
    NotMetNewborn,
    NotMetInfant,
    NotMetChild,
    NotMetSex,
    NotMetLevel,
    NotMetInpatient,
    NotMetRescue,
    RefundOfAPart,
    RefundOfTheWhole,
    LastRefundTakesWhatIsLeft,
    SecondRefundOfACharge,

    // Stay over New Year.
    StayOverNewYearInOneYear,
    SplitOverTwoYears,
    SplitOverThreeYears,

    // Person group.
    BirthdayIntoAGroup,
    DayBeforeTheBirthday,

    // Deductible.
    FirstOfTheSeries,
    LaterOfTheSeries,
    LastOfTheSeriesRepeats,
    Waived,
    Difference,
    DifferenceBelowZero,
    NoEncounterOfItsOwn,
    YearlyMaximumOfTheDeductible,
    DeductibleOfTheYear,
    DeductibleOfTheQuarter,
    DeductibleOfTheMonth,
    DeductibleOfEachFacility,
    DeductibleCountedTogether,
    DeductibleToppedUp,
    DeductiblePaidAboveTheFigure,
    DeductibleAway,
    NoDeductibleRemains,
    DeductibleNotReached,
    DeductibleReachedExactly,
    DeductibleGoesOnInTheNewYear,

    // Ratio.
    RatioZero,
    RatioOne,
    RetireePoints,
    RetireeAboveAHundred,
    RetireeFactor,
    UpFrontShare,
    PointsOff,
    PointsOffBelowZero,
    Multiplier,
    ReductionOfTheBenefit,

    // Bands.
    BandsGoOnInTheYear,
    BandsGoOnInTheStay,
    DeductibleShortensTheBand,
    ThreeBandsInOneBill,
    BeginsOnAnEdge,
    EndsOnAnEdge,

    // Ceilings.
    CeilingMetByInversion,
    CeilingOnFundMetExactly,
    CeilingOnFundUsedUp,
    CeilingInScopeMet,
    CeilingInScopeUsedUp,
    BothCeilingsMet,
    DeductibleTakesTheScopeRoom,
    TightestOnFund,
    TightestOnScope,
    CeilingShared,
    CeilingOfTheQuarter,
    CeilingOfTheMonth,
    EachFurtherDisease,

    // Special drugs.
    RatioOfTheDrug,
    RatioOfTheDrugForARetiree,
    CeilingOfTheDrugUsedInPart,
    CeilingOfTheDrugUsedUp,
    CeilingOfThePolicyBelowTheDrugs,
    CeilingOfTheDrugBelowThePolicys,

    // Layers.
    LayerDeductibleReached,
    LayerDeductibleReachedExactly,
    TwoBandsOfALayer,
    LayerCeilingMet,
    TermsInHardship,
    LayerWithoutTermsForThePerson,
    SeveralPartsRelieved,

    // Personal account.
    PersonalAccountPaysAPart,
    PersonalAccountPaysAll,
    PersonalAccountBelowZero,
    PersonalAccountNotForTheService,
}

/// <summary>Counts how often each place was reached, and each refusal, class, layer, fault of a line and outcome of a restriction.</summary>
internal sealed class Reach
{
    private readonly long[] places = New<Reached>();
    private readonly long[] refusals = New<RefusalCode>();
    private readonly long[] classes = New<TreatmentClass>();
    private readonly long[] layers = New<LayerKind>();
    private readonly long[] faults = New<LineFault>();
    private readonly long[] outcomes = New<RestrictionOutcome>();

    public void Mark(Reached place) => places[(int)place]++;

    public void MarkIf(bool reached, Reached place)
    {
        if (reached)
            places[(int)place]++;
    }

    public void Mark(RefusalCode code) => refusals[(int)code]++;

    public void Mark(TreatmentClass treatmentClass) => classes[(int)treatmentClass]++;

    public void Mark(LineFault fault) => faults[(int)fault]++;

    public void Mark(RestrictionOutcome outcome) => outcomes[(int)outcome]++;

    /// <summary>A layer that pays something.</summary>
    public void MarkIf(bool reached, LayerKind layer)
    {
        if (reached)
            layers[(int)layer]++;
    }

    public void Add(Reach other)
    {
        foreach (var (mine, others) in All().Zip(other.All()))
            for (var i = 0; i < mine.Counts.Length; i++)
                mine.Counts[i] += others.Counts[i];
    }

    /// <summary>Every place with its count.</summary>
    public IEnumerable<(string Place, long Count)> Counts() =>
        All().SelectMany(kind => kind.Names.Zip(kind.Counts, (name, count) => (name, count)));

    private (string[] Names, long[] Counts)[] All() =>
    [
        (Enum.GetNames<Reached>(), places),
        (Names<RefusalCode>(), refusals),
        (Names<TreatmentClass>(), classes),
        (Names<LayerKind>(), layers),
        (Names<LineFault>(), faults),
        (Names<RestrictionOutcome>(), outcomes),
    ];

    private static string[] Names<T>() where T : struct, Enum => [.. Enum.GetNames<T>().Select(name => $"{typeof(T).Name}.{name}")];

    private static long[] New<T>() where T : struct, Enum => new long[Enum.GetValues<T>().Length];
}
