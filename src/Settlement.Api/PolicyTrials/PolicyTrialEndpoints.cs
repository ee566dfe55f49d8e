using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain;

namespace Settlement.Api.PolicyTrials;

/// <summary>试算: what a policy version makes of named cases, and what the funds would have paid for stored settlements.</summary>
internal static class PolicyTrialEndpoints
{
    internal static void AddPolicyTrials(this IServiceCollection services) => services
        .AddScoped<TryPolicyOnCases>()
        .AddScoped<TryPolicyOnSettlements>()
        .AddSingleton<PolicyTrialWorker>().AddHostedService(provider => provider.GetRequiredService<PolicyTrialWorker>());

    internal static void MapPolicyTrials(this IEndpointRouteBuilder routes)
    {
        var trials = routes.MapGroup("/regions/{regionCode}/policy-versions/{version}/trials").WithTags("Policies 参保地政策");
        trials.MapPost("/cases", TryCases).WithName("TryPolicyOnCases").Validate<TryCasesRequest>()
            .ProducesProblem(404).ProducesProblem(422)
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Finance, Role.Auditor, Role.Administrator)
            .WithSummary("算例试算 · What a version makes of named cases, beside the version in force; stores nothing");
        trials.MapPut("/{trialNo}", TrySettlements).WithName("TryPolicyOnSettlements").Validate<TrySettlementsRequest>()
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Finance, Role.Auditor, Role.Administrator)
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422)
            .WithSummary("历史数据试算 · What the funds would have paid for settlements of a period; done in the background, may be sent again");
        trials.MapGet("/{trialNo}", Read).WithName("ReadPolicyTrial").ProducesProblem(404)
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Finance, Role.Auditor, Role.Administrator)
            .WithSummary("试算结果 · How far a trial is, and what came out");
    }

    /// <param name="with">Version to set beside it; left out, the one in force on its first day, or the last before it.</param>
    private static async Task<Answered<CasesAnswer>> TryCases(
        string regionCode, string version, TryCasesRequest request, TryPolicyOnCases cases, Call call, string? with = null) =>
        await cases.RunAsync(RegionCode.Parse(regionCode), version, request, with, call);

    private static async Task<Answered<PolicyTrialAnswer>> TrySettlements(
        string regionCode, string version, string trialNo, TrySettlementsRequest request, TryPolicyOnSettlements trials, Call call) =>
        await trials.RunAsync(RegionCode.Parse(regionCode), version, trialNo, request, call);

    private static async Task<Answered<PolicyTrialAnswer>> Read(
        string regionCode, string version, string trialNo, TryPolicyOnSettlements trials, Call call) =>
        await trials.ReadAsync(RegionCode.Parse(regionCode), version, trialNo, call);
}
