using Microsoft.AspNetCore.Http.HttpResults;
using Settlement.Api.Calls;
using Settlement.Api.Encounters;
using Settlement.Api.Http;
using Settlement.Api.Settlements;
using Settlement.Domain.Catalogs;
using Settlement.Domain.Chronic;
using Settlement.Domain.Facilities;
using Settlement.Domain.Settlements;
using Settlement.Persistence.Settlements;
using Settlement.Persistence.Snapshots;

namespace Settlement.Api.Chronic;

/// <summary>Refuses ordinary lines that were declared for a disease (R-CHR-04): at the upload, and again at preview and settlement.</summary>
internal static class HeldLines
{
    /// <param name="encounter">As it would be settled today.</param>
    /// <param name="declared">What was declared among the lines.</param>
    /// <param name="lines">In the order of the body that was sent; or those that are stored.</param>
    /// <param name="pointers">Places of the lines in the body; null where they were stored before.</param>
    /// <returns>Null where nothing is held.</returns>
    internal static ProblemHttpResult? Problem(
        EncounterReads encounter, DesignatedFacility facility, ReferenceSnapshot reference,
        IReadOnlyList<DeclaredItem> declared, IReadOnlyList<FeeLine> lines, IReadOnlyList<int>? pointers = null)
    {
        var held = NeverDowngraded.Of(encounter.ToClaim(facility, encounter.StartedOn, usePersonalAccount: false, reference), declared);
        if (held.Count == 0)
            return null;
        var details = EncounterProblems.ChronicNeverDowngraded.ToDetails(
            string.Join(", ", held.Select(h => $"{h.Declared.Disease} {h.Declared.ItemCode}").Distinct()), pointer: null);
        details.Extensions["lines"] = lines.Index()
            .SelectMany(line => held.Where(h => IsOf(line.Item, h)).Take(1).Select(h => Answer(
                line.Item, pointers is null ? null : $"/lines/{pointers[line.Index]}", h)))
            .ToList();
        return TypedResults.Problem(details);
    }

    private static bool IsOf(FeeLine line, HeldItem held) =>
        line.RefundsLineNo is null && line.ItemCode == held.Declared.ItemCode && line.ServiceDate == held.Declared.ServiceDate;

    private static RefusedLineAnswer Answer(FeeLine line, string? pointer, HeldItem held) => held.Because is { } refused
        ? new(line.LineNo, pointer, SettlementProblems.OfRefusal[refused.Code].Code, $"{held.Declared.Disease}: {SettlementProblems.OfRefusal[refused.Code].Title}")
        : new(line.LineNo, pointer, "stands-with-disease", $"{held.Declared.Disease}: {StandsWithDisease}");

    private static readonly Text StandsWithDisease = new(
        "该病种的就诊仍有此项目：先结算该病种，或从其就诊删除此明细", "the encounter of the disease still holds it: settle that first, or delete the line there");
}
