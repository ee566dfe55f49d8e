using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain;
using Settlement.Domain.SpecialDrugs;
using Settlement.Persistence;
using Settlement.Persistence.Numbers;
using Settlement.Persistence.SpecialDrugs;

namespace Settlement.Api.SpecialDrugs;

/// <summary>特药目录 of an insured province (R-DRG-01): which drugs fall under the figures of the policies, when, and with which of their own.</summary>
internal static class SpecialDrugEndpoints
{
    internal static void MapSpecialDrugs(this IEndpointRouteBuilder routes)
    {
        var tagged = routes.MapGroup("").WithTags("Special drugs 特药");
        var list = tagged.MapGroup("/regions/{regionCode}/special-drugs");
        list.MapPut("/{listingNo}", Put).WithName("ListSpecialDrug").Validate<ListSpecialDrugRequest>()
            .AllowedTo(AccessScope.Region, Role.Administrator)
            .WithSummary("列入特药目录 · Puts a drug on the list of an insured province under its own number; may be sent again")
            .ProducesProblem(409).ProducesProblem(422);
        list.MapListingEnds();
        list.MapGet("/", List).WithName("ListSpecialDrugs").ProducesProblem(400)
            .AllowedTo(AccessScope.None, Roles.All)
            .WithSummary("特药目录 · Special drugs of an insured province on a day, page by page");
        tagged.MapApprovals();
        tagged.MapPrescriptions();
    }

    private static async Task<Results<Ok<SpecialDrugAnswer>, ProblemHttpResult>> Put(
        string regionCode, string listingNo, ListSpecialDrugRequest request, HttpContext context, SettlementDbContext db, TimeProvider clock,
        CancellationToken cancellation)
    {
        if (!FieldForm.IsNumber(listingNo))
            return ProblemKind.InvalidRequest.ToResult(listingNo, "/listingNo");
        var province = RegionCode.Parse(regionCode);
        if (province.Province != province)
            return SpecialDrugProblems.SpecialDrugProvince.ToResult(regionCode);
        var hash = Wire.Hash(request);

        await using var transaction = await db.LockNumberAsync($"special-drug/{province}", listingNo, cancellation);
        if (await db.SpecialDrugs.SingleOrDefaultAsync(d => d.Province == province && d.ListingNo == listingNo, cancellation) is { } earlier)
        {
            if (!earlier.RequestHash.AsSpan().SequenceEqual(hash))
                return ProblemKind.NumberReused.ToResult(listingNo);
            context.MarkReplayed();
            return TypedResults.Ok(SpecialDrugAnswer.From(earlier));
        }
        if (!await MayBeginAsync(db, province, request, clock.Today(), cancellation))
            return ProblemKind.DateNotPossible.ToResult($"{request.ValidFrom:O}", "/validFrom");
        var drug = new SpecialDrugRecord
        {
            Province = province,
            ListingNo = listingNo,
            DrugCode = request.DrugCode,
            ValidFrom = request.ValidFrom,
            ValidThrough = request.ValidThrough,
            RatioPercent = request.RatioPercent,
            YearlyCeiling = request.YearlyCeiling,
            Basis = request.Basis,
            RequestHash = hash,
            ListedBy = context.Caller().Subject,
            ListedAt = clock.Now(),
        };
        db.Add(drug);
        try
        {
            await db.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { ConstraintName: SpecialDrugRecord.OverlapName })
        {
            return SpecialDrugProblems.SpecialDrugOverlaps.ToResult(request.DrugCode);
        }
        await transaction.CommitAsync(cancellation);
        return TypedResults.Ok(SpecialDrugAnswer.From(drug));
    }

    private static async Task<bool> MayBeginAsync(
        SettlementDbContext db, RegionCode province, ListSpecialDrugRequest request, DateOnly today, CancellationToken cancellation)
    {
        var listed = await db.SpecialDrugs.AsNoTracking().Where(d => d.Province == province && d.DrugCode == request.DrugCode && d.WithdrawnAt == null)
            .Select(d => new { d.ValidFrom, d.ValidThrough }).ToListAsync(cancellation);
        return SpecialDrugListDays.MayBegin(request.ValidFrom, today, listed.Select(d => new DateRange(d.ValidFrom, d.ValidThrough)));
    }

    /// <param name="regionCode">The province, or a region in it.</param>
    /// <param name="on">Only drugs on the list on this day; left out, all there ever were, those withdrawn among them.</param>
    /// <param name="after">The <c>next</c> of the page before.</param>
    /// <param name="limit">1 to 200.</param>
    private static async Task<Results<Ok<SpecialDrugPage>, ProblemHttpResult>> List(
        string regionCode, SettlementDbContext db, CancellationToken cancellation, DateOnly? on = null, string? after = null, int limit = 50)
    {
        if (!RegionCode.TryParse(regionCode, out var region))
            return ProblemKind.InvalidRequest.ToResult(regionCode, "/regionCode");
        if (limit is < 1 or > 200)
            return ProblemKind.InvalidRequest.ToResult($"{limit}", "/limit");
        if (on is { } given && !FieldForm.IsDay(given))
            return ProblemKind.InvalidRequest.ToResult($"{given:O}", "/on");
        if (after is not null && !FieldForm.IsNumber(after))
            return ProblemKind.InvalidRequest.ToResult(after, "/after");
        var province = region.Province;
        var query = db.SpecialDrugs.AsNoTracking().Where(d => d.Province == province);
        if (on is { } day)
            query = query.Where(d => d.WithdrawnAt == null && d.ValidFrom <= day && (d.ValidThrough == null || d.ValidThrough >= day));
        if (after is not null)
            query = query.Where(d => string.Compare(d.ListingNo, after) > 0);
        var rows = await query.OrderBy(d => d.ListingNo).Take(limit + 1).ToListAsync(cancellation);
        return TypedResults.Ok(new SpecialDrugPage(
            [.. rows.Take(limit).Select(SpecialDrugAnswer.From)], rows.Count > limit ? rows[limit - 1].ListingNo : null));
    }
}
