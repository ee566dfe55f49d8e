using Microsoft.EntityFrameworkCore;
using Settlement.Domain;
using Settlement.Persistence.Persons;

namespace Settlement.Persistence.Filings;

public static class FilingQueries
{
    /// <summary>
    /// A filing, and its person beside it in memory (see <see cref="PersonNoOfAsync"/>); null where there is none of that number.
    /// </summary>
    public static async Task<FilingRecord?> FindFilingAsync(
        this SettlementDbContext db, RegionCode region, string filingNo, CancellationToken cancellation)
    {
        var found = await (
            from filing in db.Filings
            join person in db.Persons on filing.PersonId equals person.PersonId
            where filing.InsuredRegion == region && filing.FilingNo == filingNo
            select new { filing, person }).SingleOrDefaultAsync(cancellation);
        return found?.filing;
    }

    /// <summary>人员编号 of whose it is; asks the database only where the person was not read before.</summary>
    public static async Task<string> PersonNoOfAsync(this SettlementDbContext db, FilingRecord filing, CancellationToken cancellation) =>
        (await db.Persons.FindAsync([filing.PersonId], cancellation))!.PersonNo.Value;

    /// <summary>Whoever changes filings or the insured status of a person holds this to the end of the transaction.</summary>
    public static Task LockPersonAsync(this SettlementDbContext db, PersonId person, CancellationToken cancellation) =>
        db.Database.ExecuteSqlAsync($"SELECT FROM person WHERE person_id = {person.Value} FOR NO KEY UPDATE", cancellation);

    /// <summary>The same for several persons, in one order for everybody who does so.</summary>
    public static Task LockPersonsAsync(this SettlementDbContext db, IEnumerable<PersonId> persons, CancellationToken cancellation)
    {
        var ids = persons.Select(person => person.Value).ToArray();
        return db.Database.ExecuteSqlAsync(
            $"SELECT FROM person WHERE person_id = ANY ({ids}) ORDER BY person_id FOR NO KEY UPDATE", cancellation);
    }

    /// <summary>The same for the person of a filing; nothing happens where there is none of that number.</summary>
    public static Task LockPersonOfFilingAsync(
        this SettlementDbContext db, RegionCode region, string filingNo, CancellationToken cancellation) =>
        db.Database.ExecuteSqlAsync(
            $"""
            SELECT FROM person p JOIN filing f USING (person_id)
            WHERE f.insured_region = {region.Value} AND f.filing_no = {filingNo} FOR NO KEY UPDATE OF p
            """,
            cancellation);

    /// <summary>
    /// For a transaction that works on many rows: its statements are planned for the tables as they are now. A plan kept from when they
    /// were small would go through a whole table for each row.
    /// </summary>
    public static Task PlanAnewAsync(this SettlementDbContext db, CancellationToken cancellation) =>
        db.Database.ExecuteSqlAsync($"SET LOCAL plan_cache_mode = force_custom_plan", cancellation);

    /// <summary>Those of the numbers that filings of the insured place have already.</summary>
    public static Task<HashSet<string>> NumbersTakenAsync(
        this SettlementDbContext db, RegionCode region, string[] filingNos, CancellationToken cancellation) =>
        db.Database.SqlQuery<string>(
            $"""
            SELECT f.filing_no FROM unnest({filingNos}) AS wanted (filing_no)
            JOIN filing f ON f.insured_region = {region.Value} AND f.filing_no = wanted.filing_no
            """).ToHashSetAsync(cancellation);

    /// <summary>Persons by their number at the insured place; those that it does not know are left out.</summary>
    public static Task<Dictionary<string, PersonRecord>> PersonsByNumberAsync(
        this SettlementDbContext db, IEnumerable<PersonId> persons, CancellationToken cancellation)
    {
        var ids = persons.Select(person => person.Value).Distinct().ToArray();
        return db.Persons.FromSql($"SELECT p.* FROM unnest({ids}) AS wanted (person_id) JOIN person p USING (person_id)")
            .AsNoTracking().ToDictionaryAsync(person => person.PersonNo.Value, cancellation);
    }
}
