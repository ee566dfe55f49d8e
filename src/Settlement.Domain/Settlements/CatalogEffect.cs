using Settlement.Domain.Catalogs;

namespace Settlement.Domain.Settlements;

/// <summary>
/// 目录调整影响: what a stored settlement would have come to with other catalogue entries. Everything else stays as it was stored: the
/// person's accounts before it, policy, filing, facility. So it says nothing of what earlier bills would have left to this one.
/// </summary>
/// <param name="TouchedLines">Lines of items that the entries concern.</param>
/// <param name="ChangedLines">Those of them that are split otherwise.</param>
/// <param name="InScope">Change of 符合政策范围, after less before; so are the others.</param>
/// <param name="Fund">Change of 基金支付总额.</param>
/// <param name="Personal">Change of 个人负担; with the fund's change it is zero, since the total stays.</param>
/// <param name="IsRefused">Whether the bill could not be settled; its amounts count as unchanged.</param>
public readonly record struct CatalogEffect(int TouchedLines, int ChangedLines, Money InScope, Money Fund, Money Personal, bool IsRefused)
{
    /// <param name="stored">Claim of the settlement, with the entries that it used.</param>
    /// <param name="entries">Entries by item code to be used instead; null for an item that would have none.</param>
    /// <exception cref="InvalidOperationException">The claim does not settle even as stored.</exception>
    public static CatalogEffect Of(SettlementClaim stored, IReadOnlyDictionary<string, CatalogEntry?> entries)
    {
        var touched = stored.Lines.Count(line => entries.ContainsKey(line.ItemCode));
        var before = SettlementCalculator.Settle(stored) is SettlementOutcome.Settled settled
            ? settled.Statement
            : throw new InvalidOperationException("The stored claim is refused.");
        if (SettlementCalculator.Settle(With(stored, entries)) is not SettlementOutcome.Settled { Statement: var after })
            return new(touched, touched, Money.Zero, Money.Zero, Money.Zero, IsRefused: true);
        return new(
            touched,
            before.Lines.Zip(after.Lines).Count(pair => Parts(pair.First) != Parts(pair.Second)),
            after.Amounts.InScope - before.Amounts.InScope,
            after.Amounts.FundTotal - before.Amounts.FundTotal,
            after.Amounts.Personal - before.Amounts.Personal,
            IsRefused: false);
    }

    private static SettlementClaim With(SettlementClaim stored, IReadOnlyDictionary<string, CatalogEntry?> entries)
    {
        var used = new Dictionary<string, CatalogEntry>(stored.Entries!);
        foreach (var line in stored.Lines.Where(line => line.RefundsLineNo is null))
            if (entries.TryGetValue(line.ItemCode, out var entry))
                if (entry is null)
                    used.Remove(line.LineNo);
                else
                    used[line.LineNo] = entry;
        return stored with { Entries = used };
    }

    private static (Money, Money, Money) Parts(SplitLine line) => (line.FullSelfPay, line.OverLimit, line.FirstSelfPaid);
}
