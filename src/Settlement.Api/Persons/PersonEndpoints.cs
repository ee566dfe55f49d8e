using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain;
using Settlement.Persistence;

namespace Settlement.Api.Persons;

/// <summary>参保人 as the insured place knows them.</summary>
internal static class PersonEndpoints
{
    internal static void MapPersons(this IEndpointRouteBuilder routes)
    {
        var persons = routes.MapGroup("/regions/{regionCode}/persons").WithTags("Persons 参保人");
        persons.MapGet("/{personNo}", Read).WithName("ReadPerson").ProducesProblem(404)
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Auditor)
            .WithSummary("查询参保人、个人账户及年度台账 · A person of the insured place with personal and benefit accounts; the read is recorded");
        persons.MapPersonalAccount();
        routes.MapEntitlement();
        persons.MapInsuredStatus();
    }

    private static async Task<Results<Ok<PersonAnswer>, ProblemHttpResult>> Read(
        string regionCode, string personNo, HttpContext context, SettlementDbContext db, TimeProvider clock, CancellationToken cancellation)
    {
        var id = PersonId.Of(RegionCode.Parse(regionCode), new(personNo));
        var person = await db.Persons.AsNoTracking().SingleOrDefaultAsync(p => p.PersonId == id, cancellation);
        if (person is null)
            return ProblemKind.PersonNotFound.ToResult();

        // An account that was locked for a settlement that did not count into it has no record yet.
        var accounts = await db.BenefitAccounts.AsNoTracking().Where(a => a.PersonId == id && a.LastSequence > 0)
            .OrderBy(a => a.AccountYear).ToListAsync(cancellation);
        var qualifications = await db.ChronicQualifications.AsNoTracking().Where(q => q.PersonId == id)
            .OrderBy(q => q.DiseaseCode).ThenBy(q => q.ValidFrom).ToListAsync(cancellation);
        var personalAccount = await db.PersonalAccounts.AsNoTracking().SingleOrDefaultAsync(a => a.PersonId == id, cancellation);
        await db.RecordReadsAsync(context, [id], clock, cancellation);
        return TypedResults.Ok(PersonAnswer.From(person, qualifications, personalAccount, accounts));
    }
}
