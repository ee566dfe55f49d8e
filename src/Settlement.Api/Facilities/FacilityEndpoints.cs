using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Settlement.Api.Http;
using Settlement.Domain;
using Settlement.Domain.Facilities;
using Settlement.Persistence;
using Settlement.Persistence.Facilities;

namespace Settlement.Api.Facilities;

/// <summary>定点查询: which facilities settle what directly, and where (R-FAC-01, R-FAC-02).</summary>
internal static class FacilityEndpoints
{
    internal static void MapFacilities(this IEndpointRouteBuilder routes)
    {
        var facilities = routes.MapGroup("/facilities").WithTags("Facilities 定点医药机构");
        facilities.MapGet("/", Search).WithName("SearchFacilities").ProducesProblem(400)
            .WithSummary("定点查询 · Facilities by region, name, kind, level and service open on a day");
        facilities.MapGet("/{facilityCode}", Read).WithName("ReadFacility").ProducesProblem(404)
            .WithSummary("机构详情 · One facility with its openings");
    }

    /// <param name="region">Province, city or county, six digits.</param>
    /// <param name="name">Part of the name.</param>
    /// <param name="service">Only facilities that have opened it on the day asked for.</param>
    /// <param name="disease">Only facilities that have opened chronic outpatient care for this disease on that day, such as M03900.</param>
    /// <param name="on">The day; today in China where left out.</param>
    /// <param name="after">The <c>next</c> of the page before.</param>
    /// <param name="limit">1 to 200.</param>
    private static async Task<Results<Ok<FacilityPage>, ProblemHttpResult>> Search(
        SettlementDbContext db, TimeProvider clock, CancellationToken cancellation,
        string? region = null, string? name = null, Word<FacilityKind>? kind = null, Word<FacilityLevel>? level = null, Word<CareService>? service = null,
        string? disease = null, DateOnly? on = null, string? after = null, int limit = 50)
    {
        if (limit is < 1 or > 200)
            return ProblemKind.InvalidRequest.ToResult($"{limit}", "/limit");
        if (region is not null && !RegionCode.TryParse(region, out _))
            return ProblemKind.InvalidRequest.ToResult(region, "/region");
        if (after is not null && !FacilityCode.TryParse(after, out _))
            return ProblemKind.InvalidRequest.ToResult(after, "/after");

        var day = on ?? clock.Today();
        var query = db.Facilities.AsNoTracking().Include(f => f.Openings).Where(f => f.Source != FacilityRecord.AgencySource);
        if (region is not null)
        {
            var prefix = RegionCode.Parse(region).Prefix + "%";
            query = query.Where(f => EF.Functions.Like((string)(object)f.Region, prefix));
        }
        if (name is not null)
            query = query.Where(f => f.Name.Contains(name));
        if (kind is { Value: var wantedKind })
            query = query.Where(f => f.Kind == wantedKind);
        if (level is { Value: var wantedLevel })
            query = query.Where(f => f.Level == wantedLevel);
        CareService? wantedService = service?.Value;
        if (wantedService is not null || disease is not null)
        {
            query = query.Where(f => f.AgreementFrom <= day && (f.AgreementThrough == null || f.AgreementThrough >= day)
                && f.Openings.Any(o => (wantedService == null || o.Service == wantedService) && (disease == null || o.DiseaseCode == disease)
                    && o.OpenFrom <= day && (o.OpenThrough == null || o.OpenThrough >= day)));
        }
        if (after is not null)
            query = query.Where(f => string.Compare((string)(object)f.FacilityCode, after) > 0);

        var rows = await query.OrderBy(f => f.FacilityCode).Take(limit + 1).ToListAsync(cancellation);
        return TypedResults.Ok(new FacilityPage(
            [.. rows.Take(limit).Select(FacilityAnswer.From)],
            rows.Count > limit ? rows[limit - 1].FacilityCode.Value : null));
    }

    private static async Task<Results<Ok<FacilityAnswer>, ProblemHttpResult>> Read(
        string facilityCode, SettlementDbContext db, CancellationToken cancellation) =>
        FacilityCode.TryParse(facilityCode, out var code)
        && await db.Facilities.AsNoTracking().Include(f => f.Openings).SingleOrDefaultAsync(f => f.FacilityCode == code && f.Source != FacilityRecord.AgencySource, cancellation) is { } found
            ? TypedResults.Ok(FacilityAnswer.From(found))
            : ProblemKind.NotFound.ToResult(facilityCode);
}

/// <summary>定点医药机构.</summary>
/// <param name="Origin"><c>demonstration</c> for a facility that does not exist.</param>
internal sealed record FacilityAnswer(
    string FacilityCode,
    string Name,
    FacilityKind Kind,
    string Region,
    FacilityLevel Level,
    DateOnly AgreementFrom,
    DateOnly? AgreementThrough,
    IReadOnlyList<OpeningAnswer> Openings,
    string Origin)
{
    internal static FacilityAnswer From(FacilityRecord f) => new(
        f.FacilityCode.Value, f.Name, f.Kind, f.Region.Value, f.Level, f.AgreementFrom, f.AgreementThrough,
        [.. f.Openings.OrderBy(o => o.Service).ThenBy(o => o.DiseaseCode, StringComparer.Ordinal).ThenBy(o => o.OpenFrom).Select(o => new OpeningAnswer(o.Service, o.DiseaseCode, o.OpenFrom, o.OpenThrough))],
        f.Source);
}

/// <summary>One service that the facility has opened for cross-province settlement.</summary>
/// <param name="DiseaseCode">门诊慢特病病种代码: chronic outpatient care is opened disease by disease; null for every other service.</param>
internal sealed record OpeningAnswer(CareService Service, string? DiseaseCode, DateOnly OpenFrom, DateOnly? OpenThrough);

/// <summary>A page of facilities in the order of their codes.</summary>
/// <param name="Next">Send it as <c>after</c> to read on; null at the end.</param>
internal sealed record FacilityPage(IReadOnlyList<FacilityAnswer> Items, string? Next);
