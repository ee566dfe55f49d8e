using Microsoft.EntityFrameworkCore;
using Settlement.Api.Calls;
using Settlement.Api.Chronic;
using Settlement.Domain;
using Settlement.Domain.Catalogs;
using Settlement.Domain.Facilities;
using Settlement.Domain.Persons;
using Settlement.Persistence;
using Settlement.Persistence.Encounters;
using Settlement.Persistence.Snapshots;

namespace Settlement.Api.Encounters;

/// <summary>费用明细查询: what was uploaded so far, split by today's catalogue.</summary>
internal sealed class ReadFeeLines(SettlementDbContext db, ReferenceSnapshot reference)
{
    internal async Task<Outcome<FeeLinesAnswer>> RunAsync(EncounterKey key, Call call)
    {
        if (await db.FindEncounterAsync(key.Facility, key.No, call.Cancellation) is not { } encounter
            || reference.Facilities.Find(key.Facility) is not { } facility)
            return EncounterProblems.EncounterNotFound.Refuse(key.No);
        var person = await db.PersonOfLinesAsync(encounter.PersonId, call.Cancellation);
        var stored = await db.LinesOf(encounter).AsNoTracking().OrderBy(l => l.LineNo).ToListAsync(call.Cancellation);

        List<FeeLine> lines = [.. stored.Select(l => l.ToFeeLine())];
        var (split, refused) = LineSplitter.Split(
            lines, reference.Catalog, LinePersons.ContextOf(encounter, facility, person, encounter.DischargedOn));
        return FeeLinesAnswer.OfEncounter(
            key.No, split, refused, facility.Level,
            await db.WarningsAsync(encounter, person.InsuredRegion, lines, reference, call.Cancellation));
    }
}

/// <summary>What the split of lines needs to know of the person.</summary>
internal sealed record LinePerson(IdentityNumber IdentityNumber, RegionCode InsuredRegion);

internal static class LinePersons
{
    internal static async Task<LinePerson> PersonOfLinesAsync(this SettlementDbContext db, PersonId person, CancellationToken cancellation)
    {
        var found = await db.Persons.AsNoTracking().SingleAsync(p => p.PersonId == person, cancellation);
        return new(found.IdentityNumber, found.InsuredRegion);
    }

    /// <param name="lastDay">Null where any day after the admission will do.</param>
    internal static LineContext ContextOf(
        EncounterRecord encounter, DesignatedFacility facility, LinePerson person, DateOnly? lastDay) => new(
        facility.Region.Province, facility.Level, encounter.Service, encounter.IsEmergency,
        new(encounter.StartedOn, lastDay), person.IdentityNumber.BirthDate, person.IdentityNumber.Sex);
}
