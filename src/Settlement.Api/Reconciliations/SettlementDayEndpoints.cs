using Microsoft.AspNetCore.Http.HttpResults;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain;
using Settlement.Domain.Facilities;
using Settlement.Domain.Persons;
using Settlement.Domain.Reconciliations;
using Settlement.Persistence;
using Settlement.Persistence.Reconciliations;

namespace Settlement.Api.Reconciliations;

/// <summary>This side of a day, so that a facility can compare for itself.</summary>
internal static class SettlementDayEndpoints
{
    internal static void MapSettlementDays(this IEndpointRouteBuilder facility) =>
        facility.MapGet("/settlement-days/{day}", Read).WithName("ReadSettlementDay").ProducesProblem(400).ProducesProblem(422)
            .AllowedTo(AccessScope.Facility, Role.Hospital, Role.Pharmacy)
            .WithSummary("日结算清单 · What the facility settled and reversed on a day in China: totals, and the numbers page by page");

    /// <param name="day">Day in China, not after today.</param>
    /// <param name="after">The <c>next</c> of the page before.</param>
    /// <param name="limit">1 to 1,000.</param>
    private static async Task<Results<Ok<SettlementDayAnswer>, ProblemHttpResult>> Read(
        string facilityCode, DateOnly day, SettlementDbContext db, TimeProvider clock, CancellationToken cancellation,
        string? after = null, int limit = 200)
    {
        if (limit is < 1 or > 1000)
            return ProblemKind.InvalidRequest.ToResult($"{limit}", "/limit");
        if (day.Year < 2000)
            return ProblemKind.InvalidRequest.ToResult($"{day:O}", "/day");
        if (day > clock.Today())
            return ProblemKind.DateNotPossible.ToResult($"{day:O} > {clock.Today():O}", "/day");
        var facility = FacilityCode.Parse(facilityCode);
        (DateTimeOffset, string)? last = null;
        if (after is not null)
        {
            if (await db.SettledAtAsync(facility, day, after, cancellation) is not { } settledAt)
                return ProblemKind.InvalidRequest.ToResult(after, "/after");
            last = (settledAt, after);
        }

        var rows = await db.PageOfDayAsync(facility, day, last, limit + 1, cancellation);
        var totals = await db.TotalsOfDayAsync(facility, day, cancellation);
        return TypedResults.Ok(new SettlementDayAnswer(
            facilityCode, day,
            [.. totals.OrderBy(t => t.Key.Scheme).ThenBy(t => t.Key.Service).ThenBy(t => t.Key.Kind).Select(t => GroupTotalAnswer.From(t.Key, t.Value))],
            [.. rows.Take(limit).Select(SettledTransactionAnswer.From)],
            rows.Count > limit ? rows[limit - 1].Booked.TransactionNo : null));
    }
}

/// <summary>日结算清单.</summary>
/// <param name="Totals">Of the whole day, on every page.</param>
/// <param name="Transactions">In the order in which they were settled.</param>
/// <param name="Next">Send it as <c>after</c> for the next page; null at the end.</param>
internal sealed record SettlementDayAnswer(
    string FacilityCode, DateOnly Day, IReadOnlyList<GroupTotalAnswer> Totals, IReadOnlyList<SettledTransactionAnswer> Transactions, string? Next);

/// <summary>One group of the day, as a reconciliation takes it; yuan, negative for reversals.</summary>
internal sealed record GroupTotalAnswer(
    InsuranceScheme Scheme, CareService Service, TransactionKind Kind, int Count, Money Total, Money FundTotal, Money PersonalAccount, Money Cash)
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
