using Settlement.Domain.Catalogs;
using Settlement.Domain.Facilities;
using Settlement.Domain.Persons;

namespace Settlement.Domain.Chronic;

/// <summary>Why a line looks as if it was assigned wrongly.</summary>
public enum Doubt
{
    /// <summary>A medicine that the list does not know for the disease it was assigned to.</summary>
    ItemNotOfDisease,

    /// <summary>An ordinary line of an item that the list gives to a disease for which the person is qualified.</summary>
    ItemOfDisease,
}

/// <summary>A line that looks as if it was assigned wrongly; it warns, and refuses nothing.</summary>
public sealed record DoubtfulLine(Doubt Doubt, string LineNo, string ItemCode, string Disease);

/// <summary>专病专治: compares lines with 病种相关目录 (R-CHR-03, R1.11).</summary>
public static class DoubtfulLines
{
    public static IReadOnlyList<DoubtfulLine> Of(
        Benefit benefit, RegionCode insured, IReadOnlyList<ChronicQualification> qualifications, IEnumerable<FeeLine> lines, RelevanceList list)
    {
        var doubtful = new List<DoubtfulLine>();
        foreach (var line in lines.Where(line => line.RefundsLineNo is null))
            if (benefit.Disease is { } assigned)
            {
                if (list.IsForeign(assigned, line.ItemCode, line.ServiceDate, insured))
                    doubtful.Add(new(Doubt.ItemNotOfDisease, line.LineNo, line.ItemCode, assigned));
            }
            else if (benefit.Service != CareService.Inpatient)
            {
                doubtful.AddRange(
                    from disease in list.DiseasesOf(RelevanceKind.Item, line.ItemCode, line.ServiceDate, insured)
                    where qualifications.Any(q => q.Disease == disease && q.Validity.Contains(line.ServiceDate))
                    select new DoubtfulLine(Doubt.ItemOfDisease, line.LineNo, line.ItemCode, disease));
            }
        return doubtful;
    }
}
