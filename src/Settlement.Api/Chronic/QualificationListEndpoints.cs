using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain;

namespace Settlement.Api.Chronic;

/// <summary>资格列表, 批量导入, what a facility may ask of one person, and the diseases.</summary>
internal static class QualificationListEndpoints
{
    internal static void MapQualificationLists(this IEndpointRouteBuilder routes)
    {
        var tagged = routes.MapGroup("").WithTags("Chronic 门诊慢特病");
        tagged.MapPut("/regions/{regionCode}/qualification-uploads/{uploadNo}", Upload).WithName("UploadQualifications").Validate<UploadQualificationsRequest>()
            .AllowedTo(AccessScope.Region, Role.Clerk)
            .Accepts<QualificationUploadContent>("application/json", CsvRows.MediaType)
            .WithSummary("资格批量导入 · Grants up to 10,000 qualifications at once, as JSON or CSV, all or none; with ?dryRun=true it only checks; may be sent again")
            .ProducesProblem(409).ProducesProblem(415).ProducesProblem(422);
        tagged.MapGet("/regions/{regionCode}/qualifications", List).WithName("ListQualifications").ProducesProblem(400)
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Auditor)
            .WithSummary("资格列表 · Qualifications of the insured place by disease and days, page by page");
        tagged.MapGet("/facilities/{facilityCode}/qualifications", AtFacility).WithName("ReadQualificationsAtFacility")
            .AllowedTo(AccessScope.Facility, Role.Hospital, Role.Pharmacy)
            .ProducesProblem(400).ProducesProblem(404)
            .WithSummary("机构查询资格 · For which chronic diseases a person is qualified on a day, and whether here; the name is masked, the read recorded");
        tagged.MapGet("/chronic-diseases", Diseases).WithName("ListChronicDiseases").ProducesProblem(400)
            .AllowedTo(AccessScope.None, Roles.All)
            .WithSummary("门诊慢特病病种 · The national list, and which of it is settled between provinces on a day");
        tagged.MapGet("/regions/{regionCode}/chronic-diseases", DiseasesOfRegion).WithName("ListChronicDiseasesOfRegion").ProducesProblem(400)
            .AllowedTo(AccessScope.None, Roles.All)
            .WithSummary("参保地开通病种 · Diseases of the national list that an insured place's policies pay on a day");
    }

    /// <param name="dryRun">试导入: check everything and keep nothing.</param>
    private static async Task<Answered<QualificationUploadAnswer>> Upload(
        string regionCode, string uploadNo, TableBody<UploadQualificationsRequest> request, UploadQualifications upload, Call call, bool dryRun = false) =>
        await upload.RunAsync(RegionCode.Parse(regionCode), uploadNo, request.Content, dryRun, call);

    private static async Task<Answered<Page<QualificationAnswer>>> List(
        string regionCode, [AsParameters] QualificationQuery query, QualificationSearch search, Call call) =>
        await search.ListAsync(RegionCode.Parse(regionCode), query, call);

    private static async Task<Answered<QualificationsAtFacility>> AtFacility(
        string facilityCode, [AsParameters] QualificationsAtFacilityQuery query, QualificationSearch search, Call call) =>
        await search.AtFacilityAsync(FacilityCode.Parse(facilityCode), query, call);

    /// <param name="on">The day; today in China where left out.</param>
    private static async Task<Answered<ChronicDiseaseList>> Diseases(Diseases diseases, Call call, DateOnly? on = null) =>
        await diseases.OfNationAsync(on, call);

    /// <param name="on">The day; today in China where left out.</param>
    private static async Task<Answered<OpenedDiseaseList>> DiseasesOfRegion(string regionCode, Diseases diseases, Call call, DateOnly? on = null) =>
        await diseases.OfRegionAsync(regionCode, on, call);
}
