using Settlement.Domain.Facilities;

namespace Settlement.Domain.Catalogs;

/// <summary>
/// Splits fee lines by the treatment place's catalogue (rules.md 2.1 steps 1–3, 2.2): full self-pay, over limit,
/// first self-paid, in scope. The limit comes before the first self-paid share (R2.1.1).
/// </summary>
public static class LineSplitter
{
    /// <summary>The lines that can be split and those that cannot: a bill with a refused line is not settled (R-SET-04).</summary>
    /// <param name="encounter">Days of the encounter; open while the stay goes on.</param>
    public static (IReadOnlyList<SplitLine> Lines, IReadOnlyList<RefusedLine> Refused) Split(
        IReadOnlyList<FeeLine> lines, Catalog catalog, RegionCode treatmentProvince, FacilityLevel level, DateRange encounter)
    {
        var split = new List<SplitLine>(lines.Count);
        var refused = new List<RefusedLine>();
        for (var index = 0; index < lines.Count; index++)
        {
            var line = lines[index];
            var answer = catalog.Find(treatmentProvince, line.ItemCode, line.ServiceDate);
            if (Fault(line, answer, encounter) is var (fault, detail))
                refused.Add(new(index, line.LineNo, fault, detail));
            else
                split.Add(Split(line, answer.Entry!, level));
        }
        return (split, refused);
    }

    private static SplitLine Split(FeeLine line, CatalogEntry entry, FacilityLevel level)
    {
        if (entry.Class == ItemClass.C)
            return new(line, entry, FullSelfPay: line.Amount, Money.Zero, Money.Zero);

        var overLimit = entry.PriceLimitYuan.TryGetValue(level, out var limit) && line.UnitPriceYuan > limit
            ? Money.Price(line.UnitPriceYuan - limit, line.Quantity)
            : Money.Zero;
        var firstSelfPaid = entry is { Class: ItemClass.B, FirstSelfPaidRatio: { } ratio } ? (line.Amount - overLimit).Share(ratio) : Money.Zero;
        return new(line, entry, Money.Zero, overLimit, firstSelfPaid);
    }

    private static (LineFault, string)? Fault(FeeLine line, CatalogAnswer answer, DateRange encounter) => answer switch
    {
        { IsKnown: false } => (LineFault.UnknownItem, line.ItemCode),
        { Entry: null } => (LineFault.ItemNotInForce, $"{line.ItemCode}, {line.ServiceDate:O}"),
        { Entry: { Class: ItemClass.B, FirstSelfPaidRatio: null } } => (LineFault.FirstSelfPaidRatioMissing, line.ItemCode),
        _ when !encounter.Contains(line.ServiceDate) => (LineFault.ServiceDateOutsideEncounter, $"{line.ServiceDate:O}, {encounter}"),
        _ when decimal.Round(line.UnitPriceYuan * line.Quantity, 2, MidpointRounding.AwayFromZero) is var expected && expected != line.Amount.Yuan =>
            (LineFault.AmountMismatch, $"{line.UnitPriceYuan} × {line.Quantity} = {expected:0.00}, ≠ {line.Amount}"),
        _ => null,
    };
}
