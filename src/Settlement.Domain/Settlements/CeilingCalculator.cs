using Settlement.Domain.BenefitAccounts;
using Settlement.Domain.Policies;

namespace Settlement.Domain.Settlements;

/// <summary>What a ceiling still leaves.</summary>
public sealed record CeilingRoom(FundCeiling Ceiling, Money Limit, Money Used)
{
    public Money Room => (Limit - Used).AtLeastZero();
}

/// <summary>What the ceiling of a single special drug still leaves of the year (单药年度限额, R-DRG-01).</summary>
public sealed record DrugCeilingRoom(Money Limit, Money Used)
{
    public Money Room => (Limit - Used).AtLeastZero();
}

/// <summary>最高支付限额: the tightest ceiling of each basis that counts a benefit, and that of the drug (R2.5).</summary>
internal readonly record struct CeilingRooms(CeilingRoom? OnFund, CeilingRoom? OnScope, DrugCeilingRoom? OnDrug)
{
    private static readonly Money Unlimited = new(long.MaxValue);

    /// <summary>What the fund may still pay: the least that any ceiling leaves.</summary>
    internal Money Fund => Money.Min(OnFund?.Room ?? Unlimited, OnDrug?.Room ?? Unlimited);

    internal Money Scope => OnScope?.Room ?? Unlimited;

    internal static CeilingRooms Of(SettlementClaim claim, in PolicyTerms terms, in YearPart part)
    {
        var rooms = default(CeilingRooms);
        var ceilings = terms.Policy.Ceilings;
        for (var i = 0; i < ceilings.Count; i++)
        {
            if (!ceilings[i].Benefits.Contains(claim.Encounter.Benefit))
                continue;
            var room = RoomBelow(ceilings[i], claim, terms.Group, part);
            rooms = ceilings[i].Basis == CeilingBasis.FundPaid
                ? rooms with { OnFund = Tighter(rooms.OnFund, room) }
                : rooms with { OnScope = Tighter(rooms.OnScope, room) };
        }
        return claim.SpecialDrug is { Listing.YearlyCeiling: { } ofDrug } drug
            ? rooms with { OnDrug = new(ofDrug, part.Account[Accumulator.PooledFundOfDrug(drug.Prescription.DrugCode)]) }
            : rooms;
    }

    /// <summary>Every ceiling that counts the benefit, in the order of the policy.</summary>
    internal static IReadOnlyList<CeilingRoom> All(SettlementClaim claim, PolicyTerms terms, YearPart part) =>
        [.. terms.Policy.Ceilings.Where(c => c.Benefits.Contains(claim.Encounter.Benefit)).Select(c => RoomBelow(c, claim, terms.Group, part))];

    private static CeilingRoom Tighter(CeilingRoom? known, CeilingRoom other) => known is null || other.Room < known.Room ? other : known;

    private static CeilingRoom RoomBelow(FundCeiling ceiling, SettlementClaim claim, int group, in YearPart part)
    {
        var used = Money.Zero;
        var diseases = 0;
        for (var i = 0; i < ceiling.Benefits.Count; i++)
        {
            var benefit = ceiling.Benefits[i];
            used += part.Account[ceiling.Basis == CeilingBasis.FundPaid
                ? Accumulator.PooledFund(benefit, ceiling.Period, part.LastDay)
                : Accumulator.Covered(benefit, ceiling.Period, part.LastDay)];
            if (benefit.Disease is { } disease && claim.Person.IsQualifiedFor(disease, claim.Encounter.StartedOn))
                diseases++;
        }
        var added = new Money(ceiling.EachFurtherDisease.Fen * Math.Max(0, diseases - 1));
        return new(ceiling, ceiling.Amount.For(group) + added, used);
    }
}
