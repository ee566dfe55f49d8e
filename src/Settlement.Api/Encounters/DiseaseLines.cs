using Microsoft.AspNetCore.Http.HttpResults;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Api.Settlements;
using Settlement.Domain.Catalogs;
using Settlement.Domain.Facilities;
using Settlement.Persistence.Encounters;

namespace Settlement.Api.Encounters;

/// <summary>Lines that name a disease: they belong to the encounter of that disease and to no other (R-CHR-03, R-CHR-04).</summary>
internal static class DiseaseLines
{
    /// <summary>
    /// What a line of another disease answers; null where there is none. Sent to ordinary care, the lines are declared for their disease all
    /// the same, so that leaving the disease out of the next call does not make them ordinary.
    /// </summary>
    internal static async Task<ProblemHttpResult?> FaultAsync(
        FeeLineStore store, EncounterRecord encounter, IReadOnlyList<UploadFeeLinesRequest.Line> lines, TreatmentCatalog catalog,
        HttpContext context, TimeProvider clock, CancellationToken cancellation)
    {
        var foreign = lines.Index().Where(l => l.Item.DiseaseCode is { } disease && disease != encounter.DiseaseCode).ToList();
        if (foreign.Count == 0)
            return null;
        var isOrdinary = encounter.Service is CareService.Outpatient or CareService.Pharmacy;
        if (isOrdinary)
            await store.DeclareForAsync(encounter, foreign.Select(l => l.Item), catalog, context, clock, cancellation);
        var kind = isOrdinary ? EncounterProblems.ChronicNeverDowngraded : EncounterProblems.DiseaseOfOtherEncounter;
        return Problem(kind, encounter.EncounterNo, foreign);
    }

    /// <summary>Declares lines for the diseases that they name; a code that no list knows can be charged nowhere and is left out.</summary>
    internal static Task DeclareForAsync(
        this FeeLineStore store, EncounterRecord encounter, IEnumerable<UploadFeeLinesRequest.Line> lines, TreatmentCatalog catalog,
        HttpContext context, TimeProvider clock, CancellationToken cancellation) => store.DeclareAsync(
        encounter,
        lines.Where(l => catalog.Find(l.ItemCode ?? "", l.ServiceDate).IsKnown).Select(l => (l.DiseaseCode!, l.ToFeeLine())),
        context.Caller().Subject, clock.Now(), cancellation);

    /// <param name="lines">Lines at fault with their places in the body.</param>
    internal static ProblemHttpResult Problem(
        ProblemKind kind, string detail, IReadOnlyList<(int Index, UploadFeeLinesRequest.Line Line)> lines)
    {
        var details = kind.ToDetails(detail, pointer: $"/lines/{lines[0].Index}/diseaseCode");
        details.Extensions["lines"] = lines
            .Select(l => new RefusedLineAnswer(l.Line.LineNo, $"/lines/{l.Index}", kind.Code, $"{kind.Title}: {l.Line.DiseaseCode}")).ToList();
        return TypedResults.Problem(details);
    }
}
