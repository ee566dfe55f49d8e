using Settlement.Api.Calls;
using Settlement.Api.Chronic;
using Settlement.Api.Encounters;
using Settlement.Api.Settlements;
using Settlement.Domain;
using Settlement.Domain.Catalogs;
using Settlement.Domain.Facilities;
using Settlement.Domain.Settlements;
using Settlement.Persistence;
using Settlement.Persistence.Encounters;
using Settlement.Persistence.Snapshots;
using Settlement.Persistence.Visits;
using static Settlement.Domain.Settlements.SettlementOutcome;

namespace Settlement.Api.Visits;

/// <summary>费用明细 of a visit: each line goes to the part of the disease that the doctor gave it for, the rest to ordinary care.</summary>
internal sealed class UploadVisitLines(FeeLineStore store, SettlementDbContext db, ReferenceSnapshot reference)
{
    internal async Task<Outcome<VisitLinesAnswer>> RunAsync(FacilityCode code, string visitNo, UploadFeeLinesRequest request, Call call)
    {
        if (await db.FindVisitAsync(code, visitNo, call.Cancellation) is not var (visit, parts)
            || reference.Facilities.Find(code) is not { } facility)
            return VisitProblems.VisitNotFound.Refuse(visitNo);
        var person = await db.PersonOfLinesAsync(visit.PersonId, call.Cancellation);

        var ofNoPart = request.Lines.Index().Where(l => parts.All(p => p.DiseaseCode != l.Item.DiseaseCode)).ToList();
        if (ofNoPart.Count > 0)
        {
            var ofDisease = ofNoPart.Select(l => l.Item).Where(l => l.DiseaseCode is not null);
            await store.DeclareAsync(parts[0], ofDisease, reference.Catalog.At(facility.Region.Province), call);
            return DiseaseLines.RefusalOf(VisitProblems.VisitPartMissing, visitNo, ofNoPart);
        }

        var assigned = parts.Select(part => Assigned.To(part, request.Lines)).ToList();
        var (opened, immovable) = await store.OpenAsync([.. assigned.Select(a => (a.Part, a.Lines))], call.Cancellation);
        if (immovable is not null)
            return EncounterProblems.OfState(immovable.State, immovable.EncounterNo)
                ?? EncounterProblems.LineRefunded.Refuse(immovable.LineNo, "/lines");
        await using var session = opened!;
        var upload = new Upload(facility, person);
        foreach (var part in session.Parts)
        {
            var ofPart = assigned.Single(a => a.Part.EncounterId == part.Encounter.EncounterId);
            if (await AddAsync(upload, session, part, ofPart, call) is { } fault)
                return fault;
        }
        if (upload.Refused.Count > 0)
            return new Refused(RefusalCode.LinesRefused, $"{upload.Refused.Count}", upload.Refused).ToRefusal(request.Lines.Count);
        if (!await session.KeepAsync(call.By, call.Now, call.Cancellation))
            return EncounterProblems.TooManyLines.Refuse($"> {FeeLineStore.MaximumPerEncounter}");
        var answer = new VisitLinesAnswer(visitNo, upload.Answers, upload.Warnings);
        return upload.Unchanged == session.Parts.Count ? Outcome<VisitLinesAnswer>.Before(answer) : answer;
    }

    /// <summary>Splits the lines of one part and adds what came of it.</summary>
    private async Task<Refusal?> AddAsync(Upload upload, FeeLineSession session, FeeLinePart part, Assigned assigned, Call call)
    {
        var (encounter, lines, places) = assigned;
        var (split, faults) = LineSplitter.Split(
            [.. lines, .. part.Related], reference.Catalog, LinePersons.ContextOf(encounter, upload.Facility, upload.Person, call.Today));
        if (EncounterProblems.OfState(part.State, encounter.EncounterNo) is { } closed)
        {
            if (!await session.HasAllAsync(part, call.Cancellation))
                return closed;
            upload.Unchanged++;
        }
        else if (part.Declared.Count > 0 && !await session.HasAllAsync(part, call.Cancellation)
            && DowngradedLines.Refusal(
                await session.ReadAsync(part, call.Cancellation), upload.Facility, reference, part.Declared, lines, places)
                is { } downgraded)
        {
            // A retry adds nothing and is not asked; the settlement asks again.
            return downgraded;
        }
        else
        {
            upload.Refused.AddRange(faults.Select(f => f with { Index = f.Index < lines.Count ? places[f.Index] : int.MaxValue }));
        }
        var sent = lines.Select(l => l.LineNo).ToHashSet();
        upload.Answers.Add(new(
            encounter.EncounterNo, encounter.DiseaseCode,
            [.. split.Where(l => sent.Contains(l.Line.LineNo)).Select(l => FeeLineAnswer.From(l, upload.Facility.Level))]));
        upload.Warnings.AddRange(await db.WarningsAsync(encounter, upload.Person.InsuredRegion, lines, reference, call.Cancellation));
        return null;
    }

    /// <summary>What has come of the parts so far.</summary>
    private sealed record Upload(DesignatedFacility Facility, LinePerson Person)
    {
        internal List<VisitLinesAnswer.PartLines> Answers { get; } = [];

        internal List<WarningAnswer> Warnings { get; } = [];

        internal List<RefusedLine> Refused { get; } = [];

        /// <summary>Parts that are closed and hold all their lines already.</summary>
        internal int Unchanged { get; set; }
    }

    /// <param name="Places">Place of each line in the body.</param>
    private sealed record Assigned(EncounterRecord Part, IReadOnlyList<FeeLine> Lines, IReadOnlyList<int> Places)
    {
        internal static Assigned To(EncounterRecord part, IReadOnlyList<UploadFeeLinesRequest.Line> lines)
        {
            var own = lines.Index().Where(l => l.Item.DiseaseCode == part.DiseaseCode).ToList();
            return new(part, [.. own.Select(l => l.Item.ToFeeLine())], [.. own.Select(l => l.Index)]);
        }
    }
}
