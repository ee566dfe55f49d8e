using Microsoft.EntityFrameworkCore;
using Settlement.Domain;
using Settlement.Domain.Facilities;
using Settlement.Domain.Persons;
using Settlement.Domain.Reconciliations;
using Settlement.Domain.Settlements;
using Settlement.Persistence.Settlements;

namespace Settlement.Persistence.Reconciliations;

/// <summary>What a facility settled on a day: direct settlements, not what an agency reimbursed.</summary>
public static class SettlementDays
{
    /// <summary>Through the index settlement_by_day.</summary>
    internal static IQueryable<SettlementRecord> OfDay(this SettlementDbContext db, FacilityCode facility, DateOnly day) =>
        db.Settlements.AsNoTracking()
            .Where(s => s.SettledDay == day && s.FacilityCode == facility && s.Channel == SettlementChannel.Direct);

    internal static IQueryable<SettlementRecord> InOrder(this IQueryable<SettlementRecord> settlements) =>
        settlements.OrderBy(s => s.SettledAt).ThenBy(s => s.TransactionNo);

    /// <summary>In the order in which they were settled, those of one moment by their numbers.</summary>
    /// <param name="after">Time and number of the last one of the page before; null for the first page.</param>
    public static Task<IReadOnlyList<SettledTransaction>> PageOfDayAsync(
        this SettlementDbContext db, FacilityCode facility, DateOnly day, (DateTimeOffset At, string No)? after, int limit,
        CancellationToken cancellation)
    {
        var settlements = db.OfDay(facility, day);
        if (after is var (at, number))
        {
            settlements = settlements.Where(s =>
                s.SettledAt >= at && (s.SettledAt > at || string.Compare(s.TransactionNo, number) > 0));
        }
        return settlements.InOrder().Take(limit).BookedAsync(cancellation);
    }

    /// <summary>What is stored of the day, and of the numbers named, whatever their day.</summary>
    public static async Task<IReadOnlyCollection<BookedTransaction>> BookedAsync(
        this SettlementDbContext db, FacilityCode facility, DateOnly day, IEnumerable<string> numbers, CancellationToken cancellation)
    {
        var ofDay = await db.OfDay(facility, day).BookedAsync(cancellation);
        var others = numbers.Except(ofDay.Select(t => t.Booked.TransactionNo)).ToArray();
        var ofOtherDays = others.Length == 0
            ? []
            : await db.Settlements.AsNoTracking()
                .Where(s => s.FacilityCode == facility && others.Contains(s.TransactionNo) && s.Channel == SettlementChannel.Direct)
                .BookedAsync(cancellation);
        return [.. ofDay.Concat(ofOtherDays).Select(t => t.Booked).DistinctBy(t => t.TransactionNo)];
    }

    /// <summary>When the number was settled on that day; null where it was not.</summary>
    public static async Task<DateTimeOffset?> SettledAtAsync(
        this SettlementDbContext db, FacilityCode facility, DateOnly day, string transactionNo, CancellationToken cancellation) =>
        await db.OfDay(facility, day).Where(s => s.TransactionNo == transactionNo)
            .Select(s => (DateTimeOffset?)s.SettledAt).SingleOrDefaultAsync(cancellation);

    /// <summary>The facility's reconciliation of this number; null where there is none.</summary>
    public static Task<ReconciliationRecord?> FindReconciliationAsync(
        this SettlementDbContext db, FacilityCode facility, string reconciliationNo, CancellationToken cancellation) =>
        db.Reconciliations.AsNoTracking().SingleOrDefaultAsync(
            r => r.FacilityCode == facility && r.ReconciliationNo == reconciliationNo, cancellation);

    /// <summary>对总账 of the day.</summary>
    public static async Task<IReadOnlyDictionary<TotalKey, DayTotal>> TotalsOfDayAsync(
        this SettlementDbContext db, FacilityCode facility, DateOnly day, CancellationToken cancellation)
    {
        var rows = await db.TotalRows(facility, day).ToListAsync(cancellation);
        return rows.ToDictionary(
            r => new TotalKey(
                Enum.Parse<InsuranceScheme>(r.Scheme), Enum.Parse<CareService>(r.Service),
                r.IsReversal ? TransactionKind.Reversal : TransactionKind.Settlement),
            r => new DayTotal(r.Count, new(new(r.Total), new(r.Total - r.Personal), new(r.Account), new(r.Cash))));
    }

    internal static IQueryable<TotalRow> TotalRows(this SettlementDbContext db, FacilityCode facility, DateOnly day) =>
        db.Database.SqlQuery<TotalRow>(
            $"""
            SELECT scheme AS "Scheme", service AS "Service", reverses IS NOT NULL AS "IsReversal", count(*)::int AS "Count",
                   sum(total_fen)::bigint AS "Total", sum(personal_fen)::bigint AS "Personal",
                   sum(personal_account_fen)::bigint AS "Account", sum(cash_fen)::bigint AS "Cash"
            FROM settlement
            WHERE settled_day = {day} AND facility_code = {facility.Value} AND channel = 'Direct'
            GROUP BY 1, 2, 3
            """);

    /// <summary>Only the columns that are compared; what the funds pay is the total less what the person pays.</summary>
    private static async Task<IReadOnlyList<SettledTransaction>> BookedAsync(
        this IQueryable<SettlementRecord> settlements, CancellationToken cancellation)
    {
        var rows = await settlements.Select(s => new
        {
            s.TransactionNo,
            s.SettledAt,
            s.SettledDay,
            s.Scheme,
            s.Service,
            IsReversal = s.Reverses != null,
            s.Total,
            s.Personal,
            s.PersonalAccount,
            s.Cash,
        }).ToListAsync(cancellation);
        return
        [
            .. rows.Select(s => new SettledTransaction(s.SettledAt, new(
                s.TransactionNo, s.SettledDay,
                new(s.Scheme, s.Service, s.IsReversal ? TransactionKind.Reversal : TransactionKind.Settlement),
                new(s.Total, s.Total - s.Personal, s.PersonalAccount, s.Cash)))),
        ];
    }

    internal sealed record TotalRow(
        string Scheme, string Service, bool IsReversal, int Count, long Total, long Personal, long Account, long Cash);
}

/// <summary>A transaction of a day, with the moment at which it was settled.</summary>
public readonly record struct SettledTransaction(DateTimeOffset SettledAt, BookedTransaction Booked);
