using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain;
using Settlement.Persistence;
using Settlement.Persistence.Agencies;
using Settlement.Persistence.Numbers;

namespace Settlement.Api.Agencies;

/// <summary>经办机构 kept by their regions (R-FAC-03). Each step may be sent again.</summary>
internal static class AgencyEndpoints
{
    internal static void AddAgencies(this IServiceCollection services) => services
        .AddScoped<AgencyDesk>();

    internal static void MapAgencies(this IEndpointRouteBuilder routes)
    {
        const string Tag = "Agencies 经办机构";
        var agencies = routes.MapGroup("/regions/{regionCode}/agencies").WithTags(Tag);
        agencies.MapGet("/{agencyCode}", Read).WithName("ReadAgency").ProducesProblem(400).ProducesProblem(404)
            .AllowedTo(AccessScope.None, Roles.All)
            .WithSummary("经办机构详情 · One agency");
        agencies.MapGet("/{agencyCode}/history", History).WithName("ReadAgencyHistory").ProducesProblem(404)
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Auditor, Role.Administrator)
            .WithSummary("经办机构变更记录 · Every version of an agency, with who and when");
        agencies.MapPut("/{agencyCode}", Record).WithName("RecordAgency").Validate<AgencyContent>().ProducesProblem(409).ProducesProblem(422)
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Administrator)
            .WithSummary("登记经办机构 · Records an agency of the region; may be sent again");
        agencies.MapPut("/{agencyCode}/details", Change).WithName("ChangeAgency").Validate<ChangeAgencyRequest>()
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Administrator)
            .WithSummary("变更经办机构 · Changes what is kept of an agency; may be sent again")
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        agencies.MapPut("/{agencyCode}/closure", Close).WithName("CloseAgency").Validate<CloseAgencyRequest>()
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Administrator)
            .WithSummary("撤销经办机构 · Closes an agency after a day; may be sent again")
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        routes.MapGroup("").WithTags(Tag).MapAgencySearch();
        routes.MapGroup("/regions/{regionCode}/agency-uploads").WithTags(Tag).MapAgencyUpload();
    }

    private static async Task<Results<Ok<AgencyAnswer>, ProblemHttpResult>> Read(
        string regionCode, string agencyCode, SettlementDbContext db, CancellationToken cancellation)
    {
        if (!RegionCode.TryParse(regionCode, out var region))
            return ProblemKind.InvalidRequest.ToResult(regionCode, "/regionCode");
        return await db.Agencies.AsNoTracking().SingleOrDefaultAsync(a => a.Region == region && a.AgencyCode == agencyCode, cancellation) is { } agency
            ? TypedResults.Ok(AgencyAnswer.From(agency))
            : ProblemKind.NotFound.ToResult(agencyCode);
    }

    private static async Task<Results<Ok<AgencyHistory>, ProblemHttpResult>> History(
        string regionCode, string agencyCode, SettlementDbContext db, CancellationToken cancellation)
    {
        var region = RegionCode.Parse(regionCode);
        if (!await db.Agencies.AnyAsync(a => a.Region == region && a.AgencyCode == agencyCode, cancellation))
            return ProblemKind.NotFound.ToResult(agencyCode);
        var steps = await db.AgencyEvents.AsNoTracking()
            .Where(e => e.Region == region && e.AgencyCode == agencyCode).OrderBy(e => e.Version).ToListAsync(cancellation);
        return TypedResults.Ok(new AgencyHistory(region.Value, agencyCode, [.. steps.Select(AgencyEventAnswer.From)]));
    }

    private static async Task<Results<Ok<AgencyAnswer>, ProblemHttpResult>> Record(
        string regionCode, string agencyCode, AgencyContent request, SettlementDbContext db, AgencyDesk desk, CancellationToken cancellation)
    {
        if (!FieldForm.IsNumber(agencyCode))
            return ProblemKind.InvalidRequest.ToResult(agencyCode, "/agencyCode");
        var (region, hash) = (RegionCode.Parse(regionCode), Wire.Hash(request));
        await using var transaction = await db.LockNumberAsync(AgencyDesk.LockScope, $"{region}/{agencyCode}", cancellation);
        if (await desk.ReplayAsync(region, agencyCode, AgencyStep.Record, ledTo: 1, hash, cancellation) is { } earlier)
            return TypedResults.Ok(earlier);
        var inHand = await desk.TakeInHandAsync([(region, agencyCode), .. request.Parents()], cancellation);
        if (inHand.Find(region, agencyCode) is not null)
            return ProblemKind.NumberReused.ToResult(agencyCode);
        if (desk.Record(region, agencyCode, request, hash, inHand) is { } fault)
            return fault;

        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return TypedResults.Ok(AgencyAnswer.From(inHand.Find(region, agencyCode)!));
    }

    private static Task<Results<Ok<AgencyAnswer>, ProblemHttpResult>> Change(
        string regionCode, string agencyCode, ChangeAgencyRequest request, SettlementDbContext db, AgencyDesk desk, CancellationToken cancellation) =>
        TakeAsync(regionCode, agencyCode, AgencyStep.Change, request, request.Version!.Value, request.Agency.Parents(), db, desk,
            (agency, hash, inHand) => desk.Change(agency, request.Agency, request.Version, hash, inHand), cancellation);

    private static Task<Results<Ok<AgencyAnswer>, ProblemHttpResult>> Close(
        string regionCode, string agencyCode, CloseAgencyRequest request, SettlementDbContext db, AgencyDesk desk, CancellationToken cancellation) =>
        TakeAsync(regionCode, agencyCode, AgencyStep.Close, request, request.Version!.Value, [], db, desk,
            (agency, hash, _) => desk.Close(agency, request, hash), cancellation);

    /// <param name="take">Changes the agency, or says what stands in the way.</param>
    private static async Task<Results<Ok<AgencyAnswer>, ProblemHttpResult>> TakeAsync<TRequest>(
        string regionCode, string agencyCode, AgencyStep step, TRequest request, int version, IEnumerable<(RegionCode, string)> parents,
        SettlementDbContext db, AgencyDesk desk, Func<AgencyRecord, byte[], AgenciesInHand, ProblemHttpResult?> take, CancellationToken cancellation)
    {
        var (region, hash) = (RegionCode.Parse(regionCode), Wire.Hash(request));
        await using var transaction = await db.LockNumberAsync(AgencyDesk.LockScope, $"{region}/{agencyCode}", cancellation);
        if (await desk.ReplayAsync(region, agencyCode, step, ledTo: version + 1, hash, cancellation) is { } earlier)
            return TypedResults.Ok(earlier);
        var inHand = await desk.TakeInHandAsync([(region, agencyCode), .. parents], cancellation);
        if (inHand.Find(region, agencyCode) is not { } agency)
            return ProblemKind.NotFound.ToResult(agencyCode);
        if (take(agency, hash, inHand) is { } fault)
            return fault;

        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return TypedResults.Ok(AgencyAnswer.From(agency));
    }

    /// <summary>The agency above, where one is named.</summary>
    internal static IEnumerable<(RegionCode Region, string Code)> Parents(this AgencyContent content)
    {
        if (content.ParentCode is { } code && RegionCode.TryParse(content.ParentRegion, out var region))
            yield return (region, code);
    }
}
