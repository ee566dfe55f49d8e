using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain;
using Settlement.Domain.Encounters;
using Settlement.Domain.Facilities;
using Settlement.Domain.Settlements;
using Settlement.Persistence;
using Settlement.Persistence.Persons;
using Settlement.Persistence.Snapshots;
using Settlement.Persistence.SpecialDrugs;

namespace Settlement.Api.Persons;

/// <summary>待遇查询: may this person be settled directly there on that day, and on what terms.</summary>
internal static class EntitlementEndpoint
{
    internal static void MapEntitlement(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/persons/{personNo}/entitlement", Read).WithName("ReadEntitlement").WithTags("Persons 参保人")
            .AllowedTo(AccessScope.EitherSide, Role.Hospital, Role.Pharmacy, Role.Clerk, Role.Reviewer, Role.Auditor)
            .ProducesProblem(400).ProducesProblem(404)
            .WithSummary("待遇查询 · Whether a person can be settled directly at a facility on a day: filing, reduction, what is left; if not, why and what to do. The read is recorded");

    /// <param name="insuredRegion">参保统筹区, six digits: person numbers are unique within it.</param>
    /// <param name="facility">Facility code.</param>
    /// <param name="service">What the person comes for.</param>
    /// <param name="disease">病种代码 for chronic outpatient care, such as M03900; left out for everything else.</param>
    /// <param name="drugCode">特药: shows what the list of the insured province gives this drug and what is left of its own ceiling; only with the service <c>specialDrug</c>.</param>
    /// <param name="on">Day on which the encounter begins; today in China where left out.</param>
    /// <param name="emergency">Whether it is an emergency, which deems an unfiled person filed (R1.6.1).</param>
    private static async Task<Results<Ok<EntitlementAnswer>, ProblemHttpResult>> Read(
        string personNo, string insuredRegion, string facility, Word<CareService> service, HttpContext context, NpgsqlDataSource source,
        ReferenceSnapshot reference, IDbContextFactory<SettlementDbContext> tables, TimeProvider clock, CancellationToken cancellation,
        string? disease = null, string? drugCode = null, DateOnly? on = null, bool emergency = false)
    {
        if (!RegionCode.TryParse(insuredRegion, out var region))
            return ProblemKind.InvalidRequest.ToResult(insuredRegion, "/insuredRegion");
        if (!FacilityCode.TryParse(facility, out var code))
            return ProblemKind.InvalidRequest.ToResult(facility, "/facility");
        if ((service.Value == CareService.ChronicOutpatient) != disease is not null)
            return ProblemKind.InvalidRequest.ToResult(
                new Text("门诊慢特病须填病种，其他服务不填", "Chronic outpatient care needs a disease, nothing else has one").ToString(), "/disease");
        if (drugCode is not null && (service.Value != CareService.SpecialDrug || !FieldForm.IsNumber(drugCode)))
            return ProblemKind.InvalidRequest.ToResult(
                new Text("药品代码只用于特药购药，应为1至40位字母、数字或 -_.", "Only a special drug has a code: 1 to 40 letters, digits or -_.").ToString(), "/drugCode");
        if (reference.Facilities.Find(code) is not { } place)
            return ProblemKind.NotFound.ToResult(facility, "/facility");

        var day = on ?? clock.Today();
        if (!FieldForm.IsDay(day))
            return ProblemKind.InvalidRequest.ToResult($"{day:O}", "/on");
        if (await EntitlementReads.ReadAsync(source, region, new(personNo), day, cancellation) is not { } reads)
            return ProblemKind.PersonNotFound.ToResult(personNo, "/personNo");
        EntitlementDrugAnswer? drug = null;
        await using (var db = await tables.CreateDbContextAsync(cancellation))
        {
            await db.RecordReadsAsync(context, [reads.Person.Id], clock, cancellation);
            if (drugCode is not null)
                drug = EntitlementDrugAnswer.From(drugCode, await db.FindListingAsync(region.Province, drugCode, day, cancellation), reads.Account);
        }

        var claim = new SettlementClaim(
            reads.Person, new Encounter(new(service.Value, disease), emergency, day, day), place, [.. reads.Filings.Select(f => f.Filing)], [],
            reference.Catalog, reference.Policies.InForceOn(region, reads.Person.Scheme, day), reads.Account)
        {
            ChronicDiseases = reference.ChronicDiseases,
        };
        return TypedResults.Ok(EntitlementAnswer.From(claim, Entitlement.Of(claim), reads.Filings) with { Drug = drug });
    }
}
