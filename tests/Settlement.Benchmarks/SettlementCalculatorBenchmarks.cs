using BenchmarkDotNet.Attributes;
using Settlement.Domain;
using Settlement.Domain.BenefitAccounts;
using Settlement.Domain.Catalogs;
using Settlement.Domain.Facilities;
using Settlement.Domain.Filings;
using Settlement.Domain.Persons;
using Settlement.Domain.Policies.Documents;
using Settlement.Domain.Settlements;
using Settlement.Persistence.Policies;

namespace Settlement.Benchmarks;

/// <summary>
/// What one settlement costs without any input or output. The baseline only adds up the lines: what even the plainest
/// program has to do.
/// </summary>
[MemoryDiagnoser]
public class SettlementCalculatorBenchmarks
{
    private static readonly DateOnly Day = new(2026, 5, 10);
    private SettlementClaim claim = null!;

    /// <summary>A visit of ten lines and a stay of five hundred.</summary>
    [Params("10-line visit", "500-line stay")]
    public string Bill { get; set; } = "";

    [GlobalSetup]
    public void Setup() => claim = Bill == "10-line visit"
        ? Claim(CareService.Outpatient, lines: 10, Day)
        : Claim(CareService.Inpatient, lines: 500, Day.AddDays(10));

    [Benchmark(Baseline = true)]
    public Money SumOfTheLines()
    {
        var total = Money.Zero;
        foreach (var line in claim.Lines)
            total += line.Amount;
        return total;
    }

    [Benchmark]
    public SettlementOutcome Settle() => SettlementCalculator.Settle(claim);

    [Benchmark]
    public SettlementWorking SettleAndExplain() => ((SettlementOutcome.Settled)SettlementCalculator.Settle(claim)).Statement.Working();

    /// <summary>A long-term resident of Haikou insured in Beijing, with items of all three classes and some price limits.</summary>
    private static SettlementClaim Claim(CareService service, int lines, DateOnly endedOn)
    {
        var policy = PolicyReader.Read(ShippedPolicies.Documents().Single(d => d.File == "110000-employee.json").Json);
        var haikou = RegionCode.Parse("460100");
        var always = new DateRange(new(2020, 1, 1), null);
        var entries = Enumerable.Range(0, 1_000).Select(i => new CatalogEntry(
            Catalog.National, $"ITEM{i}", $"item {i}", ItemKind.MedicalService, (ItemClass)(i % 3), i % 3 == 1 ? Ratio.FromPercent(10) : null,
            i % 5 == 0 ? new Dictionary<FacilityLevel, decimal> { [FacilityLevel.Tertiary] = 50 } : new Dictionary<FacilityLevel, decimal>(),
            "01", null, always, "benchmark"));

        return new(
            new(PersonId.Of(policy.InsuredRegion, new("P-1")), new("P-1"), policy.InsuredRegion, policy.Scheme, PersonCategory.Active, InsuredStatus.Normal,
                new(1980, 3, 4), Sex.Female),
            new(service, IsEmergency: false, Day, endedOn),
            new(FacilityCode.Parse("H46010000001"), "hospital", haikou, FacilityLevel.Tertiary, always, [new(service, always)]),
            [new(FilingId.New(), FilingType.LongTermResident, haikou, always, FilingState.Accepted)],
            [.. Enumerable.Range(0, lines).Select(i => new FeeLine($"{i}", $"ITEM{i * 7 % 1_000}", Day, 2, 60 + i, Money.Price(60 + i, 2)))],
            new(entries),
            policy,
            BenefitAccount.Empty);
    }
}
