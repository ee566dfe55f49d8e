using Settlement.Domain.Catalogs;
using Settlement.Domain.Policies;
using Settlement.Domain.Settlements;
using Settlement.Domain.Tests.Reference.Literal;

namespace Settlement.Domain.Tests.Reference;

/// <summary>Compares what the engine says with what the literal rules say; every amount, to the fen.</summary>
internal sealed class Comparison
{
    private static readonly LayerKind[] LayerKinds = Enum.GetValues<LayerKind>();
    private static readonly PersonalPart[] PersonalParts = Enum.GetValues<PersonalPart>();

    private readonly List<string> differences = [];

    /// <summary>One line per figure that differs; empty where both agree.</summary>
    public static IReadOnlyList<string> Differences(SettlementOutcome engine, ReferenceAnswer literal)
    {
        var comparison = new Comparison();
        switch (engine)
        {
            case SettlementOutcome.Refused refused:
                comparison.Same("refusal", $"{refused.Code}", $"{literal.Refusal}");
                comparison.Same("lines at fault", Faults(refused.Lines.Select(l => (l.Index, l.Fault))), Faults(literal.LineFaults));
                break;
            case SettlementOutcome.Settled when literal.Refusal is { } refusal:
                comparison.Same("refusal", "settled", $"{refusal}");
                break;
            case SettlementOutcome.Settled settled:
                comparison.Compare(settled.Statement, literal);
                break;
        }
        return comparison.differences;
    }

    private static string Faults(IEnumerable<(int Index, LineFault Fault)> faults) =>
        string.Join(", ", faults.OrderBy(f => f.Index).Select(f => $"{f.Index} {f.Fault}"));

    private void Compare(SettlementStatement engine, ReferenceAnswer literal)
    {
        Same("class", $"{engine.TreatmentClass}", $"{literal.Class}");
        var known = engine.Filing is { } filing ? literal.Filings.Contains(filing) : literal.Filings.Count == 0;
        Same("filing", known ? "" : $"{engine.Filing}", known ? "" : $"one of {string.Join(", ", literal.Filings)}");
        if (!Same("lines", engine.Lines.Count, literal.Lines.Count) || !Same("years", engine.Years.Count, literal.Years.Count))
            return;

        for (var i = 0; i < engine.Lines.Count; i++)
            Compare(i, engine.Lines[i], literal.Lines[i]);
        for (var i = 0; i < engine.Years.Count; i++)
            Compare(engine.Years[i], literal.Years[i]);
        Compare(engine.Amounts, literal);

        Same("account pays", engine.PersonalAccount?.Paid, literal.PersonalAccount);
        foreach (var part in PersonalParts)
        {
            Same($"account pays of {part}", engine.PersonalAccount?.Relieved[part], literal.AccountPays[(int)part]);
            Same($"cash for {part}", engine.Cash[part], literal.Cash[(int)part]);
        }
    }

    private void Compare(int index, SplitLine engine, LineAnswer literal)
    {
        var line = $"line {index}";
        Same($"{line} entry", engine.Entry.Version, literal.Entry.Version);
        Same($"{line} restriction", $"{engine.Restriction}", $"{literal.Restriction}");
        Same($"{line} full self-pay", engine.FullSelfPay, literal.Scope.FullSelfPay);
        Same($"{line} over limit", engine.OverLimit, literal.Scope.OverLimit);
        Same($"{line} first self-paid", engine.FirstSelfPaid, literal.Scope.FirstSelfPaid);
        Same($"{line} in scope", engine.InScope, literal.Scope.InScope);
    }

    private void Compare(StatementAmounts engine, ReferenceAnswer literal)
    {
        var bill = literal.Lines.Aggregate(default(ScopeAnswer), (sum, line) => sum + line.Scope);
        Same("total", engine.Total, bill.Total);
        Same("full self-pay", engine.FullSelfPay, bill.FullSelfPay);
        Same("over limit", engine.OverLimit, bill.OverLimit);
        Same("first self-paid", engine.FirstSelfPaid, bill.FirstSelfPaid);
        Same("in scope", engine.InScope, bill.InScope);
        Same("up-front share", engine.UpFrontShare, literal.Years.Sum(y => y.Pooled.UpFrontShare));
        Same("deductible", engine.Deductible, literal.Years.Sum(y => y.Pooled.Deductible));
        var fund = literal.Years.Sum(y => y.Pooled.Fund);
        Same("pooled fund", engine.PooledFund, fund);
        foreach (var kind in LayerKinds)
        {
            var paid = literal.Years.Sum(y => y.Layers.Where(l => l.Kind == kind).Sum(l => l.Paid));
            Same($"{kind}", Paid(engine, kind), paid);
            fund += paid;
        }
        Same("fund total", engine.FundTotal, fund);
        Same("personal account", engine.PersonalAccount, literal.PersonalAccount);
        Same("personal", engine.Personal, bill.Total - fund);
        Same("cash", engine.Cash, literal.Cash.Sum());
    }

