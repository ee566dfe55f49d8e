using Settlement.Domain.Catalogs;
using Settlement.Domain.Facilities;

namespace Settlement.Domain.Tests.Reference.Generated;

/// <summary>Charges and refunds of one bill; prices with up to six decimals, quantities with up to four.</summary>
internal sealed class RandomLines(Draw draw, IReadOnlyList<CatalogEntry> entries, DesignatedFacility facility, DateOnly start, DateOnly end)
{
    private readonly List<FeeLine> lines = [];

    public IReadOnlyList<FeeLine> Bill()
    {
        var charges = draw.Pick(1, 1, 2, 3, 4);
        for (var i = 0; i < charges; i++)
            Charge(draw.Fen(draw.Pick(20, 100, 200) / charges));
        foreach (var charge in lines.ToArray())
            if (draw.Chance(18))
                Refunds(charge);
        return draw.Some(lines, 100);
    }

    private void Charge(long fen)
    {
        var item = draw.Pick(RandomCatalog.Items);
        var day = draw.Day(start, end);
        var quantity = draw.Pick(1m, 1m, draw.Int(1, 12), draw.IsCoarse ? 2m : draw.Int(1, 50_000) / 10_000m);
        var price = Price(item, fen, quantity);
        var kind = Find(item, day)?.Kind;
        lines.Add(new($"{draw.Int(0, 99):00}-{lines.Count}", item, day, quantity, price, Amount(price, quantity))
        {
            Kind = draw.Chance(30) ? kind : null,
            Approval = draw.Int(0, 19) switch { 0 => HospitalApproval.Declined, < 5 => HospitalApproval.Approved, _ => HospitalApproval.None },
        });
    }

    /// <summary>Often about the limit of the item, else what makes the line about so large.</summary>
    private decimal Price(string item, long fen, decimal quantity)
    {
        var limits = entries.Where(e => e.ItemCode == item).SelectMany(e => e.PriceLimitYuan.Values).ToList();
        if (limits.Count > 0 && draw.Chance(60))
            return Cut(draw.Pick(limits) * draw.Pick(0.8m, 1m, 1m, 1.2m, 2m, draw.Int(0, 300) / 100m), 6);
        return Cut(fen / 100m / quantity, draw.Pick(2, 2, 4, 6));
    }

    private void Refunds(FeeLine charge)
    {
        var (quantity, amount) = (charge.Quantity, charge.Amount.Fen);
        for (var i = draw.Pick(1, 1, 2, 3); i > 0 && quantity > 0; i--)
        {
            var back = draw.Chance(40) ? quantity : Cut(quantity * draw.Int(1, 99) / 100m, draw.Pick(0, 1, 4));
            var refunded = back == quantity ? new(-amount) : Rounded(charge.UnitPriceYuan, back);
            if (amount + refunded.Fen < 0)
                refunded = -amount < Amount(charge.UnitPriceYuan, -back).Fen ? Amount(charge.UnitPriceYuan, -back) : new(-amount);
            if (back == 0)
                continue;
            lines.Add(charge with
            {
                LineNo = $"{draw.Int(0, 99):00}-{lines.Count}",
                ServiceDate = draw.Day(charge.ServiceDate, end),
                Quantity = -back,
                Amount = refunded,
                Kind = null,
                Approval = draw.Chance(80) ? charge.Approval : draw.Pick(HospitalApproval.None, HospitalApproval.Declined),
                RefundsLineNo = charge.LineNo,
            });
            (quantity, amount) = (quantity - back, amount + refunded.Fen);
        }
    }

    /// <summary>Now and then rounded to the other side, which a refund may be.</summary>
    private Money Rounded(decimal price, decimal back)
    {
        var exact = price * -back * 100m;
        return draw.Int(0, 9) switch
        {
            0 => new((long)decimal.Floor(exact)),
            1 => new((long)decimal.Ceiling(exact)),
            _ => Amount(price, -back),
        };
    }

    private CatalogEntry? Find(string item, DateOnly day) => Find(item, day, facility.Region.Province) ?? Find(item, day, Catalog.National);

    private CatalogEntry? Find(string item, DateOnly day, RegionCode owner) =>
        entries.SingleOrDefault(e => e.ItemCode == item && e.Owner == owner && e.InForce.Contains(day));

    /// <summary>Price times quantity, half a fen away from zero.</summary>
    public static Money Amount(decimal price, decimal quantity) =>
        new((long)decimal.Round(price * quantity * 100m, 0, MidpointRounding.AwayFromZero));

    private static decimal Cut(decimal value, int decimals) => decimal.Round(value, decimals, MidpointRounding.ToZero);
}
