using System.Collections.Frozen;
using Settlement.Domain.Catalogs;
using Settlement.Domain.Facilities;
using Settlement.Domain.Filings;
using Settlement.Domain.Policies;

namespace Settlement.Domain.Settlements;

/// <summary>What kept the funds from paying more.</summary>
public enum WhatIfReason
{
    /// <summary>备案: as if filed as a long-term resident of the treatment place.</summary>
    Filing,

    /// <summary>医院等级: the same bill at a facility of a lower level.</summary>
    FacilityLevel,

    /// <summary>最高支付限额: as if no ceiling held: the pooled fund's, a layer's, a special drug's.</summary>
    Ceiling,

    /// <summary>先行自付: as if class B items had no first self-paid share.</summary>
    FirstSelfPaid,

    /// <summary>限价: as if no price limit held.</summary>
    PriceLimit,

    /// <summary>限定支付范围: as if every payment restriction were met.</summary>
    Restriction,
}

/// <summary>What the funds would have paid, were one thing different.</summary>
/// <param name="Level">The level for <see cref="WhatIfReason.FacilityLevel"/>; null for every other reason.</param>
/// <param name="FundTotal">What they would have paid together.</param>
/// <param name="Difference">Above what they pay; always more than zero.</param>
public sealed record WhatIf(WhatIfReason Reason, FacilityLevel? Level, Money FundTotal, Money Difference);

/// <summary>为什么没有多报销: computes a settled claim again with one thing changed at a time. Nothing is combined.</summary>
public static class WhyNotMore
{
    /// <summary>The reasons for which the funds would have paid more, in their order; empty for a claim that is refused.</summary>
    public static IReadOnlyList<WhatIf> Of(SettlementClaim claim)
    {
        if (SettlementCalculator.Settle(claim) is not SettlementOutcome.Settled { Statement: var statement })
            return [];
        var filing = claim.Filings.FirstOrDefault(f => f.Id == statement.Filing);
        SettlementStatement Under(SettlementClaim changed) => Recompute(changed, statement.TreatmentClass, filing);

        var others = new List<(WhatIfReason Reason, FacilityLevel? Level, SettlementStatement Statement)>
        {
            (WhatIfReason.Filing, null, Recompute(claim, TreatmentClass.LongTerm, filing)),
        };
        foreach (var level in Enum.GetValues<FacilityLevel>().Where(level => level < claim.Facility.Level))
            others.Add((WhatIfReason.FacilityLevel, level, Under(claim with { Facility = claim.Facility with { Level = level } })));
        others.Add((WhatIfReason.Ceiling, null, Under(WithoutCeilings(claim, statement.Policy))));
        others.Add((WhatIfReason.FirstSelfPaid, null, Under(With(statement, claim, e => e.Class == ItemClass.B ? e with { FirstSelfPaidRatio = Ratio.Zero } : e))));
        others.Add((WhatIfReason.PriceLimit, null, Under(With(statement, claim, e => e with { PriceLimitYuan = NoLimits }))));
        others.Add((WhatIfReason.Restriction, null, Under(With(statement, claim, e => e with { Restriction = null }))));

        var paid = statement.Amounts.FundTotal;
        return
        [
            .. from other in others
               let fund = other.Statement.Amounts.FundTotal
               where fund > paid
               select new WhatIf(other.Reason, other.Level, fund, fund - paid),
        ];
    }

    private static readonly FrozenDictionary<FacilityLevel, decimal> NoLimits = FrozenDictionary<FacilityLevel, decimal>.Empty;

    private static SettlementStatement Recompute(SettlementClaim claim, TreatmentClass treatmentClass, Filing? filing) =>
        SettlementCalculator.Compute(
            claim, treatmentClass, filing,
            LineSplitter.Split(claim.Lines, claim.Catalog, SettlementCalculator.LineContextOf(claim), claim.Entries).Lines);

    /// <summary>The claim with the entries of its lines, changed.</summary>
    private static SettlementClaim With(SettlementStatement statement, SettlementClaim claim, Func<CatalogEntry, CatalogEntry> change) =>
        claim with { Entries = statement.Lines.ToDictionary(line => line.Line.LineNo, line => change(line.Entry)) };

    private static SettlementClaim WithoutCeilings(SettlementClaim claim, ReimbursementPolicy policy) => claim with
    {
        Policy = WithoutCeilings(policy),
        SpecialDrug = claim.SpecialDrug is { Listing: { } listing } drug
                ? drug with { Listing = listing with { YearlyCeiling = null } }
                : claim.SpecialDrug,
    };

    private static ReimbursementPolicy WithoutCeilings(ReimbursementPolicy policy) => policy with
    {
        Ceilings = [],
        Layers = [.. policy.Layers.Select(layer => layer with
        {
            General = layer.General is { } general ? general with { YearlyCeiling = null } : null,
            InHardship = [.. layer.InHardship.Select(special => special with { Terms = special.Terms with { YearlyCeiling = null } })],
        })],
    };
}
