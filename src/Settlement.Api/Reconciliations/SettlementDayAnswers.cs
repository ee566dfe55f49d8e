using Settlement.Api.Calls;
using Settlement.Domain;
using Settlement.Domain.Facilities;
using Settlement.Domain.Persons;
using Settlement.Domain.Reconciliations;
using Settlement.Persistence.Reconciliations;

namespace Settlement.Api.Reconciliations;

/// <summary>日结算清单.</summary>
/// <param name="Totals">Of the whole day, on every page.</param>
/// <param name="Transactions">In the order in which they were settled.</param>
/// <param name="Next">Send it as <c>after</c> for the next page; null at the end.</param>
internal sealed record SettlementDayAnswer(
    string FacilityCode, DateOnly Day, IReadOnlyList<GroupTotalAnswer> Totals, IReadOnlyList<SettledTransactionAnswer> Transactions,
    string? Next);

/// <summary>One group of the day, as a reconciliation takes it; yuan, negative for reversals.</summary>
internal sealed record GroupTotalAnswer(
    InsuranceScheme Scheme, CareService Service, TransactionKind Kind, int Count, Money Total, Money FundTotal, Money PersonalAccount,
    Money Cash)
{
    internal static GroupTotalAnswer From(TotalKey key, DayTotal t) => new(
        key.Scheme, key.Service, key.Kind, t.Count, t.Amounts.Total, t.Amounts.FundTotal, t.Amounts.PersonalAccount, t.Amounts.Cash);
}

/// <summary>One settlement or reversal of the day; yuan, negative in a reversal.</summary>
internal sealed record SettledTransactionAnswer(
    string TransactionNo,
    DateTimeOffset SettledAt,
    InsuranceScheme Scheme,
    CareService Service,
    TransactionKind Kind,
    Money Total,
    Money FundTotal,
    Money PersonalAccount,
    Money Cash)
{
    internal static SettledTransactionAnswer From(SettledTransaction t) => new(
        t.Booked.TransactionNo, t.SettledAt.InChina(), t.Booked.Key.Scheme, t.Booked.Key.Service, t.Booked.Key.Kind,
        t.Booked.Amounts.Total, t.Booked.Amounts.FundTotal, t.Booked.Amounts.PersonalAccount, t.Booked.Amounts.Cash);
}
