using Settlement.Domain.BenefitAccounts;
using Settlement.Domain.Catalogs;
using Settlement.Domain.Policies;
using Settlement.Domain.Settlements;

namespace Settlement.Domain.Recomputation;

/// <summary>What a stored settlement or reversal says that it came to.</summary>
public sealed record StoredSettlement
{
    public required StatementAmounts Amounts { get; init; }

    /// <summary>Stored for itself, though it follows from the other amounts.</summary>
    public required Money InScope { get; init; }

    /// <summary>Stored for itself, as <see cref="InScope"/>.</summary>
    public required Money Personal { get; init; }

    /// <summary>Stored for itself, as <see cref="InScope"/>.</summary>
    public required Money Cash { get; init; }

    public required TreatmentClass TreatmentClass { get; init; }

    public required FilingId? Filing { get; init; }

    public required AccountChange AccountChange { get; init; }

    /// <summary>In time order; empty unless a stay over New Year is split.</summary>
    public required IReadOnlyList<StoredYear> EarlierYears { get; init; }

    internal IReadOnlyList<(string, Money)> Figures => FiguresOf(Amounts, InScope, Personal, Cash);

    internal static IReadOnlyList<(string, Money)> FiguresOf(StatementAmounts amounts) =>
        FiguresOf(amounts, amounts.InScope, amounts.Personal, amounts.Cash);

    /// <summary>Whether the amounts stored for themselves follow from the others.</summary>
    internal bool AddsUp => InScope == Amounts.InScope && Personal == Amounts.Personal && Cash == Amounts.Cash;

    private static IReadOnlyList<(string, Money)> FiguresOf(StatementAmounts a, Money inScope, Money personal, Money cash) =>
    [
        ("total", a.Total), ("fullSelfPay", a.FullSelfPay), ("overLimit", a.OverLimit), ("firstSelfPaid", a.FirstSelfPaid), ("inScope", inScope),
        ("upFrontShare", a.UpFrontShare), ("deductible", a.Deductible), ("pooledFund", a.PooledFund), ("largeAmount", a.LargeAmount),
        ("largeIllness", a.LargeIllness), ("civilServant", a.CivilServant), ("enterpriseSupplement", a.EnterpriseSupplement),
        ("medicalAid", a.MedicalAid), ("personal", personal), ("personalAccount", a.PersonalAccount), ("cash", cash),
    ];
}

/// <summary>What one year before the discharge takes of a stay over New Year (R1.12.3).</summary>
/// <param name="FundTotal">Pooled fund and layers.</param>
public sealed record StoredYear(
    int Year, Money Total, Money InScope, Money UpFrontShare, Money Deductible, Money PooledFund, Money FundTotal, AccountChange AccountChange)
{
    internal static StoredYear Of(YearShare year) => new(
        year.Year, year.Scope.Total, year.Scope.InScope, year.Pooled.UpFrontShare, year.Pooled.Deductible, year.Pooled.Fund,
        year.Pooled.Fund + Money.Sum(year.Layers.Select(layer => layer.Paid)), year.AccountChange);

    internal StoredYear Reversed() =>
        new(Year, -Total, -InScope, -UpFrontShare, -Deductible, -PooledFund, -FundTotal, AccountChange.Reversed());

    internal IReadOnlyList<(string, Money)> Figures =>
    [
        ("total", Total), ("inScope", InScope), ("upFrontShare", UpFrontShare), ("deductible", Deductible), ("pooledFund", PooledFund),
        ("fundTotal", FundTotal),
    ];
}

/// <summary>A settled line as it is stored with its split.</summary>
/// <param name="Restriction">Null on a line that was settled before restrictions were checked.</param>
public readonly record struct StoredLine(
    string LineNo, Money FullSelfPay, Money OverLimit, Money FirstSelfPaid, Money InScope, ItemClass Class, string FeeCategory,
    RestrictionOutcome? Restriction)
{
    internal static StoredLine Of(in SplitLine line, bool withRestriction) => new(
        line.Line.LineNo, line.FullSelfPay, line.OverLimit, line.FirstSelfPaid, line.InScope, line.Entry.Class, line.Entry.FeeCategory,
        withRestriction ? line.Restriction : null);

    internal string InWords =>
        $"fullSelfPay {FullSelfPay}, overLimit {OverLimit}, firstSelfPaid {FirstSelfPaid}, inScope {InScope}, class {Class}, category {FeeCategory}"
        + (Restriction is { } restriction ? $", restriction {restriction}" : "");
}
