using System.Diagnostics;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Domain;
using Settlement.Persistence;
using Settlement.Persistence.Persons;

namespace Settlement.Api.Persons;

/// <summary>Keeps who read which person.</summary>
internal static class PersonAccessLog
{
    /// <summary>Stores the reads before the answer goes out: what cannot be recorded is not shown.</summary>
    internal static async Task RecordReadsAsync(
        this SettlementDbContext db, HttpContext context, IEnumerable<PersonId> persons, TimeProvider clock, CancellationToken cancellation)
    {
        var operation = context.GetEndpoint()?.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName ?? "";
        db.PersonAccesses.AddRange(persons.Distinct().Select(person => new PersonAccessRecord
        {
            PersonId = person,
            AccessId = Guid.CreateVersion7(),
            ReadAt = clock.Now(),
            ReadBy = context.Caller().Subject,
            Operation = operation,
            TraceId = Activity.Current?.TraceId.ToString() ?? "none",
        }));
        await db.SaveChangesAsync(cancellation);
    }
}
