namespace Settlement.Domain.Catalogs;

/// <summary>
/// 退费明细 (R1.14.8): a refund takes from its charge what the charge's split loses by it, so that a charge and its refunds together are
/// split as what remains of the charge, to the fen.
/// </summary>
internal static class RefundSplitter
{
    /// <summary>Splits the refunds among the lines again, and moves those that cannot be to the refused ones.</summary>
    internal static void Apply(IReadOnlyList<FeeLine> lines, List<SplitLine> split, List<RefusedLine> refused, in LineContext context)
    {
        var charges = new Dictionary<string, SplitLine>();
        foreach (var line in split)
            if (line.Line.RefundsLineNo is null)
                charges.TryAdd(line.Line.LineNo, line);

        // By day and number, so that the order in which lines arrive is irrelevant.
        var refunds = split.Select((line, at) => (line.Line, At: at)).Where(r => r.Line.RefundsLineNo is not null)
            .OrderBy(r => r.Line.ServiceDate).ThenBy(r => r.Line.LineNo, StringComparer.Ordinal).ToList();
        var remaining = new Dictionary<string, (decimal Quantity, Money Amount)>();
        var faults = new Dictionary<int, LineFault>();
        foreach (var (refund, at) in refunds)
        {
            if (!charges.TryGetValue(refund.RefundsLineNo!, out var charge) || !IsOf(refund, charge.Line))
            {
                faults[at] = LineFault.RefundWithoutCharge;
                continue;
            }
            var before = remaining.GetValueOrDefault(charge.Line.LineNo, (charge.Line.Quantity, charge.Line.Amount));
            var after = (Quantity: before.Quantity + refund.Quantity, Amount: before.Amount + refund.Amount);
            if (FaultOf(refund, after) is { } fault)
            {
                faults[at] = fault;
                continue;
            }
            remaining[charge.Line.LineNo] = after;
            split[at] = Lost(
                refund,
                LineSplitter.SplitOf(charge.Line, before.Quantity, before.Amount, charge.Entry, context),
                LineSplitter.SplitOf(charge.Line, after.Quantity, after.Amount, charge.Entry, context));
        }

        foreach (var (at, fault) in faults.OrderByDescending(f => f.Key))
        {
            var line = split[at].Line;
            refused.Add(new(IndexOf(lines, line), line.LineNo, fault, LineSplitter.DetailOf(fault, line, context)));
            split.RemoveAt(at);
        }
        refused.Sort((left, right) => left.Index.CompareTo(right.Index));
    }

    private static bool IsOf(FeeLine refund, FeeLine charge) =>
        refund.ItemCode == charge.ItemCode && refund.UnitPriceYuan == charge.UnitPriceYuan && refund.ServiceDate >= charge.ServiceDate;

    /// <summary>
    /// The amount of a refund is unit price × quantity to less than a fen either way, since several refunds of one charge may round
    /// otherwise than the charge; what remains of the charge is never below zero, and nothing once its quantity is used up.
    /// </summary>
    private static LineFault? FaultOf(FeeLine refund, (decimal Quantity, Money Amount) after)
    {
        if (refund.Quantity >= 0)
            return LineFault.RefundWithoutCharge;
        if (after.Quantity < 0)
            return LineFault.RefundExceedsCharge;
        var exact = refund.UnitPriceYuan * refund.Quantity;
        var isRounded = Math.Abs(refund.Amount.Yuan - exact) < 0.01m;
        return !isRounded || after.Amount < Money.Zero || (after.Quantity == 0 && after.Amount != Money.Zero) ? LineFault.AmountMismatch : null;
    }

    private static SplitLine Lost(FeeLine refund, SplitLine before, SplitLine after) => new(
        refund, before.Entry,
        after.FullSelfPay - before.FullSelfPay, after.OverLimit - before.OverLimit, after.FirstSelfPaid - before.FirstSelfPaid,
        before.Restriction);

    private static int IndexOf(IReadOnlyList<FeeLine> lines, FeeLine line)
    {
        var index = 0;
        while (!ReferenceEquals(lines[index], line))
            index++;
        return index;
    }
}
