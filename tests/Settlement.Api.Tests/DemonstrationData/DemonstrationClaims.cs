using Settlement.Domain;
using Settlement.Domain.BenefitAccounts;
using Settlement.Domain.Catalogs;
using Settlement.Domain.Facilities;
using Settlement.Domain.Policies;
using Settlement.Domain.Policies.Documents;
using Settlement.Domain.Settlements;
using Settlement.Persistence.Catalogs;
using Settlement.Persistence.DemonstrationData;
using Settlement.Persistence.Policies;

namespace Settlement.Api.Tests.DemonstrationData;

/// <summary>Settles the shipped bills from the shipped files alone.</summary>
internal static class DemonstrationClaims
{
    private static readonly Lazy<Catalog> LazyCatalog = new(() => new(NationalCatalog.Rows().Concat(DemonstrationCatalog.Rows()).Select(row => row.Entry)));

    internal static Catalog Catalog => LazyCatalog.Value;

    private static readonly PolicyBook Policies = new(ShippedPolicies.Documents().Select(d => PolicyReader.Read(d.Json)));
    private static readonly Dictionary<string, DemonstrationPerson> Persons = DemonstrationFiles.Persons().ToDictionary(p => p.PersonNo);
    private static readonly Dictionary<string, DemonstrationBills> Bills = DemonstrationFiles.Bills().ToDictionary(b => b.PersonNo);
    private static readonly Dictionary<string, DesignatedFacility> Facilities =
        DemonstrationFiles.Facilities().ToDictionary(f => f.Code, f => f.ToFacility());

    /// <summary>What becomes of a person's bill to try, after the history.</summary>
    internal static SettlementOutcome TryIt(string personNo) =>
        Settle(Persons[personNo], Bills[personNo].TryIt, AccountAfterHistory(personNo));

    internal static IReadOnlyList<SettlementStatement> History(string personNo)
    {
        var account = BenefitAccount.Empty;
        var statements = new List<SettlementStatement>();
        foreach (var bill in Bills[personNo].History)
        {
            var outcome = Settle(Persons[personNo], bill, account);
            var statement = Assert.IsType<SettlementOutcome.Settled>(outcome).Statement;
            account = account.With(statement.AccountChange);
            statements.Add(statement);
        }
        return statements;
    }

    private static BenefitAccount AccountAfterHistory(string personNo) =>
        History(personNo).Aggregate(BenefitAccount.Empty, (account, statement) => account.With(statement.AccountChange));

    private static SettlementOutcome Settle(DemonstrationPerson person, DemonstrationBill bill, BenefitAccount account) =>
        SettlementCalculator.Settle(new(
            person.ToPerson(),
            bill.ToEncounter(),
            Facilities[bill.FacilityCode],
            [.. person.Filings.Select(f => f.ToFiling())],
            [.. bill.Lines.Select(LineOf)],
            Catalog,
            Policies.InForceOn(RegionCode.Parse(person.InsuredRegion), person.Scheme, bill.EndedOn),
            account)
        {
            ChronicDiseases = new(new Dictionary<string, DateRange> { ["M03900"] = new(new(2023, 1, 1), last: null) }),
        });

    private static FeeLine LineOf(DemonstrationLine line) => new(
        line.LineNo, line.ItemCode, line.ServiceDate, line.Quantity, line.UnitPriceYuan, Money.FromYuan(line.AmountYuan));
}
