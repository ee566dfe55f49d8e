using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Api.Persons;

namespace Settlement.Api.Chronic;

/// <summary>门诊慢特病资格 of one person (R-CHR-01): grant, 延续, 变更定点, 取消, and reads. Each write may be sent again.</summary>
internal static class QualificationEndpoints
{
    internal static void AddChronic(this IServiceCollection services) => services
        .AddScoped<Qualifications>().AddScoped<GrantQualification>().AddScoped<QualificationSteps>().AddScoped<QualificationSearch>()
        .AddScoped<QualificationUploadCheck>().AddScoped<UploadQualifications>().AddScoped<Diseases>();

    internal static void MapChronic(this IEndpointRouteBuilder routes)
    {
        var person = routes.MapGroup("/regions/{regionCode}/persons/{personNo}/qualifications").WithTags("Chronic 门诊慢特病");
        person.MapPut("/{qualificationNo}", Grant).WithName("GrantQualification").Validate<GrantQualificationRequest>()
            .AllowedTo(AccessScope.Region, Role.Clerk)
            .WithSummary("资格认定 · Grants a qualification for one chronic disease under the insured place's own number; may be sent again")
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        person.MapGet("/{qualificationNo}", Read).WithName("ReadQualification").ProducesProblem(404)
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Auditor)
            .WithSummary("查询资格 · One qualification");
        person.MapGet("/{qualificationNo}/history", History).WithName("ReadQualificationHistory").ProducesProblem(404)
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Auditor)
            .WithSummary("资格办理记录 · Who did what with a qualification, and when");
        person.MapGet("/", ListOfPerson).WithName("ListQualificationsOfPerson").ProducesProblem(404)
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Auditor)
            .WithSummary("参保人的资格 · All qualifications of a person, ended ones too; the read is recorded");
        person.MapPut("/{qualificationNo}/extension", Extend).WithName("ExtendQualification").Validate<ExtendQualificationRequest>()
            .AllowedTo(AccessScope.Region, Role.Clerk)
            .WithSummary("资格延续 · Gives a qualification a later last day, or none").ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        person.MapPut("/{qualificationNo}/facilities", ChangeFacilities).WithName("ChangeQualificationFacilities")
            .AllowedTo(AccessScope.Region, Role.Clerk)
            .Validate<ChangeQualificationFacilitiesRequest>()
            .WithSummary("变更选定医药机构 · Binds a qualification to other facilities, or to none, from a day on").ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        person.MapPut("/{qualificationNo}/revocation", Revoke).WithName("RevokeQualification").Validate<RevokeQualificationRequest>()
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Reviewer)
            .WithSummary("资格取消 · Revokes a qualification from a day on; what began before stays").ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        routes.MapQualificationLists();
    }

    private static async Task<Answered<QualificationAnswer>> Grant(
        [AsParameters] QualificationPath path, GrantQualificationRequest request, GrantQualification grant, Call call) =>
        await grant.RunAsync(path.Key, request, call);

    private static async Task<Answered<QualificationAnswer>> Read([AsParameters] QualificationPath path, Qualifications qualifications, Call call) =>
        await qualifications.ReadAsync(path.Key, call);

    private static async Task<Answered<QualificationHistory>> History([AsParameters] QualificationPath path, Qualifications qualifications, Call call) =>
        await qualifications.HistoryAsync(path.Key, call);

    private static async Task<Answered<QualificationList>> ListOfPerson(
        string regionCode, string personNo, Qualifications qualifications, Call call) =>
        await qualifications.OfPersonAsync(PersonKey.Of(regionCode, personNo), call);

    private static async Task<Answered<QualificationAnswer>> Extend(
        [AsParameters] QualificationPath path, ExtendQualificationRequest request, QualificationSteps steps, Call call) =>
        await steps.ExtendAsync(path.Key, request, call);

    private static async Task<Answered<QualificationAnswer>> ChangeFacilities(
        [AsParameters] QualificationPath path, ChangeQualificationFacilitiesRequest request, QualificationSteps steps, Call call) =>
        await steps.ChangeFacilitiesAsync(path.Key, request, call);

    private static async Task<Answered<QualificationAnswer>> Revoke(
        [AsParameters] QualificationPath path, RevokeQualificationRequest request, QualificationSteps steps, Call call) =>
        await steps.RevokeAsync(path.Key, request, call);

    private sealed record QualificationPath(
        [FromRoute(Name = "regionCode")] string RegionCode, [FromRoute(Name = "personNo")] string PersonNo,
        [FromRoute(Name = "qualificationNo")] string QualificationNo)
    {
        internal QualificationKey Key => new(PersonKey.Of(RegionCode, PersonNo), QualificationNo);
    }
}
