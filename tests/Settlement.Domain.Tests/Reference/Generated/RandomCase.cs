using Settlement.Domain.BenefitAccounts;
using Settlement.Domain.Catalogs;
using Settlement.Domain.Encounters;
using Settlement.Domain.Facilities;
using Settlement.Domain.Persons;
using Settlement.Domain.Settlements;

namespace Settlement.Domain.Tests.Reference.Generated;

/// <summary>One person, and the bills of two years in the order in which they are settled; policy and category may change in between.</summary>
/// <param name="Number">The same number draws the same case.</param>
/// <param name="Entries">What the catalogue of the claims is made from.</param>
/// <param name="Bills">Claims without accounts: those follow from the bills before.</param>
internal sealed record RandomCase(int Number, IReadOnlyList<CatalogEntry> Entries, IReadOnlyList<SettlementClaim> Bills)
{
    private static readonly FacilityLevel[] Levels = Enum.GetValues<FacilityLevel>();

    public static RandomCase Of(int number)
    {
        var draw = new Draw(number);
        var year = draw.Int(2024, 2026);
        var scheme = draw.Pick(InsuranceScheme.Employee, InsuranceScheme.Employee, InsuranceScheme.Resident);
        var favourite = draw.Pick(World.Benefits.Append(CareService.Inpatient).ToList());
        var facilities = Enumerable.Range(0, 3).Select(i => Facility(draw, i)).ToList();
        var encounters = Enumerable.Range(0, draw.Int(1, 6))
            .Select(_ => Encounter(draw, draw.Chance(65) ? favourite : draw.Pick(World.Benefits), year))
            .OrderBy(e => e.EndedOn).ThenBy(e => e.StartedOn)
            .Select(e => (Encounter: e, Facility: draw.Pick(facilities)))
            .ToList();

        var benefits = encounters.Select(e => e.Encounter.Benefit).Distinct().ToList();
        var policy = RandomPolicy.Of(draw, scheme, benefits);
        var laterPolicy = draw.Chance(25) ? RandomPolicy.Of(draw, scheme, benefits) : policy;
        var person = RandomPerson.Of(draw, scheme, [.. encounters.SelectMany(e => new[] { e.Encounter.StartedOn, e.Encounter.EndedOn })]);
        var laterPerson = draw.Chance(20) ? person with { Category = draw.Pick(PersonCategories.Of(scheme)), IsCivilServant = true } : person;
        var filings = RandomPerson.Filings(draw, [.. encounters.Select(e => (e.Facility.Code, e.Facility.Region, e.Encounter.StartedOn, e.Encounter.EndedOn))]);
        var entries = RandomCatalog.Of(draw, new(year - 1, 10, 1), new(year, 12, 31));
        var catalog = new Catalog(entries);

        var change = draw.Int(0, encounters.Count);
        var channels = new Draw(int.MaxValue - number); // of its own, so that the other draws stay what they were
        var listings = new RandomListings(number);
        var bills = encounters.Select((e, i) =>
        {
            var isLater = i >= change;
            var lines = new RandomLines(draw, entries, e.Facility, e.Encounter.StartedOn, e.Encounter.EndedOn).Bill();
            var claim = new SettlementClaim(
                isLater ? laterPerson : person, e.Encounter, e.Facility, filings, lines, catalog, isLater ? laterPolicy : policy, BenefitAccount.Empty)
            {
                PersonalAccountBalance = draw.Maybe(65, () => draw.Chance(10) ? -draw.Money(10) : draw.Money(draw.Pick(10, 100, 1000))),
                ChronicDiseases = new(World.Diseases.ToDictionary(d => d, _ => World.Always)),
            };
            if (e.Encounter.Service == CareService.SpecialDrug)
                claim = OnPrescription(draw, claim, listings);
            for (var defects = draw.Chance(10) ? draw.Pick(1, 1, 1, 2) : 0; defects > 0; defects--)
                claim = claim.Policy is null ? claim : Defects.With(draw, claim, draw.Pick(Enum.GetValues<RefusalCode>()));
            return !channels.Chance(20) ? claim : claim with
            {
                Channel = SettlementChannel.Manual,
                CatalogSide = channels.Pick(Enum.GetValues<CatalogSide>()),
            };
        }).ToList();
        return new(number, entries, bills);
    }

    /// <summary>The lines of one drug, prescribed in just that quantity or more.</summary>
    private static SettlementClaim OnPrescription(Draw draw, SettlementClaim claim, RandomListings listings)
    {
        var drug = claim.Lines.Count == 0 ? "X0" : claim.Lines[0].ItemCode;
        var lines = claim.Lines.Where(line => line.ItemCode == drug).ToList();
        return claim with
        {
            Lines = lines,
            SpecialDrug = new(
                new(drug, lines.Sum(line => line.Quantity) + draw.Pick(0m, 0m, 1m), World.Always, "D1", claim.Facility.Code),
                listings.Of(drug, lines),
                new("D1", claim.Facility.Code, FacilityCode.Parse("P99999999999"), World.Always), IsUsed: false),
        };
    }

    private static DesignatedFacility Facility(Draw draw, int index)
    {
        var region = draw.Chance(90) ? draw.Pick(World.Elsewhere) : World.AtHome;
        return new(
            FacilityCode.Parse($"H{region}{index:00000}"), $"Facility {index}", region, draw.Pick(Levels), World.Always,
            [.. World.Benefits.Select(b => new ServiceOpening(b, World.Always))]);
    }

    private static Encounter Encounter(Draw draw, Benefit benefit, int year)
    {
        var end = draw.Chance(65) ? draw.Day(new(year, 1, 1), new(year, draw.Pick(2, 6, 12), 28)) : draw.Day(new(year - 1, 7, 1), new(year - 1, 12, 31));
        var start = end.AddDays(-draw.Int(0, 20));
        if (draw.Chance(18))
        {
            end = new DateOnly(year, 1, 1).AddDays(draw.Pick(0, 1, 10, 80));
            start = draw.Chance(8) ? new(year - 2, 12, draw.Int(1, 31)) : new DateOnly(year - 1, 12, 31).AddDays(-draw.Pick(0, 1, 6, 12, 70));
        }
        if (benefit.Service != CareService.Inpatient && draw.Chance(80))
            start = end;
        return new(benefit, draw.Chance(25), start, end)
        {
            Trauma = draw.Pick(Trauma.None, Trauma.None, Trauma.None, Trauma.None, Trauma.None, Trauma.None, Trauma.WithoutThirdParty),
            Continues = draw.Chance(25) ? new(draw.Pick(Enum.GetValues<ContinuationKind>()), draw.Money(draw.Pick(10, 40))) : null,
        };
    }
}
