using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain;

namespace Settlement.Api.SpecialDrugs;

/// <summary>特药目录 of an insured province (R-DRG-01): which drugs fall under the figures of the policies, when, and with which of their own.</summary>
internal static class SpecialDrugEndpoints
{
    internal static void AddSpecialDrugs(this IServiceCollection services) => services
        .AddScoped<ListSpecialDrug>().AddScoped<ListingSteps>().AddScoped<ReadSpecialDrugs>()
        .AddScoped<ApproveSpecialDrug>().AddScoped<ApprovalSteps>()
        .AddScoped<Prescriptions>().AddScoped<PrescribeSpecialDrug>().AddScoped<PrescriptionSteps>();

    internal static void MapSpecialDrugs(this IEndpointRouteBuilder routes)
    {
        var tagged = routes.MapGroup("").WithTags("Special drugs 特药");
        var list = tagged.MapGroup("/regions/{regionCode}/special-drugs");
        list.MapPut("/{listingNo}", Put).WithName("ListSpecialDrug").Validate<ListSpecialDrugRequest>()
            .AllowedTo(AccessScope.Region, Role.Administrator)
            .WithSummary("列入特药目录 · Puts a drug on the list of an insured province under its own number; may be sent again")
            .ProducesProblem(409).ProducesProblem(422);
        list.MapPut("/{listingNo}/ending", End).WithName("EndSpecialDrug").Validate<EndSpecialDrugRequest>()
            .AllowedTo(AccessScope.Region, Role.Administrator)
            .WithSummary("移出特药目录 · Takes a drug off the list after a day; may be sent again").ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        list.MapPut("/{listingNo}/withdrawal", Withdraw).WithName("WithdrawSpecialDrug").Validate<WithdrawSpecialDrugRequest>()
            .AllowedTo(AccessScope.Region, Role.Administrator)
            .WithSummary("撤回特药条目 · Takes back an entry that has not begun; another one may have its days. May be sent again")
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        list.MapGet("/", List).WithName("ListSpecialDrugs").ProducesProblem(400)
            .AllowedTo(AccessScope.None, Roles.All)
            .WithSummary("特药目录 · Special drugs of an insured province on a day, page by page");
        tagged.MapApprovals();
        tagged.MapPrescriptions();
    }

    private static async Task<Answered<SpecialDrugAnswer>> Put(
        string regionCode, string listingNo, ListSpecialDrugRequest request, ListSpecialDrug list, Call call) =>
        await list.RunAsync(RegionCode.Parse(regionCode), listingNo, request, call);

    private static async Task<Answered<SpecialDrugAnswer>> End(
        string regionCode, string listingNo, EndSpecialDrugRequest request, ListingSteps steps, Call call) =>
        await steps.EndAsync(RegionCode.Parse(regionCode), listingNo, request, call);

    private static async Task<Answered<SpecialDrugAnswer>> Withdraw(
        string regionCode, string listingNo, WithdrawSpecialDrugRequest request, ListingSteps steps, Call call) =>
        await steps.WithdrawAsync(RegionCode.Parse(regionCode), listingNo, request, call);

    /// <param name="regionCode">The province, or a region in it.</param>
    private static async Task<Answered<Page<SpecialDrugAnswer>>> List(
        string regionCode, [AsParameters] SpecialDrugQuery query, ReadSpecialDrugs reads, Call call) =>
        await reads.ListAsync(regionCode, query, call);
}
