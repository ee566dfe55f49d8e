using Settlement.Api.Calls;
using Settlement.Api.Settlements;
using Settlement.Domain.Catalogs;
using Settlement.Domain.Encounters;
using Settlement.Persistence.Encounters;

namespace Settlement.Api.Encounters;

/// <summary>Lines that name a disease: they belong to the encounter of that disease and to no other (R-CHR-03, R-CHR-04).</summary>
internal static class DiseaseLines
{
    /// <summary>
    /// What a line of another disease answers; null where there is none. Lines that are sent to ordinary care are declared for their
    /// disease
    /// nevertheless: leaving the disease out of the next call does not make them ordinary.
    /// </summary>
    internal static async Task<Refusal?> DiseaseFaultAsync(
        this FeeLineStore store, EncounterRecord encounter, IReadOnlyList<UploadFeeLinesRequest.Line> lines, TreatmentCatalog catalog,
        Call call)
    {
        var foreign = lines.Index().Where(l => l.Item.DiseaseCode is { } disease && disease != encounter.DiseaseCode).ToList();
        if (foreign.Count == 0)
            return null;
        if (!encounter.Service.IsOrdinary())
            return RefusalOf(EncounterProblems.DiseaseOfOtherEncounter, encounter.EncounterNo, foreign);
        await store.DeclareAsync(encounter, foreign.Select(l => l.Item), catalog, call);
        return RefusalOf(EncounterProblems.ChronicNeverDowngraded, encounter.EncounterNo, foreign);
    }

    /// <summary>Declares lines for the diseases that they name; a code that no list knows can be charged nowhere and is left out.</summary>
    internal static Task DeclareAsync(
        this FeeLineStore store, EncounterRecord encounter, IEnumerable<UploadFeeLinesRequest.Line> lines, TreatmentCatalog catalog,
        Call call) =>
        store.DeclareAsync(
            encounter,
            lines.Where(l => catalog.Find(l.ItemCode ?? "", l.ServiceDate).IsKnown).Select(l => (l.DiseaseCode!, l.ToFeeLine())),
            call.By, call.Now, call.Cancellation);

    /// <param name="lines">Lines at fault with their places in the body.</param>
    internal static Refusal RefusalOf(ProblemKind kind, string detail, IReadOnlyList<(int Index, UploadFeeLinesRequest.Line Line)> lines) =>
        kind.Refuse(detail, $"/lines/{lines[0].Index}/diseaseCode").With("lines", lines
            .Select(l => new RefusedLineAnswer(l.Line.LineNo, $"/lines/{l.Index}", kind.Code, $"{kind.Title}: {l.Line.DiseaseCode}"))
            .ToList());
}
