using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Settlement.Api.Http;
using Settlement.Domain;
using Settlement.Domain.Persons;
using Settlement.Persistence;

namespace Settlement.Api.Persons;

internal static class PersonEndpoints
{
    internal static void MapPersons(this IEndpointRouteBuilder routes) =>
        routes.MapGroup("/regions/{regionCode}/persons").WithTags("Persons 参保人")
            .MapGet("/{personNo}", Read).WithName("ReadPerson").ProducesProblem(404)
            .WithSummary("查询参保人及年度台账 · A person of the insured place with the benefit accounts; the read is recorded");

    private static async Task<Results<Ok<PersonAnswer>, ProblemHttpResult>> Read(
        string regionCode, string personNo, HttpContext context, SettlementDbContext db, TimeProvider clock, CancellationToken cancellation)
    {
        var id = PersonId.Of(RegionCode.Parse(regionCode), new(personNo));
        var person = await db.Persons.AsNoTracking().SingleOrDefaultAsync(p => p.PersonId == id, cancellation);
        if (person is null)
            return ProblemKind.PersonNotFound.ToResult();

        var accounts = await db.BenefitAccounts.AsNoTracking().Where(a => a.PersonId == id)
            .OrderBy(a => a.AccountYear).ToListAsync(cancellation);
        var qualifications = await db.ChronicQualifications.AsNoTracking().Where(q => q.PersonId == id)
            .OrderBy(q => q.DiseaseCode).ThenBy(q => q.ValidFrom).ToListAsync(cancellation);
        await db.RecordReadsAsync(context, [id], clock, cancellation);
        return TypedResults.Ok(new PersonAnswer(
            person.PersonNo.Value, person.Name, person.IdentityNumber.Masked, person.InsuredRegion.Value,
            person.Scheme, person.Category, person.Status,
            [.. qualifications.Select(q => new ChronicQualificationAnswer(q.DiseaseCode, q.ValidFrom, q.ValidThrough))],
            [.. accounts.Select(a => new BenefitAccountAnswer(
                a.AccountYear, a.Scheme,
                a.Encounters.ToDictionary(e => e.Key, e => e.Value),
                new SortedDictionary<string, Money>(a.Amounts.ToDictionary(e => e.Key.Key, e => e.Value), StringComparer.Ordinal)))]));
    }
}

/// <summary>参保人.</summary>
/// <param name="IdentityNumber">身份证号, masked.</param>
internal sealed record PersonAnswer(
    string PersonNo,
    string Name,
    string IdentityNumber,
    string InsuredRegion,
    InsuranceScheme Scheme,
    PersonCategory Category,
    InsuredStatus Status,
    IReadOnlyList<ChronicQualificationAnswer> ChronicQualifications,
    IReadOnlyList<BenefitAccountAnswer> BenefitAccounts);

/// <summary>门诊慢特病资格.</summary>
/// <param name="DiseaseCode">病种代码, such as M03900.</param>
/// <param name="ValidThrough">Last day; null while open.</param>
internal sealed record ChronicQualificationAnswer(string DiseaseCode, DateOnly ValidFrom, DateOnly? ValidThrough);

/// <summary>年度台账 of one year and scheme.</summary>
/// <param name="Encounters">Encounters settled in the year, by service.</param>
/// <param name="Amounts">Running totals in yuan, by accumulator, such as <c>pooledFund/inpatient</c>.</param>
internal sealed record BenefitAccountAnswer(
    int Year,
    InsuranceScheme Scheme,
    IReadOnlyDictionary<Domain.Facilities.CareService, int> Encounters,
    IReadOnlyDictionary<string, Money> Amounts);
