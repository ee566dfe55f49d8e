namespace Settlement.Domain.Catalogs;

/// <summary>
/// 退费明细 (R1.14.8): a refund takes from its charge what the charge's split loses by it, so that a charge and its refunds together are
/// split as what remains of the charge, to the fen.
/// </summary>
/// <remarks>
/// The charge decides: its entry, its approval, its day. A refund is good although the item has left the catalogue since. Where amounts
/// of a fen or two are split, a single part of a refund can be a fen of the other sign; the parts of what remains never are.
/// </remarks>
internal static class RefundSplitter
{
    /// <summary>All lines that can be split, in the order of <paramref name="lines"/>, and those that cannot.</summary>
    /// <param name="charges">The charges among the lines, split, in their order.</param>
    /// <param name="refused">The charges that were refused.</param>
    internal static (IReadOnlyList<SplitLine> Lines, IReadOnlyList<RefusedLine> Refused) Complete(
        IReadOnlyList<FeeLine> lines, List<SplitLine> charges, List<RefusedLine> refused, in LineContext context)
    {
        var remains = new Dictionary<string, Remaining>();
        foreach (var charge in charges)
            remains.TryAdd(charge.Line.LineNo, new(charge));

        var refunds = new Dictionary<int, SplitLine>();
        foreach (var index in InOrder(lines))
        {
            var refund = lines[index];
            var remaining = remains.GetValueOrDefault(refund.RefundsLineNo!);
            if (FaultOf(refund, remaining, context) is { } fault)
                refused.Add(new(index, refund.LineNo, fault, DetailOf(fault, refund, remaining, context), ExpectedOf(fault, refund, remaining, context)));
            else
                refunds.Add(index, remaining!.Take(refund, context));
        }
        refused.Sort((left, right) => left.Index.CompareTo(right.Index));
        return (InPlace(lines, charges, refunds), refused);
    }

    /// <summary>Positions of the refunds by day and number, so that the order in which lines arrive is irrelevant.</summary>
    private static IEnumerable<int> InOrder(IReadOnlyList<FeeLine> lines) => Enumerable.Range(0, lines.Count)
        .Where(index => lines[index].RefundsLineNo is not null)
        .OrderBy(index => lines[index].ServiceDate).ThenBy(index => lines[index].LineNo, StringComparer.Ordinal);

    private static List<SplitLine> InPlace(IReadOnlyList<FeeLine> lines, List<SplitLine> charges, Dictionary<int, SplitLine> refunds)
    {
        var all = new List<SplitLine>(charges.Count + refunds.Count);
        var nextCharge = 0;
        for (var index = 0; index < lines.Count; index++)
            if (refunds.TryGetValue(index, out var refund))
                all.Add(refund);
            else if (nextCharge < charges.Count && ReferenceEquals(charges[nextCharge].Line, lines[index]))
                all.Add(charges[nextCharge++]);
        return all;
    }

    private static LineFault? FaultOf(FeeLine refund, Remaining? charge, in LineContext context)
    {
        if (charge is not null && refund.Kind is { } kind && kind != charge.Kind)
            return LineFault.ItemOfOtherKind;
        if (!context.Encounter.Contains(refund.ServiceDate))
            return LineFault.ServiceDateOutsideEncounter;
        if (refund.Quantity >= 0)
            return LineFault.QuantityOfWrongSign;
        return charge is null ? LineFault.RefundWithoutCharge : charge.FaultOf(refund);
    }

    private static string DetailOf(LineFault fault, FeeLine refund, Remaining? charge, in LineContext context) =>
        fault == LineFault.AmountMismatch && charge is not null
            ? $"{refund.RefundsLineNo}: {charge.Wanted(refund)}, ≠ {refund.Amount}"
            : LineSplitter.DetailOf(fault, refund, context);

    private static string? ExpectedOf(LineFault fault, FeeLine refund, Remaining? charge, in LineContext context) => fault switch
    {
        LineFault.AmountMismatch => charge?.Wanted(refund).ToString(),
        LineFault.ItemOfOtherKind => charge is null ? null : ExactEnumConverter.Name(charge.Kind),
        LineFault.QuantityOfWrongSign => "< 0",
        LineFault.RefundExceedsCharge => charge?.ToString(),
        _ => LineSplitter.ExpectedOf(fault, context),
    };

    /// <summary>What the refunds so far leave of a charge.</summary>
    private sealed class Remaining
    {
        private readonly FeeLine charge;
        private decimal quantity;
        private Money amount;
        private SplitLine split;

        internal Remaining(SplitLine charge) => (this.charge, quantity, amount, split) = (charge.Line, charge.Line.Quantity, charge.Line.Amount, charge);

        internal ItemKind Kind => split.Entry.Kind;

        /// <summary>At least −quantity that is left.</summary>
        public override string ToString() => $"≥ -{quantity}";

        /// <summary>
        /// What a refund of this quantity is to take: all that is left where nothing of the quantity is left after it, else unit price ×
        /// quantity rounded half up, as far as so much is left. So a charge can be given back whole in any number of steps.
        /// </summary>
        internal Money Wanted(FeeLine refund)
        {
            if (quantity + refund.Quantity == 0)
                return -amount;
            return Money.TryFromYuan(decimal.Round(refund.UnitPriceYuan * refund.Quantity, 2, MidpointRounding.AwayFromZero), out var price) && price > -amount
                ? price
                : -amount;
        }

        /// <summary>
        /// The amount of a refund is the one that is wanted. While some of the quantity is left it may also be rounded to the other side of
        /// unit price × quantity, since several refunds of one charge may round otherwise than the charge; what remains is never below zero.
        /// </summary>
        internal LineFault? FaultOf(FeeLine refund)
        {
            if (refund.ItemCode != charge.ItemCode || refund.UnitPriceYuan != charge.UnitPriceYuan || refund.ServiceDate < charge.ServiceDate)
                return LineFault.RefundWithoutCharge;
            if (quantity + refund.Quantity < 0)
                return LineFault.RefundExceedsCharge;
            if (refund.Amount == Wanted(refund))
                return null;
            var isUsedUp = quantity + refund.Quantity == 0;
            var isRounded = Math.Abs(refund.Amount.Yuan - refund.UnitPriceYuan * refund.Quantity) < 0.01m;
            return !isUsedUp && isRounded && amount + refund.Amount >= Money.Zero ? null : LineFault.AmountMismatch;
        }

        internal SplitLine Take(FeeLine refund, in LineContext context)
        {
            var before = split;
            (quantity, amount) = (quantity + refund.Quantity, amount + refund.Amount);
            split = LineSplitter.SplitOf(charge, quantity, amount, before.Entry, context);
            return new(
                refund, before.Entry,
                split.FullSelfPay - before.FullSelfPay, split.OverLimit - before.OverLimit, split.FirstSelfPaid - before.FirstSelfPaid,
                before.Restriction);
        }
    }
}