    private static Money Paid(StatementAmounts amounts, LayerKind kind) => kind switch
    {
        LayerKind.LargeAmount => amounts.LargeAmount,
        LayerKind.LargeIllness => amounts.LargeIllness,
        LayerKind.CivilServant => amounts.CivilServant,
        LayerKind.EnterpriseSupplement => amounts.EnterpriseSupplement,
        LayerKind.MedicalAid => amounts.MedicalAid,
        _ => throw new NotSupportedException(kind.ToString()),
    };

    private void Compare(YearShare engine, YearAnswer literal)
    {
        var year = literal.Part.Year;
        Same("year", engine.Year, year);
        Same($"{year} full self-pay", engine.Scope.FullSelfPay, literal.Part.Scope.FullSelfPay);
        Same($"{year} over limit", engine.Scope.OverLimit, literal.Part.Scope.OverLimit);
        Same($"{year} first self-paid", engine.Scope.FirstSelfPaid, literal.Part.Scope.FirstSelfPaid);
        Same($"{year} in scope", engine.Scope.InScope, literal.Part.Scope.InScope);
        Compare(year, engine.Pooled, literal.Pooled);
        if (Same($"{year} layers", engine.Layers.Count, literal.Layers.Count))
            for (var i = 0; i < engine.Layers.Count; i++)
                Compare(year, engine.Layers[i], literal.Layers[i]);
        foreach (var part in PersonalParts)
            Same($"{year} left of {part}", engine.Personal[part], literal.Personal[(int)part]);

        Same($"{year} encounters", engine.AccountChange.Encounters, literal.Encounters);
        foreach (var (accumulator, amount) in engine.AccountChange.Amounts)
            Same($"{year} {accumulator}", amount, literal.Change.GetValueOrDefault(accumulator.Key));
        foreach (var missing in literal.Change.Keys.Except(engine.AccountChange.Amounts.Select(a => a.Accumulator.Key)))
            Same($"{year} {missing}", Money.Zero, literal.Change[missing]);
        Same($"{year} totals that change", engine.AccountChange.Amounts.Count, literal.Change.Count);
    }

    private void Compare(int year, PooledFundShare engine, PooledAnswer literal)
    {
        Same($"{year} up-front share", engine.UpFrontShare, literal.UpFrontShare);
        Same($"{year} deductible due", engine.DeductibleDue.Remaining, literal.Remaining);
        Same($"{year} deductible", engine.Deductible, literal.Deductible);
        Same($"{year} in bands", engine.InBands, literal.InBands);
        Same($"{year} fund", engine.Fund, literal.Fund);
        Same($"{year} covered", engine.Covered, literal.Covered);
        if (!Same($"{year} bands", engine.Bands.Count, literal.Bands.Count))
            return;
        for (var i = 0; i < engine.Bands.Count; i++)
        {
            var (e, l) = (engine.Bands[i], literal.Bands[i]);
            Same($"{year} band {i} part", e.Part, l.Part);
            Same($"{year} band {i} ratio", Exact.Of(e.Ratio.Paid.Value).ToString(), l.Ratio.ToString());
            Same($"{year} band {i} covered", e.Covered, l.Covered);
            Same($"{year} band {i} fund", e.Fund, l.Fund);
        }
    }

    private void Compare(int year, LayerPayment engine, LayerAnswer literal)
    {
        var layer = $"{year} {literal.Kind}";
        Same(layer, $"{engine.Layer.Kind}", $"{literal.Kind}");
        Same($"{layer} base before", engine.Before, literal.Before);
        Same($"{layer} counted", engine.Counted, literal.Counted);
        Same($"{layer} paid before", engine.PaidBefore, literal.PaidBefore);
        Same($"{layer} paid", engine.Paid, literal.Paid);
        if (!Same($"{layer} bands", engine.Bands.Count, literal.Bands.Count))
            return;
        for (var i = 0; i < engine.Bands.Count; i++)
        {
            Same($"{layer} band {i} part", engine.Bands[i].Part, literal.Bands[i].Part);
            Same($"{layer} band {i} paid", engine.Bands[i].Paid, literal.Bands[i].Paid);
        }
    }

    private void Same(string what, Money? engine, long literal) => Same(what, (engine ?? Money.Zero).Fen, literal);

    private bool Same(string what, long engine, long literal)
    {
        if (engine != literal)
            differences.Add($"{what}: engine {engine}, literal {literal}");
        return engine == literal;
    }

    private void Same(string what, string engine, string literal)
    {
        if (engine != literal)
            differences.Add($"{what}: engine {engine}, literal {literal}");
    }
}
