using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Settlement.Api.Calls;
using Settlement.Domain;
using Settlement.Persistence;
using Settlement.Persistence.Persons;

namespace Settlement.Api.Persons;

/// <summary>Keeps who read which person.</summary>
internal static class PersonAccessLog
{
    /// <summary>Stores the reads before the answer goes out: what cannot be recorded is not shown.</summary>
    internal static async Task RecordReadsAsync(this SettlementDbContext db, Call call, IEnumerable<PersonId> persons)
    {
        db.PersonAccesses.AddRange(persons.Distinct().Select(person => new PersonAccessRecord
        {
            PersonId = person,
            AccessId = Guid.CreateVersion7(),
            ReadAt = call.Now,
            ReadBy = call.By,
            Operation = call.Operation,
            TraceId = Activity.Current?.TraceId.ToString() ?? "none",
        }));
        await db.SaveChangesAsync(call.Cancellation);
    }

    /// <returns>Whether the insured place knows the person; then the look at it is recorded.</returns>
    internal static async Task<bool> LookAtAsync(this SettlementDbContext db, Call call, PersonId person)
    {
        if (!await db.Persons.AnyAsync(p => p.PersonId == person, call.Cancellation))
            return false;
        await db.RecordReadsAsync(call, [person]);
        return true;
    }
}
