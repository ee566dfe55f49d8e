using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Persistence.Encounters;

namespace Settlement.Api.Encounters;

internal static class EncounterEvents
{
    /// <summary>An entry of the encounter's history.</summary>
    internal static EncounterEventRecord Event<TRequest>(
        this EncounterRecord encounter, EncounterEventKind kind, TRequest request, string? note, HttpContext context, TimeProvider clock) => new()
        {
            PersonId = encounter.PersonId,
            EncounterId = encounter.EncounterId,
            EventId = Guid.CreateVersion7(),
            Kind = kind,
            RequestHash = Wire.Hash(request),
            Note = note,
            DoneBy = context.Caller().Subject,
            DoneAt = clock.Now(),
        };
}
