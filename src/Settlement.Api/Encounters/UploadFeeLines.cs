using Settlement.Api.Calls;
using Settlement.Api.Chronic;
using Settlement.Api.Settlements;
using Settlement.Domain.Catalogs;
using Settlement.Domain.Facilities;
using Settlement.Domain.Settlements;
using Settlement.Persistence;
using Settlement.Persistence.Encounters;
using Settlement.Persistence.Snapshots;
using static Settlement.Domain.Settlements.SettlementOutcome;

namespace Settlement.Api.Encounters;

/// <summary>费用明细上传 before the settlement; the split of each line is answered at once.</summary>
internal sealed class UploadFeeLines(FeeLineStore store, SettlementDbContext db, ReferenceSnapshot reference)
{
    internal async Task<Outcome<FeeLinesAnswer>> RunAsync(EncounterKey key, UploadFeeLinesRequest request, Call call)
    {
        if (await db.FindEncounterAsync(key.Facility, key.No, call.Cancellation) is not { } encounter
            || reference.Facilities.Find(key.Facility) is not { } facility)
            return EncounterProblems.EncounterNotFound.Refuse(key.No);
        var person = await db.PersonOfLinesAsync(encounter.PersonId, call.Cancellation);
        if (await store.DiseaseFaultAsync(encounter, request.Lines, reference.Catalog.At(facility.Region.Province), call) is { } ofDisease)
            return ofDisease;

        var lines = request.Lines.Select(l => l.ToFeeLine()).ToList();
        var warnings = await db.WarningsAsync(encounter, person.InsuredRegion, lines, reference, call.Cancellation);
        await using var session = await store.OpenAsync(encounter, lines, call.Cancellation);
        var part = session.Parts[0];
        var context = LinePersons.ContextOf(encounter, facility, person, encounter.DischargedOn ?? call.Today);
        var (split, refused) = LineSplitter.Split([.. lines, .. part.Related], reference.Catalog, context);
        var answer = AnswerOf(part, split, facility.Level, warnings);
        if (EncounterProblems.OfState(part.State, key.No) is { } closed)
            return await session.HasAllAsync(part, call.Cancellation) // what was settled stays, whatever the catalogue says of it today
                ? Outcome<FeeLinesAnswer>.Before(answer.WithRefused(refused.Where(l => l.Index < lines.Count)))
                : closed;
        if (refused.Count > 0)
            return new Refused(RefusalCode.LinesRefused, $"{refused.Count}", refused).ToRefusal(lines.Count);
        // A retry adds nothing; the settlement asks again.
        if (part.Declared.Count > 0 && !await session.HasAllAsync(part, call.Cancellation)
            && DowngradedLines.Refusal(
                await session.ReadAsync(part, call.Cancellation), facility, reference, part.Declared, lines,
                [.. lines.Index().Select(l => l.Index)]) is { } downgraded)
            return downgraded;
        return await session.KeepAsync(call.By, call.Now, call.Cancellation)
            ? answer
            : EncounterProblems.TooManyLines.Refuse($"> {FeeLineStore.MaximumPerEncounter}");
    }

    /// <summary>The lines that were sent, without those that are split together with them.</summary>
    private static FeeLinesAnswer AnswerOf(
        FeeLinePart part, IReadOnlyList<SplitLine> split, FacilityLevel level, IReadOnlyList<WarningAnswer> warnings)
    {
        var sent = part.Lines.Select(l => l.LineNo).ToHashSet();
        return FeeLinesAnswer.OfUpload(part.Encounter.EncounterNo, split.Where(l => sent.Contains(l.Line.LineNo)), level, warnings);
    }
}
