using Settlement.Domain.Catalogs;
using Settlement.Domain.Facilities;
using Settlement.Domain.Settlements;

namespace Settlement.Domain.Tests.Reference.Literal;

/// <summary>费用分割 by the treatment place's catalogue (R2.1 steps 1 to 4, R2.2).</summary>
internal sealed class ReferenceLines(SettlementClaim claim, IReadOnlyList<CatalogEntry> entries, Reach reach)
{
    private readonly ReferenceRestriction restrictions = new(claim, reach);

    /// <summary>One answer per line, or the faults of the lines that cannot be split.</summary>
    public (IReadOnlyList<LineAnswer> Lines, IReadOnlyList<(int Index, LineFault Fault)> Faults) Split()
    {
        var faults = new List<(int, LineFault)>();
        for (var i = 0; i < claim.Lines.Count; i++)
            if (FaultOf(claim.Lines[i]) is { } fault)
            {
                reach.Mark(fault);
                faults.Add((i, fault));
            }
        return faults.Count > 0 ? ([], faults) : ([.. claim.Lines.Select(Answer)], []);
    }

    private LineFault? FaultOf(FeeLine line) => line.RefundsLineNo is null ? FaultOfCharge(line) : FaultOfRefund(line);

    /// <summary>The first fault in the order of <see cref="LineFault"/>.</summary>
    private LineFault? FaultOfCharge(FeeLine line)
    {
        var isKnown = entries.Any(e => e.ItemCode == line.ItemCode && (e.Owner == Province || e.Owner == Catalog.National));
        if (!isKnown && !IsManual)
            return line.ItemCode == "" ? LineFault.UnmappedItem : LineFault.UnknownItem;
        if (EntryOf(line) is not { } entry)
            return LineFault.ItemNotInForce;
        if (line.Kind is { } kind && kind != entry.Kind)
            return LineFault.ItemOfOtherKind;
        if (entry.Class == ItemClass.B && entry.FirstSelfPaidRatio is null)
            return LineFault.FirstSelfPaidRatioMissing;
        if (line.OutsideFacility is not null && claim.Encounter.Service != CareService.Inpatient)
            return LineFault.OutsideWithoutStay;
        if (IsOutsideTheEncounter(line))
            return LineFault.ServiceDateOutsideEncounter;
        if (line.Quantity <= 0)
            return LineFault.QuantityOfWrongSign;
        return Fen(line.UnitPriceYuan, line.Quantity).Rounded() != line.Amount.Fen ? LineFault.AmountMismatch : null;
    }

    /// <summary>R1.14.8: a refund follows the charge that it names, not the catalogue of its own day.</summary>
    private LineFault? FaultOfRefund(FeeLine line)
    {
        var charge = ChargeOf(line);
        if (charge is not null && line.Kind is { } kind && EntryOf(charge) is { } entry && kind != entry.Kind)
            return LineFault.ItemOfOtherKind;
        if (IsOutsideTheEncounter(line))
            return LineFault.ServiceDateOutsideEncounter;
        if (line.Quantity >= 0)
            return LineFault.QuantityOfWrongSign;
        if (charge is null || FaultOfCharge(charge) is not null
            || charge.ItemCode != line.ItemCode || charge.UnitPriceYuan != line.UnitPriceYuan || charge.ServiceDate > line.ServiceDate)
            return LineFault.RefundWithoutCharge;

        var remains = Remains(charge, through: line);
        if (remains.Quantity < 0)
            return LineFault.RefundExceedsCharge;
        var before = Remains(charge, before: line);
        if (remains.Quantity == 0) // the last step takes what is left
            return remains.Amount == 0 ? null : LineFault.AmountMismatch;
        var exact = Fen(line.UnitPriceYuan, line.Quantity);
        var isAllThatIsLeft = remains.Amount == 0 && -exact.Rounded() > before.Amount;
        var isRounding = exact - Exact.Of(line.Amount.Fen) < Exact.One && Exact.Of(line.Amount.Fen) - exact < Exact.One;
        return isAllThatIsLeft || (isRounding && remains.Amount >= 0) ? null : LineFault.AmountMismatch;
    }

    private bool IsOutsideTheEncounter(FeeLine line) =>
        line.ServiceDate < claim.Encounter.StartedOn || line.ServiceDate > claim.Encounter.EndedOn;

