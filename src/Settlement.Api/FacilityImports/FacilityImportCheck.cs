using System.Text.Json;
using Settlement.Api.Calls;
using Settlement.Domain;
using Settlement.Domain.Facilities;
using Settlement.Persistence.Facilities;
using Settlement.Persistence.Snapshots;

namespace Settlement.Api.FacilityImports;

/// <summary>Compares a list with the directory of the province.</summary>
internal sealed class FacilityImportCheck(RegionCode province, ReferenceSnapshot reference, DateOnly validFrom, DateOnly today)
{
    private const int FaultsShown = 1_000;
    private readonly FacilityRowReader reader = new(province, reference);

    internal int Rows => reader.Row;

    internal int Unchanged { get; private set; }

    /// <returns>What the list adds, changes and closes; null where a row is at fault.</returns>
    internal List<ImportedFacility>? Compare(IEnumerable<JsonElement> rows, ProvinceDirectory directory, bool completeList)
    {
        var differences = new List<ImportedFacility>();
        var listed = new HashSet<FacilityCode>();
        foreach (var row in rows)
        {
            if (reader.Read(row) is not { } facility)
                continue;
            listed.Add(facility.Code);
            var known = directory.Facilities.GetValueOrDefault(facility.Code);
            var difference = FacilityDifference.Between(known, facility, validFrom, today);
            foreach (var fault in difference.Faults)
                reader.Refuse(facility.Code, fault);
            if (difference.IsEmpty)
                Unchanged++;
            else
                differences.Add(new(facility.Code, known is null ? ImportOutcome.Added : ImportOutcome.Changed, difference, facility));
        }
        if (completeList)
            differences.AddRange(directory.Facilities.Values.Where(f => !listed.Contains(f.Code) && !f.Agreement.EndsBefore(validFrom))
                .OrderBy(f => f.Code.Value, StringComparer.Ordinal).Select(Closed));
        return reader.Faults.Count == 0 ? differences : null;
    }

    internal Refusal Refused() => FacilityImportProblems.FacilityImportRefused.Refuse($"{reader.Faults.Count}")
        .With("faults", reader.Faults.Count)
        .With("rows", reader.Faults.OrderBy(f => f.Row).Take(FaultsShown).ToList());

    private ImportedFacility Closed(ListedFacility known)
    {
        if (known.Agreement.First >= validFrom)
        {
            reader.Faults.Add(new(null, known.Code.Value, null, "closing-not-possible",
                new Text("协议尚未开始，不能终止", "Its agreement has not begun, so it cannot end").ToString()));
            return new(known.Code, ImportOutcome.Closed, new([], [], [], [], []), null);
        }
        var ended = new DateRange(known.Agreement.First, validFrom.AddDays(-1));
        return new(known.Code, ImportOutcome.Closed,
            new([new("agreement", known.Agreement.ToString(), ended.ToString())], [], [], [], []), null);
    }
}
