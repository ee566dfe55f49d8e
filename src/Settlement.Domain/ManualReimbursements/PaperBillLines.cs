using Settlement.Domain.Catalogs;

namespace Settlement.Domain.ManualReimbursements;

/// <summary>A line of a bill on paper as the clerk enters it.</summary>
/// <param name="IsOutside">目录外: said to be in no catalogue.</param>
public readonly record struct PaperBillItem(string ItemCode, DateOnly ServiceDate, bool IsOutside);

/// <summary>Lines of a bill on paper against the catalogue.</summary>
public static class PaperBillLines
{
    /// <summary>
    /// The first line that the catalogue does not list although nobody says so, or lists although somebody says that it does not: somebody
    /// made a mistake. Null where there is none.
    /// </summary>
    public static int? FirstMistaken(IReadOnlyList<PaperBillItem> lines, TreatmentCatalog catalog)
    {
        for (var i = 0; i < lines.Count; i++)
            if (lines[i].IsOutside == catalog.Find(lines[i].ItemCode, lines[i].ServiceDate).Entry is not null)
                return i;
        return null;
    }
}
