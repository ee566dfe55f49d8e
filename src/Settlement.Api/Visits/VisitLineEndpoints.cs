using Microsoft.AspNetCore.Http.HttpResults;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Chronic;
using Settlement.Api.Encounters;
using Settlement.Api.Http;
using Settlement.Api.Settlements;
using Settlement.Domain;
using Settlement.Domain.Catalogs;
using Settlement.Domain.Settlements;
using Settlement.Persistence;
using Settlement.Persistence.Encounters;
using Settlement.Persistence.Snapshots;
using Settlement.Persistence.Visits;
using static Settlement.Domain.Settlements.SettlementOutcome;

namespace Settlement.Api.Visits;

/// <summary>费用明细 of a visit: each line goes to the part of the disease that the doctor gave it for, the rest to ordinary care.</summary>
internal static class VisitLineEndpoints
{
    internal static void MapVisitLines(this IEndpointRouteBuilder visit) =>
        visit.MapPut("/lines", Upload).WithName("UploadVisitLines").Validate<UploadFeeLinesRequest>()
            .AllowedTo(AccessScope.Facility, Role.Hospital, Role.Pharmacy)
            .WithSummary("费用明细上传（分病种） · Adds or replaces up to 1,000 lines of a visit, each under its disease, all or none; may be sent again")
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);

    private static async Task<Results<Ok<VisitLinesAnswer>, ProblemHttpResult>> Upload(
        string facilityCode, string visitNo, UploadFeeLinesRequest request, HttpContext context,
        FeeLineStore store, SettlementDbContext db, ReferenceSnapshot reference, TimeProvider clock, CancellationToken cancellation)
    {
        var code = FacilityCode.Parse(facilityCode);
        if (await db.FindVisitAsync(code, visitNo, cancellation) is not var (visit, parts) || reference.Facilities.Find(code) is not { } facility)
            return VisitProblems.VisitNotFound.ToResult(visitNo);
        var (identity, insured) = await db.LinePersonAsync(visit.PersonId, cancellation);

        var ofNoPart = request.Lines.Index().Where(l => parts.All(p => p.DiseaseCode != l.Item.DiseaseCode)).ToList();
        if (ofNoPart.Count > 0)
        {
            await store.DeclareForAsync(
                parts[0], ofNoPart.Select(l => l.Item).Where(l => l.DiseaseCode is not null), reference.Catalog.At(facility.Region.Province),
                context, clock, cancellation);
            return DiseaseLines.Problem(VisitProblems.VisitPartMissing, visitNo, ofNoPart);
        }

        var assigned = parts.Select(part => Assigned.To(part, request.Lines)).ToList();
        var (opened, immovable) = await store.OpenAsync([.. assigned.Select(a => (a.Part, a.Lines))], cancellation);
        if (immovable is not null)
            return EncounterStep.Closed(immovable.State, immovable.EncounterNo) ?? EncounterProblems.LineRefunded.ToResult(immovable.LineNo, "/lines");
        await using var session = opened!;
        var (answers, warnings, refused, unchanged) = (new List<VisitLinesAnswer.PartLines>(), new List<WarningAnswer>(), new List<RefusedLine>(), 0);
        foreach (var part in session.Parts)
        {
            var (encounter, lines, places) = assigned.Single(a => a.Part.EncounterId == part.Encounter.EncounterId);
            var (split, faults) = LineSplitter.Split(
                [.. lines, .. part.Related], reference.Catalog, FeeLineEndpoints.LineContextOf(encounter, facility, identity, clock.Today()));
            if (EncounterStep.Closed(part.State, encounter.EncounterNo) is { } closed)
            {
                if (!await session.HasAllAsync(part, cancellation))
                    return closed;
                unchanged++;
            }
            else if (part.Declared.Count > 0 && !await session.HasAllAsync(part, cancellation) // a retry adds nothing; the settlement asks again
                && HeldLines.Problem(await session.ReadAsync(part, cancellation), facility, reference, part.Declared, lines, places) is { } held)
                return held;
            else
                refused.AddRange(faults.Select(f => f with { Index = f.Index < lines.Count ? places[f.Index] : int.MaxValue }));
            var sent = lines.Select(l => l.LineNo).ToHashSet();
            answers.Add(new(
                encounter.EncounterNo, encounter.DiseaseCode,
                [.. split.Where(l => sent.Contains(l.Line.LineNo)).Select(l => FeeLineAnswer.From(l, facility.Level))]));
            warnings.AddRange(await db.WarningsAsync(encounter, insured, lines, reference, cancellation));
        }
        if (refused.Count > 0)
            return new Refused(RefusalCode.LinesRefused, $"{refused.Count}", refused).ToRefusal(request.Lines.Count).ToResult();
        if (!await session.KeepAsync(context.Caller().Subject, clock.Now(), cancellation))
            return EncounterProblems.TooManyLines.ToResult($"> {FeeLineStore.MaximumPerEncounter}");
        if (unchanged == session.Parts.Count)
            context.MarkReplayed();
        return TypedResults.Ok(new VisitLinesAnswer(visitNo, answers, warnings));
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
