using Settlement.Api.Calls;
using Settlement.Api.Encounters;
using Settlement.Api.Settlements;
using Settlement.Domain.Catalogs;
using Settlement.Domain.Chronic;
using Settlement.Domain.Facilities;
using Settlement.Domain.Settlements;
using Settlement.Persistence.Settlements;
using Settlement.Persistence.Snapshots;

namespace Settlement.Api.Chronic;

/// <summary>Refuses ordinary lines that were declared for a disease (R-CHR-04): at the upload, again at preview and settlement.</summary>
internal static class DowngradedLines
{
    /// <param name="encounter">As it would be settled today.</param>
    /// <param name="declared">What was declared among the lines.</param>
    /// <param name="lines">In the order of the body that was sent; or those that are stored.</param>
    /// <param name="pointers">Places of the lines in the body; null where they were stored before.</param>
    /// <returns>Null where none of them was.</returns>
    internal static Refusal? Refusal(
        EncounterReads encounter, DesignatedFacility facility, ReferenceSnapshot reference,
        IReadOnlyList<DeclaredItem> declared, IReadOnlyList<FeeLine> lines, IReadOnlyList<int>? pointers = null)
    {
        var claim = encounter.ToClaim(facility, encounter.StartedOn, usePersonalAccount: false, reference);
        var downgraded = NeverDowngraded.Of(claim, declared);
        if (downgraded.Count == 0)
            return null;
        var named = lines.Index()
            .SelectMany(line => downgraded.Where(item => IsOf(line.Item, item)).Take(1).Select(item => Answer(
                line.Item, pointers is null ? null : $"/lines/{pointers[line.Index]}", item)))
            .ToList();
        return EncounterProblems.ChronicNeverDowngraded
            .Refuse(string.Join(", ", downgraded.Select(item => $"{item.Declared.Disease} {item.Declared.ItemCode}").Distinct()))
            .With("lines", named);
    }

    private static bool IsOf(FeeLine line, DowngradedItem item) =>
        line.RefundsLineNo is null && line.ItemCode == item.Declared.ItemCode && line.ServiceDate == item.Declared.ServiceDate;

    private static RefusedLineAnswer Answer(FeeLine line, string? pointer, DowngradedItem item)
    {
        if (item.Because is null)
            return new(line.LineNo, pointer, "stands-with-disease", $"{item.Declared.Disease}: {StandsWithDisease}");
        var kind = SettlementProblems.OfRefusal[item.Because.Code];
        return new(line.LineNo, pointer, kind.Code, $"{item.Declared.Disease}: {kind.Title}");
    }

    private static readonly Text StandsWithDisease = new(
        "该病种的就诊仍有此项目：先结算该病种，或从其就诊删除此明细",
        "the encounter of the disease still holds it: settle that first, or delete the line there");
}
