using System.Text.Json;
using Settlement.Api.Calls;
using Settlement.Domain.Facilities;
using Settlement.Persistence.Facilities;

namespace Settlement.Api.FacilityImports;

/// <summary>名录导入: what the list changes, and whether it was applied.</summary>
/// <param name="ValidFrom">First day on which what the list closes is closed.</param>
/// <param name="CompleteList">Whether facilities of the province that the list lacks are closed.</param>
/// <param name="Origin"><c>demonstration</c> for facilities that do not exist or are not designated.</param>
/// <param name="AppliedBy">Null until it is applied.</param>
internal sealed record FacilityImportAnswer(
    string ImportNo, string Province, DateOnly ValidFrom, bool CompleteList, string Origin, int Rows, int Added, int Changed, int Closed, int Unchanged,
    string CheckedBy, DateTimeOffset CheckedAt, string? AppliedBy, DateTimeOffset? AppliedAt)
{
    internal static FacilityImportAnswer From(FacilityImportRecord i) => new(
        i.ImportNo, i.Province.Value, i.ValidFrom, i.CompleteList, i.Source, i.RowCount, i.Added, i.Changed, i.Closed, i.Unchanged,
        i.CheckedBy, i.CheckedAt.InChina(), i.AppliedBy, i.AppliedAt?.InChina());
}

/// <summary>What a list does to one facility, field by field.</summary>
internal sealed record FacilityImportRowAnswer(string FacilityCode, ImportOutcome Outcome, IReadOnlyList<FieldChange> Changes)
{
    internal static FacilityImportRowAnswer From(FacilityImportRowRecord row) =>
        new(row.FacilityCode.Value, row.Outcome, JsonSerializer.Deserialize<List<FieldChange>>(row.Changes, Wire.Json)!);
}
