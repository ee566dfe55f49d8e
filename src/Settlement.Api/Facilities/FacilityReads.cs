using Microsoft.EntityFrameworkCore;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain;
using Settlement.Domain.Facilities;
using Settlement.Persistence;
using Settlement.Persistence.Facilities;
using Settlement.Persistence.Snapshots;

namespace Settlement.Api.Facilities;

/// <summary>Whether a facility is open for a service.</summary>
/// <param name="Service">Asks whether it is open for this service.</param>
/// <param name="Disease">病种代码 for chronic outpatient care; left out for everything else.</param>
/// <param name="On">The day; today in China where left out.</param>
internal sealed record OpenForQuery(Word<CareService>? Service = null, string? Disease = null, DateOnly? On = null)
{
    internal Refusal? Fault()
    {
        if (Service is null && (Disease is not null || On is not null))
            return ProblemKind.InvalidRequest.Refuse(pointer: "/service");
        if (Service is { Value: var asked } && (asked == CareService.ChronicOutpatient) != Disease is not null)
            return ProblemKind.InvalidRequest.Refuse(
                new("门诊慢特病须填病种，其他服务不填", "Chronic outpatient care needs a disease, nothing else has one"), "/disease");
        return On is { } day && !FieldForm.IsDay(day) ? ProblemKind.InvalidRequest.Refuse($"{day:O}", "/on") : null;
    }
}

/// <summary>One facility with its openings and suspensions, and what was changed of it.</summary>
internal sealed class FacilityReads(SettlementDbContext db, ReferenceSnapshot reference)
{
    internal async Task<Outcome<FacilityAnswer>> ReadAsync(string facilityCode, OpenForQuery query, Call call)
    {
        if (query.Fault() is { } fault)
            return fault;
        if (!FacilityCode.TryParse(facilityCode, out var code)
            || await db.Facilities.AsNoTracking().Include(f => f.Openings).Include(f => f.Suspensions).AsSplitQuery()
                .SingleOrDefaultAsync(f => f.FacilityCode == code && f.Source != FacilityRecord.AgencySource, call.Cancellation) is not { } found)
            return ProblemKind.NotFound.Refuse(facilityCode);
        return FacilityAnswer.From(found, OpenFor(code, query, call.Today));
    }

    /// <returns>Null where no service is asked for.</returns>
    private OpenForAnswer? OpenFor(FacilityCode code, OpenForQuery query, DateOnly today)
    {
        if (query.Service is not { Value: var service } || reference.Facilities.Find(code) is not { } facility)
            return null;
        var (benefit, day) = (new Benefit(service, query.Disease), query.On ?? today);
        return new(benefit.Service, benefit.Disease, day, facility.IsOpenFor(benefit, day), facility.WhyNotOpenFor(benefit, day));
    }

    internal async Task<Outcome<FacilityHistory>> HistoryAsync(string facilityCode, Call call)
    {
        if (!FacilityCode.TryParse(facilityCode, out var code) || !await db.Facilities.AnyAsync(f => f.FacilityCode == code, call.Cancellation))
            return ProblemKind.NotFound.Refuse(facilityCode);
        var changes = await db.FacilityChanges.AsNoTracking().Where(c => c.FacilityCode == code)
            .OrderBy(c => c.RecordedAt).ThenBy(c => c.ChangeNo).ToListAsync(call.Cancellation);
        return new FacilityHistory(facilityCode, [.. changes.Select(FacilityChangeAnswer.From)]);
    }
}