    private LineAnswer Answer(FeeLine line)
    {
        if (line.RefundsLineNo is null)
        {
            var outcome = OutcomeOf(line);
            reach.Mark(outcome);
            return new(EntryOf(line)!, outcome, Split(line, line.Quantity, line.Amount.Fen));
        }

        // R1.14.8: a refund takes from each part what the charge's part loses.
        var charge = ChargeOf(line)!;
        var (before, after) = (Remains(charge, before: line), Remains(charge, through: line));
        reach.Mark(after.Quantity == 0 ? Reached.RefundOfTheWhole : Reached.RefundOfAPart);
        reach.MarkIf(before.Quantity != charge.Quantity, Reached.SecondRefundOfACharge);
        reach.MarkIf(line.Amount.Fen != Fen(line.UnitPriceYuan, line.Quantity).Rounded(), Reached.LastRefundTakesWhatIsLeft);
        return new(EntryOf(charge)!, OutcomeOf(charge), Split(charge, after.Quantity, after.Amount) - Split(charge, before.Quantity, before.Amount));
    }

    /// <summary>The four parts of a charge of which so much is left.</summary>
    private ScopeAnswer Split(FeeLine charge, decimal quantity, long amount)
    {
        var entry = EntryOf(charge)!;
        if (entry.Class == ItemClass.C || OutcomeOf(charge) == RestrictionOutcome.NotMet) // 2.1-1: 全自费
        {
            reach.MarkIf(entry.Class == ItemClass.C, Reached.ClassC);
            return new(amount, 0, 0, 0);
        }

        var over = 0L; // R2.1.1: 超限价 comes before 先行自付
        if (entry.PriceLimitYuan.TryGetValue(claim.Facility.Level, out var limit) && charge.UnitPriceYuan > limit)
        {
            over = Math.Min(amount, Fen(charge.UnitPriceYuan - limit, quantity).Rounded());
            reach.Mark(over == amount ? Reached.OverLimitIsTheWholeLine : Reached.OverLimit);
        }

        var first = 0L; // 2.1-3: 先行自付 on the limited amount
        if (entry.Class == ItemClass.B)
        {
            first = (Exact.Of(amount - over) * Exact.Of(entry.FirstSelfPaidRatio!.Value.Value)).Rounded();
            reach.MarkIf(first > 0, Reached.FirstSelfPaid);
            reach.MarkIf(first > 0 && over > 0, Reached.FirstSelfPaidOnALimitedPrice);
        }
        return new(0, over, first, amount - over - first);
    }

    private RestrictionOutcome OutcomeOf(FeeLine line) => restrictions.Of(line, EntryOf(line)!);

    private FeeLine? ChargeOf(FeeLine refund) =>
        claim.Lines.FirstOrDefault(l => l.LineNo == refund.RefundsLineNo && l.RefundsLineNo is null);

    /// <summary>What is left of a charge before one of its refunds, or after it: refunds follow each other by day, then by number.</summary>
    private (decimal Quantity, long Amount) Remains(FeeLine charge, FeeLine? before = null, FeeLine? through = null)
    {
        var mark = before ?? through!;
        var quantity = charge.Quantity;
        var amount = charge.Amount.Fen;
        foreach (var refund in claim.Lines.Where(l => l.RefundsLineNo == charge.LineNo))
        {
            var order = refund.ServiceDate != mark.ServiceDate
                ? refund.ServiceDate.DayNumber - mark.ServiceDate.DayNumber
                : string.CompareOrdinal(refund.LineNo, mark.LineNo);
            if (order < 0 || (order == 0 && through is not null))
            {
                quantity += refund.Quantity;
                amount += refund.Amount.Fen;
            }
        }
        return (quantity, amount);
    }

    /// <summary>The entry in force on the service date: the treatment province's own, else the national one.</summary>
    private CatalogEntry? EntryOf(FeeLine line) => InForce(line, Province) ?? InForce(line, Catalog.National) ?? (IsManual ? Unlisted(line) : null);

    /// <summary>In a manual claim, what the catalogue does not list on the day is wholly self-paid like class C, among 14 其他费.</summary>
    private CatalogEntry Unlisted(FeeLine line)
    {
        reach.Mark(Reached.UnlistedInAManualClaim);
        return new(
            Catalog.National, line.ItemCode, "", line.Kind ?? ItemKind.MedicalService, ItemClass.C, null, new Dictionary<FacilityLevel, decimal>(), "14", null,
            new(DateOnly.MinValue, null), "unlisted");
    }

    private bool IsManual => claim.Channel == SettlementChannel.Manual;

    private CatalogEntry? InForce(FeeLine line, RegionCode owner) => entries.SingleOrDefault(e =>
        e.Owner == owner && e.ItemCode == line.ItemCode
        && line.ServiceDate >= e.InForce.First && !(line.ServiceDate > e.InForce.Last));

    /// <summary>The treatment place; in a manual claim the insured place, where its rules say so (R1.18.2).</summary>
    private RegionCode Province => RegionCode.Parse(
        (claim.CatalogSide == CatalogSide.InsuredPlace ? claim.Person.InsuredRegion : claim.Facility.Region).Value[..2] + "0000");

    private static Exact Fen(decimal yuan, decimal quantity) => Exact.Of(yuan) * Exact.Of(quantity) * Exact.Of(100);
}
