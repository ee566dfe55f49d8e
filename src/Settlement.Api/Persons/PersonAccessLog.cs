using System.Diagnostics;
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

    /// <inheritdoc cref="RecordReadsAsync(SettlementDbContext, Call, IEnumerable{PersonId})"/>
    internal static Task RecordReadsAsync(
        this SettlementDbContext db, HttpContext context, IEnumerable<PersonId> persons, TimeProvider clock, CancellationToken cancellation) =>
        db.RecordReadsAsync(context.RequestServices.GetRequiredService<Call>(), persons);
}
