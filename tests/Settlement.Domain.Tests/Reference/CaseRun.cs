using System.Collections.Immutable;
using Settlement.Domain.BenefitAccounts;
using Settlement.Domain.Settlements;
using Settlement.Domain.Tests.Reference.Generated;
using Settlement.Domain.Tests.Reference.Literal;

namespace Settlement.Domain.Tests.Reference;

/// <summary>Settles the bills of a case one after the other, each against the accounts that the bills before it left.</summary>
internal static class CaseRun
{
    /// <summary>Each bill as the engine gets it, with what the literal rules say of it.</summary>
    public static IEnumerable<(SettlementClaim Claim, ReferenceAnswer Literal)> Bills(RandomCase randomCase, Reach reach)
    {
        var accounts = ImmutableDictionary<int, BenefitAccount>.Empty;
        foreach (var bill in randomCase.Bills)
        {
            var year = bill.Encounter.EndedOn.Year;
            var claim = bill with
            {
                Account = accounts.GetValueOrDefault(year, BenefitAccount.Empty),
                EarlierAccounts = accounts.RemoveRange(accounts.Keys.Where(y => y >= year)),
            };
            var answer = ReferenceSettlement.Answer(claim, randomCase.Entries, reach);
            yield return (claim, answer);
            foreach (var part in answer.Years)
                accounts = accounts.SetItem(
                    part.Part.Year, accounts.GetValueOrDefault(part.Part.Year, BenefitAccount.Empty).With(Change(claim, part)));
        }
    }

    /// <summary>The first bill on which engine and literal rules differ, readable; null where they agree on all.</summary>
    /// <param name="bills">Bills on which they agree.</param>
    public static string? Difference(int number, Reach reach, out int bills)
    {
        bills = 0;
        var randomCase = RandomCase.Of(number);
        foreach (var (claim, literal) in Bills(randomCase, reach))
        {
            var differences = Differences(claim, literal);
            if (differences.Count > 0)
                return $"""
                    Case {number}, bill {bills + 1} (alone: SETTLEMENT_REFERENCE_SEED={number} SETTLEMENT_REFERENCE_CASES=1)
                      {string.Join("\n  ", differences)}
                    {Readable.Text(claim)}
                    """;
            bills++;
        }
        return null;
    }

    private static IReadOnlyList<string> Differences(SettlementClaim claim, ReferenceAnswer literal)
    {
        try
        {
            return Comparison.Differences(SettlementCalculator.Settle(claim), literal);
        }
        catch (Exception thrown) when (thrown is not OutOfMemoryException)
        {
            return [$"the engine throws: {thrown}"];
        }
    }

    private static AccountChange Change(SettlementClaim claim, YearAnswer part) => new(
        claim.Encounter.Benefit, part.Encounters, [.. part.Change.Select(c => new AddedAmount(new(c.Key), new(c.Value)))]);
}
