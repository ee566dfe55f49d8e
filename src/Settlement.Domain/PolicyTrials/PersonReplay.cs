using System.Collections.Immutable;
using Settlement.Domain.BenefitAccounts;
using Settlement.Domain.Policies;
using Settlement.Domain.Settlements;

namespace Settlement.Domain.PolicyTrials;

/// <summary>A settlement that stands, with what it was computed from and what it came to.</summary>
/// <param name="Claim">Its accounts are those that it found; a replay gives it others.</param>
/// <param name="Scope">What the treatment place's catalogue made of its lines, which no policy changes (R2.1).</param>
/// <param name="Year">Year of the account in which it stands at <paramref name="Sequence"/>.</param>
/// <param name="Changes">What it added to the account of each of its years.</param>
/// <param name="Continues">The encounter that its own continues; null for one of its own.</param>
/// <param name="IsTried">Whether it lies in the period that is tried; another one only goes into the accounts, as it was.</param>
public sealed record StandingSettlement(
    SettlementClaim Claim, ScopeAmounts Scope, EncounterId Encounter, EncounterId? Continues, int Year, int Sequence,
    IReadOnlyList<(int Year, AccountChange Change)> Changes, StatementAmounts Then, string TransactionNo, bool IsTried);

/// <summary>What a policy makes of a settlement that was settled by another one.</summary>
/// <param name="Would">Null where the policy would have refused it.</param>
/// <param name="Refusal">Null where it would have settled it.</param>
public sealed record ReplayedSettlement(StandingSettlement Settlement, StatementAmounts? Would, RefusalCode? Refusal)
{
    public Money FundThen => Settlement.Then.FundTotal;

    /// <summary>Nothing where it would have been refused.</summary>
    public Money FundWould => Would?.FundTotal ?? Money.Zero;

    /// <summary>What the funds would have paid more; below zero where the person would have.</summary>
    public Money Gain => FundWould - FundThen;
}

/// <summary>
/// A person's settlements in their order under another policy. What accumulates over the year does so under that policy: the numbers of
/// encounters, deductibles, bands, ceilings and layers of the account, what an encounter paid that another one continues, and what is left of the
/// personal account.
/// </summary>
public static class PersonReplay
{
    /// <param name="standing">
    /// All settlements of the person under the scheme that were not reversed, in any order. A reversed one is left out with its reversal:
    /// nothing that stands rests on it (R1.14.9).
    /// </param>
    /// <returns>Those that are tried.</returns>
    public static IReadOnlyList<ReplayedSettlement> Of(IReadOnlyList<StandingSettlement> standing, ReimbursementPolicy policy)
    {
        var found = new List<ReplayedSettlement>();
        var accounts = new Dictionary<int, BenefitAccount>();
        var deductibleMore = new Dictionary<EncounterId, Money>(); // what an encounter and those that it continues would have paid more
        var accountLeftMore = Money.Zero; // what would be left more on the personal account
        foreach (var settlement in standing.OrderBy(s => s.Year).ThenBy(s => s.Sequence))
        {
            if (!settlement.IsTried)
            {
                foreach (var (year, change) in settlement.Changes)
                    accounts[year] = AccountOf(accounts, year).With(change);
                continue;
            }
            var earlierParts = settlement.Continues is { } earlier ? deductibleMore.GetValueOrDefault(earlier) : Money.Zero;
            var (statement, refusal) = Settle(Adapted(settlement.Claim, policy, accounts, earlierParts, accountLeftMore), settlement.Scope);
            foreach (var year in statement?.Years ?? [])
                accounts[year.Year] = AccountOf(accounts, year.Year).With(year.AccountChange);
            var would = statement?.Amounts;
            deductibleMore[settlement.Encounter] = earlierParts + (would?.Deductible ?? Money.Zero) - settlement.Then.Deductible;
            accountLeftMore += settlement.Then.PersonalAccount - (would?.PersonalAccount ?? Money.Zero);
            found.Add(new(settlement, would, refusal));
        }
        return found;
    }

    private static (SettlementStatement? Statement, RefusalCode? Refusal) Settle(SettlementClaim claim, in ScopeAmounts scope)
    {
        var (treatmentClass, filing) = TreatmentClassification.Of(claim);
        foreach (var refused in Refusals.All(claim, treatmentClass))
            return (null, refused.Code);
        return (SettlementCalculator.Compute(claim, treatmentClass, filing, lines: [], scope), null);
    }

    private static SettlementClaim Adapted(
        SettlementClaim claim, ReimbursementPolicy policy, Dictionary<int, BenefitAccount> accounts, Money deductibleMore, Money accountLeftMore) =>
        claim with
        {
            Policy = policy,
            Account = AccountOf(accounts, claim.Encounter.EndedOn.Year),
            EarlierAccounts = claim.Encounter.StartedOn.Year == claim.Encounter.EndedOn.Year
                ? ImmutableDictionary<int, BenefitAccount>.Empty
                : accounts.ToImmutableDictionary(),
            Encounter = claim.Encounter.Continues is { } continues && deductibleMore != Money.Zero
                ? claim.Encounter with { Continues = continues with { DeductiblePaid = (continues.DeductiblePaid + deductibleMore).AtLeastZero() } }
                : claim.Encounter,
            PersonalAccountBalance = claim.PersonalAccountBalance is { } balance ? (balance + accountLeftMore).AtLeastZero() : null,
        };

    private static BenefitAccount AccountOf(Dictionary<int, BenefitAccount> accounts, int year) => accounts.GetValueOrDefault(year, BenefitAccount.Empty);
}
