using Settlement.Domain.Facilities;
using Settlement.Domain.Persons;
using Settlement.Persistence.DemonstrationData;

namespace Settlement.Api.Tests.DemonstrationData;

public sealed class DemonstrationFilesTests
{
    /// <summary>The convention of the README: code of the pooling region, born in January 1900, valid in form.</summary>
    [Fact]
    public void Identity_numbers_are_valid_in_form_and_plainly_invented() =>
        Assert.All(DemonstrationFiles.Persons(), person =>
        {
            Assert.True(IdentityNumber.TryParse(person.IdentityNumber, out _), person.PersonNo);
            Assert.StartsWith($"{person.InsuredRegion}190001", person.IdentityNumber, StringComparison.Ordinal);
        });

    [Fact]
    public void Persons_numbers_and_filings_are_unique()
    {
        var persons = DemonstrationFiles.Persons();

        Assert.Distinct(persons.Select(p => p.PersonNo));
        Assert.Distinct(persons.Select(p => p.IdentityNumber));
        Assert.Distinct(persons.SelectMany(p => p.Filings).Select(f => f.FilingNo));
    }

    [Fact]
    public void Every_person_has_one_set_of_bills() =>
        Assert.Equal(
            DemonstrationFiles.Persons().Select(p => (p.InsuredRegion, p.PersonNo)),
            DemonstrationFiles.Bills().Select(b => (b.InsuredRegion, b.PersonNo)));

    [Fact]
    public void Facilities_are_marked_and_lie_where_their_code_says()
    {
        var facilities = DemonstrationFiles.Facilities();

        Assert.InRange(facilities.Count, 20, 30);
        Assert.Distinct(facilities.Select(f => f.Code));
        Assert.All(facilities, f =>
        {
            Assert.EndsWith("（演示）", f.Name, StringComparison.Ordinal);
            Assert.Equal(f.Region, f.ToFacility().Code.Value[1..7]);
        });
        Assert.Contains(facilities, f => f.Openings.All(o => o.Service != CareService.Inpatient));
        Assert.Contains(facilities, f => f.AgreementThrough < new DateOnly(2026, 11, 20));
        Assert.Equal(Enum.GetValues<FacilityLevel>(), facilities.Select(f => f.Level).Distinct().Order());
    }

    [Fact]
    public void Bills_are_of_2026_and_their_numbers_are_unique_at_the_facility()
    {
        var bills = DemonstrationFiles.Bills().SelectMany(b => b.History.Append(b.TryIt)).ToList();

        Assert.Distinct(bills.Select(b => (b.FacilityCode, b.TransactionNo)));
        Assert.Distinct(bills.Select(b => (b.FacilityCode, b.EncounterNo)));
        Assert.All(bills, b => Assert.True(
            new DateOnly(2026, 1, 1) <= b.StartedOn && b.StartedOn <= b.EndedOn && b.EndedOn < new DateOnly(2026, 11, 20), b.TransactionNo));
    }
}
