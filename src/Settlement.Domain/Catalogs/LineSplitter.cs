using Settlement.Domain.Facilities;

namespace Settlement.Domain.Catalogs;

/// <summary>
/// Splits fee lines by the treatment place's catalogue (R2.1 steps 1–3, R2.2): full self-pay, over limit,
/// first self-paid, in scope. The limit comes before the first self-paid share (R2.1.1).
/// </summary>
public static class LineSplitter
{
    /// <summary>
    /// The lines that can be split, in their order, and those that cannot: a bill with a refused line is not settled (R-SET-04).
    /// </summary>
    /// <param name="entries">Entries by line number, for lines that were settled before; null: those of the catalogue by service date.</param>
    public static (IReadOnlyList<SplitLine> Lines, IReadOnlyList<RefusedLine> Refused) Split(
        IReadOnlyList<FeeLine> lines, Catalog catalog, in LineContext context, IReadOnlyDictionary<string, CatalogEntry>? entries = null)
    {
        var items = catalog.At(context.CatalogProvince);
        var split = new List<SplitLine>(lines.Count);
        List<RefusedLine>? refused = null;
        var hasRefunds = false;
        for (var index = 0; index < lines.Count; index++)
        {
            var line = lines[index];
            if (line.RefundsLineNo is not null)
            {
                hasRefunds = true;
                continue;
            }
            var answer = entries is null
                ? items.Find(line.ItemCode, line.ServiceDate)
                : new CatalogAnswer(entries.GetValueOrDefault(line.LineNo), IsKnown: true);
            if (answer.Entry is null && context.UnlistedIsSelfPaid)
                answer = new(CatalogEntry.Unlisted(line.ItemCode, line.Kind), IsKnown: true);
            if (FaultOf(line, answer, context) is { } fault)
                (refused ??= []).Add(new(index, line.LineNo, fault, DetailOf(fault, line, context), ExpectedOf(fault, line, answer, context)));
            else
                split.Add(SplitOf(line, line.Quantity, line.Amount, answer.Entry!, context));
        }
        return hasRefunds
            ? RefundSplitter.Complete(lines, split, refused ?? [], context)
            : (split, refused ?? (IReadOnlyList<RefusedLine>)[]);
    }

    /// <param name="quantity">Quantity and amount of the line, or what its refunds leave of them.</param>
    internal static SplitLine SplitOf(FeeLine line, decimal quantity, Money amount, CatalogEntry entry, in LineContext context)
    {
        if (entry.Class == ItemClass.C)
            return new(line, entry, FullSelfPay: amount, Money.Zero, Money.Zero, RestrictionOutcome.None);
        var restriction = RestrictionOf(line, entry, context);
        if (restriction == RestrictionOutcome.NotMet)
            return new(line, entry, FullSelfPay: amount, Money.Zero, Money.Zero, restriction);

        var overLimit = entry.PriceLimitYuan.TryGetValue(context.Level, out var limit) && line.UnitPriceYuan > limit
            ? Money.Min(amount, Money.Price(line.UnitPriceYuan - limit, quantity))
            : Money.Zero;
        var firstSelfPaid = entry is { Class: ItemClass.B, FirstSelfPaidRatio: { } ratio } ? (amount - overLimit).Share(ratio) : Money.Zero;
        return new(line, entry, Money.Zero, overLimit, firstSelfPaid, restriction);
    }

    /// <summary>A hospital can decline an item without restriction too (hosp_appr_flag 2 with lmt_used_flag 0).</summary>
    private static RestrictionOutcome RestrictionOf(FeeLine line, CatalogEntry entry, in LineContext context)
    {
        if (entry.Restriction is { } restriction)
            return restriction.Check(line.Approval, line.ServiceDate, context);
        return line.Approval == HospitalApproval.Declined ? RestrictionOutcome.NotMet : RestrictionOutcome.None;
    }

    private static LineFault? FaultOf(FeeLine line, in CatalogAnswer answer, in LineContext context)
    {
        if (!answer.IsKnown)
            return line.ItemCode.Length == 0 ? LineFault.UnmappedItem : LineFault.UnknownItem;
        if (answer.Entry is not { } entry)
            return LineFault.ItemNotInForce;
        if (line.Kind is { } kind && kind != entry.Kind)
            return LineFault.ItemOfOtherKind;
        if (entry is { Class: ItemClass.B, FirstSelfPaidRatio: null })
            return LineFault.FirstSelfPaidRatioMissing;
        if (line.OutsideFacility is not null && context.Service != CareService.Inpatient)
            return LineFault.OutsideWithoutStay;
        if (!context.Encounter.Contains(line.ServiceDate))
            return LineFault.ServiceDateOutsideEncounter;
        if (line.Quantity <= 0)
            return LineFault.QuantityOfWrongSign;
        return Price(line) != line.Amount.Yuan ? LineFault.AmountMismatch : null;
    }

    /// <summary>As a number, since a price far too high for <see cref="Money"/> is a fault like any other.</summary>
    private static decimal Price(FeeLine line) => decimal.Round(line.UnitPriceYuan * line.Quantity, 2, MidpointRounding.AwayFromZero);

    private static string? ExpectedOf(LineFault fault, FeeLine line, in CatalogAnswer answer, in LineContext context) => fault switch
    {
        LineFault.AmountMismatch => $"{Price(line):0.00}",
        LineFault.ItemOfOtherKind => answer.Entry is { } entry ? ExactEnumConverter.Name(entry.Kind) : null,
        LineFault.QuantityOfWrongSign => "> 0",
        _ => ExpectedOf(fault, context),
    };

    /// <summary>What would be right whatever the line says; null where nothing can be named.</summary>
    internal static string? ExpectedOf(LineFault fault, in LineContext context) =>
        fault == LineFault.ServiceDateOutsideEncounter ? $"{context.Encounter}" : null;

    internal static string DetailOf(LineFault fault, FeeLine line, in LineContext context) => fault switch
    {
        LineFault.UnmappedItem => line.HospitalItemCode ?? "",
        LineFault.OutsideWithoutStay => line.OutsideFacility ?? "",
        LineFault.ItemNotInForce => $"{line.ItemCode}, {line.ServiceDate:O}",
        LineFault.ItemOfOtherKind => $"{line.ItemCode}, {line.Kind}",
        LineFault.ServiceDateOutsideEncounter => $"{line.ServiceDate:O}, {context.Encounter}",
        LineFault.AmountMismatch =>
            $"{line.UnitPriceYuan} × {line.Quantity} = {Price(line):0.00}, ≠ {line.Amount}",
        LineFault.QuantityOfWrongSign => $"{line.Quantity}",
        LineFault.RefundWithoutCharge or LineFault.RefundExceedsCharge => $"{line.RefundsLineNo}, {line.ItemCode}, {line.Quantity}",
        _ => line.ItemCode,
    };
}
