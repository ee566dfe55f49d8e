using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain;

namespace Settlement.Api.BenefitNotices;

/// <summary>门慢特告知书 of each insured place (R-FAC-06): drafted by one person, published by another.</summary>
internal static class BenefitNoticeEndpoints
{
    internal static void AddBenefitNotices(this IServiceCollection services) => services
        .AddScoped<BenefitNoticeReads>()
        .AddScoped<BenefitNoticeSteps>()
        .AddScoped<DraftBenefitNotice>();

    internal static void MapBenefitNotices(this IEndpointRouteBuilder routes)
    {
        var region = routes.MapGroup("/regions/{regionCode}").WithTags("Benefit notices 门慢特告知书");
        region.MapGet("/benefit-notices", List).WithName("ListBenefitNotices").ProducesProblem(400)
            .AllowedTo(AccessScope.None, Roles.All)
            .WithSummary("告知书查询 · Published notices of a day of the insured places in a region");
        region.MapGet("/benefit-notices/{noticeNo}", Read).WithName("ReadBenefitNotice").ProducesProblem(404)
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Auditor, Role.Administrator)
            .WithSummary("告知书详情 · One notice of the insured place, also a draft");
        region.MapGet("/benefit-notice-drafts", ListDrafts).WithName("ListBenefitNoticeDrafts").ProducesProblem(400)
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Auditor, Role.Administrator)
            .WithSummary("待发布告知书 · Drafts of the insured place that wait for a second person");
        region.MapPut("/benefit-notices/{noticeNo}", Draft).WithName("DraftBenefitNotice").Validate<BenefitNoticeContent>()
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Administrator)
            .WithSummary("拟定告知书 · Drafts a notice of the insured place; may be sent again").ProducesProblem(409).ProducesProblem(422);
        region.MapPut("/benefit-notices/{noticeNo}/publication", Publish).WithName("PublishBenefitNotice")
            .AllowedTo(AccessScope.Region, Role.Reviewer, Role.Administrator)
            .WithSummary("发布告知书 · Publishes another person's draft; the notice before ends the day before; may be sent again")
            .ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        region.MapPut("/benefit-notices/{noticeNo}/withdrawal", Withdraw).WithName("WithdrawBenefitNotice")
            .Validate<WithdrawBenefitNoticeRequest>()
            .AllowedTo(AccessScope.Region, Role.Reviewer, Role.Administrator)
            .WithSummary("撤回告知书 · Takes a draft or a notice that has not begun back, and ends one that has with today; may be sent again")
            .ProducesProblem(404).ProducesProblem(409);
    }

    /// <param name="regionCode">Province or pooling region; for a county, the pooling region that it lies in.</param>
    private static async Task<Answered<Page<BenefitNoticeAnswer>>> List(
        string regionCode, [AsParameters] BenefitNoticesQuery query, BenefitNoticeReads notices, Call call) =>
        await notices.ListAsync(regionCode, query, call);

    private static async Task<Answered<BenefitNoticeAnswer>> Read(
        string regionCode, string noticeNo, BenefitNoticeReads notices, Call call) =>
        await notices.ReadAsync(RegionCode.Parse(regionCode), noticeNo, call);

    private static async Task<Answered<Page<BenefitNoticeAnswer>>> ListDrafts(
        string regionCode, [AsParameters] PageQuery page, BenefitNoticeReads notices, Call call) =>
        await notices.ListDraftsAsync(RegionCode.Parse(regionCode), page, call);

    private static async Task<Answered<BenefitNoticeAnswer>> Draft(
        string regionCode, string noticeNo, BenefitNoticeContent request, DraftBenefitNotice draft, Call call) =>
        await draft.RunAsync(RegionCode.Parse(regionCode), noticeNo, request, call);

    private static async Task<Answered<BenefitNoticeAnswer>> Publish(
        string regionCode, string noticeNo, BenefitNoticeSteps steps, Call call) =>
        await steps.PublishAsync(RegionCode.Parse(regionCode), noticeNo, call);

    private static async Task<Answered<BenefitNoticeAnswer>> Withdraw(
        string regionCode, string noticeNo, WithdrawBenefitNoticeRequest request, BenefitNoticeSteps steps, Call call) =>
        await steps.WithdrawAsync(RegionCode.Parse(regionCode), noticeNo, request, call);
}
