using Settlement.Domain.BenefitAccounts;
using Settlement.Domain.Catalogs;
using Settlement.Domain.Settlements;

namespace Settlement.Domain.Recomputation;

/// <summary>A stored settlement beside what its claim computes to, and a reversal beside what it takes back.</summary>
public static class SettlementComparison
{
    /// <summary>Computes the claim again.</summary>
    /// <param name="lines">The lines of the claim, as stored.</param>
    public static RecomputedSettlement Of(StoredSettlement stored, IReadOnlyList<StoredLine> lines, SettlementClaim claim) =>
        SettlementCalculator.Settle(claim) switch
        {
            SettlementOutcome.Settled { Statement: var statement } => new(Of(stored, lines, statement), statement),
            SettlementOutcome.Refused refused => new([new("settlement", "settled", $"refused: {InWords(refused)}")], Statement: null),
            _ => throw new NotSupportedException("A claim is settled or refused."),
        };

    /// <summary>The same amounts with the other sign, from every account (R1.14.7).</summary>
    public static IReadOnlyList<Difference> OfReversal(StoredSettlement reversal, StoredSettlement reversed) =>
        Of(reversal, reversed.Amounts.Reversed(), reversed.AccountChange.Reversed(), [.. reversed.EarlierYears.Select(year => year.Reversed())]);

    private static List<Difference> Of(StoredSettlement stored, IReadOnlyList<StoredLine> lines, SettlementStatement computed)
    {
        var years = computed.Years.Count == 1 ? [] : computed.Years.SkipLast(1).Select(StoredYear.Of).ToList();
        var found = Of(stored, computed.Amounts, computed.AccountChange, years);
        Add(found, Difference.Of("class", stored.TreatmentClass, computed.TreatmentClass));
        Add(found, Difference.Of("filing", stored.Filing?.Value, computed.Filing?.Value));
        for (var i = 0; i < lines.Count; i++) // a claim that is settled has split each of its lines, in their order
            Add(found, OfLine(lines[i], computed.Lines[i]));
        return found;
    }

    private static List<Difference> Of(
        StoredSettlement stored, StatementAmounts amounts, AccountChange change, IReadOnlyList<StoredYear> years)
    {
        var found = new List<Difference>();
        if (stored.Amounts != amounts || !stored.AddsUp)
            Add(found, Difference.Of("amounts", stored.Figures, StoredSettlement.FiguresOf(amounts)));
        Add(found, AccountTotals.Compare("account change", stored.AccountChange, change));
        Add(found, Difference.Of("earlier years", Numbers(stored.EarlierYears), Numbers(years)));
        foreach (var (left, right) in stored.EarlierYears.Zip(years).Where(pair => pair.First.Year == pair.Second.Year))
        {
            Add(found, Difference.Of($"year {left.Year}", left.Figures, right.Figures));
            Add(found, AccountTotals.Compare($"account change {left.Year}", left.AccountChange, right.AccountChange));
        }
        return found;
    }

    private static Difference? OfLine(in StoredLine stored, in SplitLine split)
    {
        var computed = StoredLine.Of(split, withRestriction: stored.Restriction is not null);
        return stored == computed ? null : new($"line {stored.LineNo}", stored.InWords, computed.InWords);
    }

    private static string Numbers(IReadOnlyList<StoredYear> years) => years.Count == 0 ? "" : string.Join(", ", years.Select(year => year.Year));

    private static string InWords(SettlementOutcome.Refused refused) => refused.Lines is [var line, ..]
        ? $"{refused.Code}, line {line.LineNo} {line.Fault} {line.Detail}"
        : $"{refused.Code} {refused.Detail}";

    private static void Add(List<Difference> found, Difference? difference)
    {
        if (difference is not null)
            found.Add(difference);
    }
}

/// <summary>What became of a stored settlement when it was computed again.</summary>
/// <param name="Differences">Empty where everything agrees.</param>
/// <param name="Statement">Null where it is refused.</param>
public sealed record RecomputedSettlement(IReadOnlyList<Difference> Differences, SettlementStatement? Statement)
{
    /// <summary>What it adds to the account of a year; null where it computes to nothing for that year.</summary>
    public AccountChange? ChangeOf(int year) => Statement?.Years.FirstOrDefault(share => share.Year == year)?.AccountChange;
}
