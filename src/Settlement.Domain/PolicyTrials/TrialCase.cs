using Settlement.Domain.BenefitAccounts;
using Settlement.Domain.Catalogs;
using Settlement.Domain.Chronic;
using Settlement.Domain.Encounters;
using Settlement.Domain.Facilities;
using Settlement.Domain.Persons;
using Settlement.Domain.Policies;
using Settlement.Domain.Settlements;
using static Settlement.Domain.Settlements.SettlementOutcome;

namespace Settlement.Domain.PolicyTrials;

/// <summary>算例: a bill as it may come, for a policy to be tried on before it is published.</summary>
/// <param name="Person">Insured at the place whose policy is tried.</param>
/// <param name="Class">异地就医人员类别: given, not found from filings.</param>
/// <param name="On">Day of discharge or visit.</param>
/// <param name="Account">What the person has used up in the year before.</param>
public sealed record TrialCase(
    InsuredPerson Person, Benefit Benefit, FacilityLevel Level, TreatmentClass Class, DateOnly On, IReadOnlyList<TrialLine> Lines,
    BenefitAccount Account)
{
    private const string Item = "trial";
    private static readonly DateRange Always = new(DateOnly.MinValue, last: null);
    private static readonly Catalog NoCatalog = new([]);
    private static readonly FacilityCode Somewhere = FacilityCode.Parse("H00000000000");
    private static readonly RegionCode Beijing = RegionCode.Parse("110000");
    private static readonly RegionCode Shanghai = RegionCode.Parse("310000");

    /// <summary>Null where the personal account is not used.</summary>
    public Money? PersonalAccountBalance { get; init; }

    /// <summary>What the policy makes of the case, whatever the days for which it is in force.</summary>
    public SettlementOutcome Under(ReimbursementPolicy policy)
    {
        var claim = ClaimUnder(policy);
        if (Refusals.Of(claim, Class) is { } refused)
            return refused;
        var (lines, refusedLines) = LineSplitter.Split(claim.Lines, claim.Catalog, SettlementCalculator.LineContextOf(claim), claim.Entries);
        return refusedLines.Count > 0
            ? new Refused(RefusalCode.LinesRefused, $"{refusedLines.Count}", refusedLines)
            : new Settled(SettlementCalculator.Compute(claim, Class, filing: null, lines));
    }

    private SettlementClaim ClaimUnder(ReimbursementPolicy policy)
    {
        var lines = Lines.Select((line, i) => new FeeLine($"{i + 1}", Item, On, Quantity: 1, line.Amount.Yuan, line.Amount)).ToList();
        var treatedIn = Person.InsuredRegion.Province == Beijing ? Shanghai : Beijing; // anywhere but at home, unless the class says so
        return new(
            Person,
            new Encounter(Benefit, IsEmergency: Class == TreatmentClass.Emergency, On, On),
            new DesignatedFacility(Somewhere, "", treatedIn, Level, Always, [new(Benefit, Always)]),
            Filings: [],
            lines,
            NoCatalog,
            policy,
            Account)
        {
            Entries = Lines.Select((line, i) => (No: $"{i + 1}", Entry: line.Entry(Always))).ToDictionary(line => line.No, line => line.Entry),
            PersonalAccountBalance = PersonalAccountBalance,
            ChronicDiseases = Benefit.Disease is { } disease ? new(new Dictionary<string, DateRange> { [disease] = Always }) : ChronicDiseases.None,
            SpecialDrug = Benefit.Service == CareService.SpecialDrug // a trial asks what the policy pays, not whether or which drug may be bought
                ? new(new(Item, lines.Count, Always, "", Somewhere), new(Person.InsuredRegion.Province, No: null), new("", Somewhere, Somewhere, Always), IsUsed: false)
                : null,
        };
    }
}

/// <summary>One line of a case: an amount of one class of the treatment place's catalogue.</summary>
/// <param name="FirstSelfPaid">先行自付比例, of class B only.</param>
public sealed record TrialLine(Money Amount, ItemClass Class, Ratio? FirstSelfPaid)
{
    internal CatalogEntry Entry(DateRange always) => new(
        Catalog.National, "trial", "", ItemKind.MedicalService, Class, FirstSelfPaid, new Dictionary<FacilityLevel, decimal>(), FeeCategory: "14",
        Restriction: null, always, Version: "trial");
}
