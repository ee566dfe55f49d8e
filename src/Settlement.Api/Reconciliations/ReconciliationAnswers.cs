using Settlement.Api.Calls;
using Settlement.Domain;
using Settlement.Domain.Facilities;
using Settlement.Domain.Persons;
using Settlement.Domain.Reconciliations;
using Settlement.Persistence.Reconciliations;

namespace Settlement.Api.Reconciliations;

/// <summary>对账结果. <c>here</c> is this platform, <c>there</c> the facility's own books; both as they were when it was made.</summary>
/// <param name="Agrees">对平: whatever was compared is the same on both sides.</param>
/// <param name="Totals">Every group that either side has; null where the facility gave none.</param>
/// <param name="Details">Every number that either side has, in the order of the numbers; null where the facility gave none.</param>
internal sealed record ReconciliationAnswer(
    string FacilityCode,
    string ReconciliationNo,
    DateOnly Day,
    bool Agrees,
    DateTimeOffset MadeAt,
    IReadOnlyList<ComparedTotalAnswer>? Totals,
    IReadOnlyList<ComparedDetailAnswer>? Details)
{
    internal static ReconciliationAnswer From(ReconciliationRecord r) => new(
        r.FacilityCode.Value, r.ReconciliationNo, r.Day, r.Agrees, r.MadeAt.InChina(),
        r.Report.Totals?.Select(ComparedTotalAnswer.From).ToList(),
        r.Report.Details?.Select(detail => ComparedDetailAnswer.From(r.FacilityCode, detail)).ToList());
}

/// <summary>One group of the day on both sides.</summary>
/// <param name="Difference">Here less there.</param>
internal sealed record ComparedTotalAnswer(
    InsuranceScheme Scheme, CareService Service, TransactionKind Kind, DayTotalAnswer Here, DayTotalAnswer There, DayTotalAnswer Difference)
{
    internal static ComparedTotalAnswer From(ComparedTotal t) => new(
        t.Key.Scheme, t.Key.Service, t.Key.Kind, DayTotalAnswer.From(t.Here), DayTotalAnswer.From(t.There),
        DayTotalAnswer.From(t.Here - t.There));
}

/// <summary>Count and amounts in yuan; negative for reversals, and in a difference where this side has less.</summary>
internal sealed record DayTotalAnswer(int Count, Money Total, Money FundTotal, Money PersonalAccount, Money Cash)
{
    internal static DayTotalAnswer From(DayTotal t) =>
        new(t.Count, t.Amounts.Total, t.Amounts.FundTotal, t.Amounts.PersonalAccount, t.Amounts.Cash);
}

/// <summary>One transaction number on both sides.</summary>
/// <param name="Kind">As it is stored here; of a number that is not here a reversal where the facility's total is negative.</param>
/// <param name="SettledOn">Day in China on which it was settled here; null where it is not here.</param>
/// <param name="Here">Null where it is not here.</param>
/// <param name="There">Null where the facility does not have it.</param>
/// <param name="Mend">The call that mends the difference; null where both sides are equal.</param>
internal sealed record ComparedDetailAnswer(
    string TransactionNo,
    DetailResult Result,
    TransactionKind Kind,
    DateOnly? SettledOn,
    BookedAmountsAnswer? Here,
    BookedAmountsAnswer? There,
    MendAnswer? Mend)
{
    internal static ComparedDetailAnswer From(FacilityCode facility, ComparedDetail d) => new(
        d.TransactionNo, d.Result, d.Kind, d.SettledOn, BookedAmountsAnswer.From(d.Here), BookedAmountsAnswer.From(d.There),
        MendAnswer.Of(facility, d));
}

/// <summary>Amounts of a transaction in yuan; negative in a reversal.</summary>
internal sealed record BookedAmountsAnswer(Money Total, Money FundTotal, Money PersonalAccount, Money Cash)
{
    internal static BookedAmountsAnswer? From(BookedAmounts? amounts) =>
        amounts is { } a ? new(a.Total, a.FundTotal, a.PersonalAccount, a.Cash) : null;
}

/// <summary>A reconciliation in a list.</summary>
internal sealed record ReconciliationSummary(string ReconciliationNo, DateOnly Day, bool Agrees, DateTimeOffset MadeAt);
