using Settlement.Domain.BenefitAccounts;
using Settlement.Domain.Policies;
using Settlement.Domain.Settlements;

namespace Settlement.Domain.Tests.Reference.Literal;

/// <summary>最高支付限额: what the ceilings on the benefit still leave (R2.5).</summary>
internal sealed class ReferenceCeilings(SettlementClaim claim, int group, Reach reach)
{
    /// <summary>Room of the tightest ceiling of one basis; null where there is none.</summary>
    public long? Room(CeilingBasis basis, YearPart part, BenefitAccount account)
    {
        var rooms = OnTheBenefit().Where(c => c.Basis == basis).Select(c => Room(c, part, account)).ToList();
        reach.MarkIf(rooms.Distinct().Count() > 1, basis == CeilingBasis.FundPaid ? Reached.TightestOnFund : Reached.TightestOnScope);
        return rooms.Count == 0 ? null : rooms.Min();
    }

    public IEnumerable<FundCeiling> OnTheBenefit() => claim.Policy!.Ceilings.Where(c => c.Benefits.Contains(claim.Encounter.Benefit));

    private long Room(FundCeiling ceiling, YearPart part, BenefitAccount account)
    {
        var diseases = ceiling.Benefits.Select(b => b.Disease).OfType<string>().Distinct()
            .Count(disease => ReferenceRefusal.IsQualified(claim.Person, disease, claim.Encounter.StartedOn));
        var limit = ceiling.Amount.For(group).Fen + ceiling.EachFurtherDisease.Fen * Math.Max(0, diseases - 1);
        reach.MarkIf(diseases > 1 && ceiling.EachFurtherDisease.Fen > 0, Reached.EachFurtherDisease);

        var what = Word(ceiling.Basis);
        var used = 0L;
        foreach (var benefit in ceiling.Benefits)
        {
            var ofBenefit = account.Fen(AccountKeys.Period(what, benefit, ceiling.Period, part.LastDay));
            reach.MarkIf(ofBenefit > 0 && benefit != claim.Encounter.Benefit, Reached.CeilingShared);
            used += ofBenefit;
        }
        reach.MarkIf(used > 0 && ceiling.Period == AccountPeriod.Quarter, Reached.CeilingOfTheQuarter);
        reach.MarkIf(used > 0 && ceiling.Period == AccountPeriod.Month, Reached.CeilingOfTheMonth);
        return Math.Max(0, limit - used);
    }

    public static string Word(CeilingBasis basis) => basis == CeilingBasis.FundPaid ? "pooledFund" : "covered";
}
