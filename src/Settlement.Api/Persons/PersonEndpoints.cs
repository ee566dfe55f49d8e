using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;

namespace Settlement.Api.Persons;

/// <summary>参保人 as the insured place knows them: reads, credits of the personal account, and changes of the insured status.</summary>
internal static class PersonEndpoints
{
    internal static void AddPersons(this IServiceCollection services) => services
        .AddScoped<ReadPerson>().AddScoped<ReadEntitlement>().AddScoped<CreditPersonalAccount>()
        .AddScoped<InsuredStatusChanges>().AddScoped<ChangeInsuredStatus>();

    internal static void MapPersons(this IEndpointRouteBuilder routes)
    {
        var persons = routes.MapGroup("/regions/{regionCode}/persons").WithTags("Persons 参保人");
        persons.MapGet("/{personNo}", Read).WithName("ReadPerson").ProducesProblem(404)
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Auditor)
            .WithSummary("查询参保人、个人账户及年度台账 · A person of the insured place with personal and benefit accounts; the read is recorded");
        persons.MapPut("/{personNo}/personal-account/credits/{creditNo}", Credit).WithName("CreditPersonalAccount")
            .AllowedTo(AccessScope.Region, Role.Clerk)
            .Validate<CreditRequest>().ProducesProblem(404).ProducesProblem(409)
            .WithSummary("个人账户划入 · Credits a person's account under the agency's own number; may be sent again");
        routes.MapEntitlement();
        persons.MapPut("/{personNo}/insured-status/{changeNo}", ChangeStatus).WithName("ChangeInsuredStatus").Validate<ChangeInsuredStatusRequest>()
            .AllowedTo(AccessScope.Region, Role.Clerk)
            .WithSummary("参保状态变更 · Changes a person's insured status at once, under the agency's own number; may be sent again")
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        persons.MapGet("/{personNo}/insured-status", ListStatusChanges).WithName("ListInsuredStatusChanges").ProducesProblem(404)
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Auditor)
            .WithSummary("参保状态变更记录 · Changes of a person's insured status, newest first; the read is recorded");
    }

    private static async Task<Answered<PersonAnswer>> Read(string regionCode, string personNo, ReadPerson read, Call call) =>
        await read.RunAsync(PersonKey.Of(regionCode, personNo), call);

    private static async Task<Answered<CreditAnswer>> Credit(
        string regionCode, string personNo, string creditNo, CreditRequest request, CreditPersonalAccount credit, Call call) =>
        await credit.RunAsync(PersonKey.Of(regionCode, personNo), creditNo, request, call);

    private static async Task<Answered<InsuredStatusChangeAnswer>> ChangeStatus(
        string regionCode, string personNo, string changeNo, ChangeInsuredStatusRequest request, ChangeInsuredStatus change, Call call) =>
        await change.RunAsync(PersonKey.Of(regionCode, personNo), changeNo, request, call);

    private static async Task<Answered<InsuredStatusHistory>> ListStatusChanges(
        string regionCode, string personNo, InsuredStatusChanges changes, Call call) =>
        await changes.ListAsync(PersonKey.Of(regionCode, personNo), call);
}
