using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Settlement.Api.Http;
using Settlement.Domain;
using Settlement.Domain.Calendars;
using Settlement.Domain.Filings;
using Settlement.Domain.Persons;
using Settlement.Persistence;
using Settlement.Persistence.Filings;
using Settlement.Persistence.Snapshots;

namespace Settlement.Api.Filings;

/// <summary>What an application says, checked against the person, the regions and the insured place's rules.</summary>
internal sealed class FilingSubmission(SettlementDbContext db, ReferenceSnapshot reference, TimeProvider clock)
{
    /// <summary>Puts what was applied for into the record, and sets the day by which it is to be decided.</summary>
    /// <returns>What stands in the way; null for nothing.</returns>
    internal async Task<ProblemHttpResult?> FillAsync(FilingRecord filing, SubmitFilingRequest request, CancellationToken cancellation)
    {
        var today = clock.Today();
        var destination = RegionCode.Parse(request.Destination);
        if (DestinationFault(filing.InsuredRegion, destination) is { } destinationFault)
            return destinationFault;
        if (await PersonFaultAsync(filing.PersonId, request, cancellation) is { } personFault)
            return personFault;

        var rules = (await FilingRulesBook.LoadAsync(db, filing.InsuredRegion, cancellation)).On(today);
        var ofType = rules.Of(request.Type);
        var validity = new DateRange(request.ValidFrom, request.ValidThrough ?? ofType.LastDay(request.ValidFrom));
        FacilityCode[] facilities = [.. (request.Facilities ?? []).Select(FacilityCode.Parse)];
        if (RulesFault(ofType, validity, today, facilities, destination) is { } rulesFault)
            return rulesFault;

        var (replaced, replacedFault) = await ReplacedAsync(filing, request, rules, cancellation);
        if (replacedFault is not null)
            return replacedFault;

        (filing.Type, filing.Channel, filing.Destination, filing.Facilities) = (request.Type, request.Channel, destination, facilities);
        (filing.ValidFrom, filing.ValidThrough) = (validity.First, validity.Last);
        (filing.Shown, filing.Promised) = ([.. filing.Shown.Union(request.Shown ?? []).Order()], request.Promised);
        (filing.Phone, filing.Address, filing.ReplacesFilingId) = (request.Phone ?? filing.Phone, request.Address ?? filing.Address, replaced);
        (filing.RulesVersion, filing.DueOn) = (rules.Version, request.Channel.IsOnline() ? DueOn(today, rules) : null);
        return null;
    }

    /// <summary>自助备案: whether it is accepted without a clerk.</summary>
    internal async Task<bool> IsAcceptedAtOnceAsync(FilingRecord filing, CancellationToken cancellation)
    {
        var rules = (await FilingRulesBook.LoadAsync(db, filing.InsuredRegion, cancellation)).On(clock.Today()).Of(filing.Type);
        return rules.AcceptedAtOnce && filing.Channel.IsOnline() && rules.Missing(filing.Shown, filing.Promised).Count == 0;
    }

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

    /// <summary>A filing names a current province or city outside the insured province (R1.5.1).</summary>
    private ProblemHttpResult? DestinationFault(RegionCode insured, RegionCode destination) =>
        !reference.Regions.TryGetValue(destination, out var region) || !region.Usable || region.Level > 2 || destination.Province == insured.Province
            ? ProblemKind.DestinationNotPossible.ToResult(destination.Value, "/destination")
            : null;

    private async Task<ProblemHttpResult?> PersonFaultAsync(PersonId id, SubmitFilingRequest request, CancellationToken cancellation)
    {
        var person = await db.Persons.AsNoTracking().SingleOrDefaultAsync(p => p.PersonId == id, cancellation);
        if (person is null)
            return ProblemKind.PersonNotFound.ToResult(request.PersonNo, "/personNo");
        if (request.IdentityNumber is { } number && person.IdentityNumber.Value != number)
            return ProblemKind.IdentityNotOfPerson.ToResult(pointer: "/identityNumber");
        return person.Status == InsuredStatus.Terminated ? ProblemKind.NotInsuredHere.ToResult(request.PersonNo, "/personNo") : null;
    }

    private ProblemHttpResult? RulesFault(
        FilingTypeRules rules, DateRange validity, DateOnly today, FacilityCode[] facilities, RegionCode destination)
    {
        for (var i = 0; i < facilities.Length; i++)
            if (!reference.Facilities.TryGetValue(facilities[i], out var facility) || !destination.Contains(facility.Region))
                return ProblemKind.FilingFacilities.ToResult(
                    new Text($"{facilities[i]} 不在就医地的定点机构中", $"{facilities[i]} is no designated facility of the destination").ToString(), $"/facilities/{i}");
        return rules.FaultOf(validity, today, facilities.Length > 0) switch
        {
            FilingFault.PeriodTooShort => ProblemKind.FilingPeriod.ToResult(
                new Text($"至少{rules.LeastMonths}个月，即至 {rules.LastDay(validity.First):O}", $"at least {rules.LeastMonths} months, to {rules.LastDay(validity.First):O}").ToString(),
                "/validThrough"),
            FilingFault.PeriodTooLong => ProblemKind.FilingPeriod.ToResult(
                new Text($"最多{rules.MostMonths}个月", $"at most {rules.MostMonths} months").ToString(), "/validThrough"),
            FilingFault.TooLongAgo => ProblemKind.FilingPeriod.ToResult(
                new Text($"最多追溯{rules.DaysBack}天", $"it may begin at most {rules.DaysBack} days ago").ToString(), "/validFrom"),
            FilingFault.FacilitiesMissing => ProblemKind.FilingFacilities.ToResult(
                new Text("参保地要求填写就医机构", "the insured place asks for the facilities").ToString(), "/facilities"),
            _ => null,
        };
    }

    /// <summary>变更: the accepted filing of the same person whose place this one takes, not before it may be changed (R1.4.2).</summary>
    private async Task<(FilingId? Replaced, ProblemHttpResult? Fault)> ReplacedAsync(
        FilingRecord filing, SubmitFilingRequest request, FilingRules rules, CancellationToken cancellation)
    {
        if (request.Replaces is not { } number)
            return (null, null);
        var replaced = await db.Filings.AsNoTracking().SingleOrDefaultAsync(
            f => f.PersonId == filing.PersonId && f.InsuredRegion == filing.InsuredRegion && f.FilingNo == number, cancellation);
        if (replaced is null || replaced.State != FilingState.Accepted || replaced.FilingId == filing.FilingId)
            return (null, ProblemKind.ReplacedNotPossible.ToResult(number, "/replaces"));
        var earliest = rules.Of(replaced.Type).MayChangeFrom(replaced.ValidFrom);
        return request.ValidFrom < earliest
            ? (null, ProblemKind.ChangeTooEarly.ToResult($"{number}, {earliest:O}", "/validFrom"))
            : (replaced.FilingId, null);
    }
}
