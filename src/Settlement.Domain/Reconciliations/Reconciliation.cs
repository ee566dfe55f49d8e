namespace Settlement.Domain.Reconciliations;

/// <summary>对账结果 of one transaction number.</summary>
public enum DetailResult
{
    Equal,

    /// <summary>机构有、平台无: in the facility's books, but under no day here.</summary>
    MissingHere,

    /// <summary>平台有、机构无: settled here on the day, and not in the facility's books.</summary>
    MissingThere,

    /// <summary>金额不符.</summary>
    AmountsDiffer,

    /// <summary>非当日: it is here, but was settled on another day.</summary>
    OtherDay,
}

/// <summary>对总账 of one group; a side that has nothing of it stands with zeros.</summary>
public sealed record ComparedTotal(TotalKey Key, DayTotal Here, DayTotal There);

/// <summary>对明细账 of one transaction number.</summary>
/// <param name="Kind">As it is stored here; of a number that is not here a reversal where the facility's total is negative.</param>
/// <param name="SettledOn">Null where it is not here.</param>
/// <param name="Here">Null where it is not here.</param>
/// <param name="There">Null where the facility does not have it.</param>
public sealed record ComparedDetail(
    string TransactionNo, DetailResult Result, TransactionKind Kind, DateOnly? SettledOn, BookedAmounts? Here, BookedAmounts? There);

/// <summary>对账: a day as it is here, beside the same day in a facility's books (R1.14.11, R1.14.12).</summary>
/// <param name="Totals">
/// Every group that either side has, in the order of scheme, service and kind; null where the facility drew up none.
/// </param>
/// <param name="Details">Every number that either side has, in the order of the numbers; null where the facility listed none.</param>
public sealed record Reconciliation(IReadOnlyList<ComparedTotal>? Totals, IReadOnlyList<ComparedDetail>? Details)
{
    /// <summary>对平: whatever was compared is the same on both sides.</summary>
    public bool Agrees() =>
        (Totals ?? []).All(total => total.Here == total.There) && (Details ?? []).All(detail => detail.Result == DetailResult.Equal);

    /// <param name="here">What is stored of the day, and of the numbers that the facility lists, whatever their day.</param>
    public static Reconciliation Of(FacilityBooks there, IReadOnlyCollection<BookedTransaction> here) => new(
        there.Totals is { } totals ? Compare(TotalsOf(here.Where(t => t.SettledOn == there.Day)), totals) : null,
        there.Details is { } details ? Compare(there.Day, here, details) : null);

    /// <summary>The transactions by group.</summary>
    public static IReadOnlyDictionary<TotalKey, DayTotal> TotalsOf(IEnumerable<BookedTransaction> transactions) =>
        transactions.GroupBy(t => t.Key).ToDictionary(
            group => group.Key,
            group => new DayTotal(group.Count(), group.Aggregate(default(BookedAmounts), (sum, t) => sum + t.Amounts)));

    private static List<ComparedTotal> Compare(
        IReadOnlyDictionary<TotalKey, DayTotal> here, IReadOnlyDictionary<TotalKey, DayTotal> there) =>
    [
        .. here.Keys.Union(there.Keys)
            .OrderBy(key => key.Scheme).ThenBy(key => key.Service).ThenBy(key => key.Kind)
            .Select(key => new ComparedTotal(key, here.GetValueOrDefault(key), there.GetValueOrDefault(key))),
    ];

    private static List<ComparedDetail> Compare(
        DateOnly day, IReadOnlyCollection<BookedTransaction> here, IReadOnlyDictionary<string, BookedAmounts> there)
    {
        var known = here.ToDictionary(t => t.TransactionNo);
        var numbers = here.Where(t => t.SettledOn == day).Select(t => t.TransactionNo).Union(there.Keys);
        return
        [
            .. numbers.Order(StringComparer.Ordinal).Select(number =>
                Compare(day, number, known.GetValueOrDefault(number), there.TryGetValue(number, out var amounts) ? amounts : null)),
        ];
    }

    private static ComparedDetail Compare(DateOnly day, string number, BookedTransaction? here, BookedAmounts? there)
    {
        var result = (here, there) switch
        {
            (null, _) => DetailResult.MissingHere,
            (_, null) => DetailResult.MissingThere,
            _ when here.SettledOn != day => DetailResult.OtherDay,
            _ => here.Amounts == there ? DetailResult.Equal : DetailResult.AmountsDiffer,
        };
        var kind = here?.Key.Kind ?? (there?.Total < Money.Zero ? TransactionKind.Reversal : TransactionKind.Settlement);
        return new(number, result, kind, here?.SettledOn, here?.Amounts, there);
    }
}
