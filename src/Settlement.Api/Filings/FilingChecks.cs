using Settlement.Api.Calls;
using Settlement.Domain;
using Settlement.Domain.Calendars;
using Settlement.Domain.Filings;
using Settlement.Domain.Persons;
using Settlement.Persistence.Filings;
using Settlement.Persistence.Persons;
using Settlement.Persistence.Snapshots;

namespace Settlement.Api.Filings;

/// <summary>What holds of every application, alone or in a batch: its place, its person, and the insured place's rules.</summary>
internal sealed class FilingChecks(ReferenceSnapshot reference)
{
    /// <param name="person">Null where the insured place knows no such person.</param>
    /// <param name="rules">Those of today.</param>
    /// <param name="submittedOn">Day of the first submission, from which is counted how far a filing reaches back.</param>
    /// <returns>What stands in the way; null for nothing.</returns>
    internal Refusal? FaultOf(
        RegionCode insured, SubmitFilingRequest request, PersonRecord? person, FilingRules rules, DateOnly submittedOn)
    {
        var destination = RegionCode.Parse(request.Destination);
        var ofType = rules.Of(request.Type);
        return DestinationFault(insured, destination)
            ?? PersonFault(person, request)
            ?? RulesFault(ofType, ValidityOf(request, rules), submittedOn, FacilitiesOf(request), destination);
    }

    /// <summary>Puts what was applied for into the record, and sets the day by which it is to be decided.</summary>
    internal void Fill(FilingRecord filing, SubmitFilingRequest request, FilingRules rules, DateOnly today)
    {
        var validity = ValidityOf(request, rules);
        (filing.Type, filing.Channel, filing.Destination) = (request.Type, request.Channel, RegionCode.Parse(request.Destination));
        (filing.Facilities, filing.ValidFrom, filing.ValidThrough) = (FacilitiesOf(request), validity.First, validity.Last);
        (filing.Shown, filing.Promised) = ([.. filing.Shown.Union(request.Shown ?? []).Order()], request.Promised);
        (filing.Phone, filing.Address) = (request.Phone ?? filing.Phone, request.Address ?? filing.Address);
        (filing.RulesVersion, filing.DueOn) = (rules.Version, request.Channel.IsOnline() ? DueOn(today, rules) : null);
    }

    internal static DateRange ValidityOf(SubmitFilingRequest request, FilingRules rules) =>
        new(request.ValidFrom, request.ValidThrough ?? rules.Of(request.Type).LastDay(request.ValidFrom));

    private static FacilityCode[] FacilitiesOf(SubmitFilingRequest request) => [.. (request.Facilities ?? []).Select(FacilityCode.Parse)];

    /// <summary>办结期限 (R-FIL-06); null where the calendar of the year is not known yet.</summary>
    private DateOnly? DueOn(DateOnly today, FilingRules rules)
    {
        try
        {
            return reference.Calendar.After(today, rules.DecisionWorkingDays);
        }
        catch (CalendarMissingException)
        {
            return null;
        }
    }

    private Refusal? DestinationFault(RegionCode insured, RegionCode destination) =>
        reference.Regions.TryGetValue(destination, out var region) && region.MayBeFiledFor(insured)
            ? null
            : FilingProblems.DestinationNotPossible.Refuse(destination.Value, "/destination");

    private static Refusal? PersonFault(PersonRecord? person, SubmitFilingRequest request)
    {
        if (person is null)
            return ProblemKind.PersonNotFound.Refuse(request.PersonNo, "/personNo");
        if (request.IdentityNumber is { } number && person.IdentityNumber.Value != number)
            return FilingProblems.IdentityNotOfPerson.Refuse(pointer: "/identityNumber");
        return person.Status == InsuredStatus.Terminated ? FilingProblems.NotInsuredHere.Refuse(request.PersonNo, "/personNo") : null;
    }

    private Refusal? RulesFault(
        FilingTypeRules rules, DateRange validity, DateOnly submittedOn, FacilityCode[] facilities, RegionCode destination)
    {
        for (var i = 0; i < facilities.Length; i++)
            if (reference.Facilities.Find(facilities[i]) is not { } facility || !destination.Contains(facility.Region))
                return FilingProblems.FilingFacilities.Refuse(
                    new($"{facilities[i]} 不在就医地的定点机构中", $"{facilities[i]} is no designated facility of the destination"),
                    $"/facilities/{i}");
        return rules.FaultOf(validity, submittedOn, facilities.Length > 0) switch
        {
            FilingFault.PeriodTooShort => FilingProblems.FilingPeriod.Refuse(
                new($"至少{rules.LeastMonths}个月，即至 {rules.LastDay(validity.First):O}",
                    $"at least {rules.LeastMonths} months, to {rules.LastDay(validity.First):O}"),
                "/validThrough"),
            FilingFault.PeriodTooLong => FilingProblems.FilingPeriod.Refuse(
                new($"最多{rules.MostMonths}个月", $"at most {rules.MostMonths} months"), "/validThrough"),
            FilingFault.TooLongAgo => FilingProblems.FilingPeriod.Refuse(
                new($"最多追溯{rules.DaysBack}天", $"it may begin at most {rules.DaysBack} days ago"), "/validFrom"),
            FilingFault.FacilitiesMissing => FilingProblems.FilingFacilities.Refuse(
                new("参保地要求填写就医机构", "the insured place asks for the facilities"), "/facilities"),
            _ => null,
        };
    }
}
