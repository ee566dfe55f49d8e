using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain;
using Settlement.Domain.SpecialDrugs;
using Settlement.Persistence;
using Settlement.Persistence.Numbers;

namespace Settlement.Api.SpecialDrugs;

/// <summary>How an entry of the 特药目录 ends: after a day, or, before it has begun, as if it had never been (R-DRG-01).</summary>
internal static class ListingEndEndpoints
{
    internal static void MapListingEnds(this IEndpointRouteBuilder list)
    {
        list.MapPut("/{listingNo}/ending", End).WithName("EndSpecialDrug").Validate<EndSpecialDrugRequest>()
            .AllowedTo(AccessScope.Region, Role.Administrator)
            .WithSummary("移出特药目录 · Takes a drug off the list after a day; may be sent again").ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        list.MapPut("/{listingNo}/withdrawal", Withdraw).WithName("WithdrawSpecialDrug").Validate<WithdrawSpecialDrugRequest>()
            .AllowedTo(AccessScope.Region, Role.Administrator)
            .WithSummary("撤回特药条目 · Takes back an entry that has not begun; another one may have its days. May be sent again")
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
    }

    private static async Task<Results<Ok<SpecialDrugAnswer>, ProblemHttpResult>> End(
        string regionCode, string listingNo, EndSpecialDrugRequest request, HttpContext context, SettlementDbContext db, TimeProvider clock,
        CancellationToken cancellation)
    {
        var province = RegionCode.Parse(regionCode);
        await using var transaction = await db.LockNumberAsync($"special-drug/{province}", listingNo, cancellation);
        if (await db.SpecialDrugs.SingleOrDefaultAsync(d => d.Province == province && d.ListingNo == listingNo, cancellation) is not { } drug)
            return ProblemKind.NotFound.ToResult(listingNo);
        if (drug.EndedAt is not null)
        {
            if (drug.ValidThrough != request.LastDay)
                return ProblemKind.NumberReused.ToResult(listingNo);
            context.MarkReplayed();
            return TypedResults.Ok(SpecialDrugAnswer.From(drug));
        }
        if (drug.WithdrawnAt is not null)
            return SpecialDrugProblems.SpecialDrugWithdrawn.ToResult(listingNo);
        if (!SpecialDrugListDays.MayEnd(new(drug.ValidFrom, drug.ValidThrough), request.LastDay, clock.Today()))
            return ProblemKind.DateNotPossible.ToResult($"{request.LastDay:O}", "/lastDay");
        (drug.ValidThrough, drug.EndedBy, drug.EndedAt) = (request.LastDay, context.Caller().Subject, clock.Now());
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return TypedResults.Ok(SpecialDrugAnswer.From(drug));
    }

    private static async Task<Results<Ok<SpecialDrugAnswer>, ProblemHttpResult>> Withdraw(
        string regionCode, string listingNo, WithdrawSpecialDrugRequest request, HttpContext context, SettlementDbContext db, TimeProvider clock,
        CancellationToken cancellation)
    {
        var province = RegionCode.Parse(regionCode);
        await using var transaction = await db.LockNumberAsync($"special-drug/{province}", listingNo, cancellation);
        if (await db.SpecialDrugs.SingleOrDefaultAsync(d => d.Province == province && d.ListingNo == listingNo, cancellation) is not { } drug)
            return ProblemKind.NotFound.ToResult(listingNo);
        if (drug.WithdrawnAt is not null)
        {
            if (drug.WithdrawnReason != request.Reason)
                return SpecialDrugProblems.SpecialDrugWithdrawn.ToResult(listingNo);
            context.MarkReplayed();
            return TypedResults.Ok(SpecialDrugAnswer.From(drug));
        }
        if (!SpecialDrugListDays.MayBeWithdrawn(new(drug.ValidFrom, drug.ValidThrough), clock.Today()))
            return SpecialDrugProblems.SpecialDrugBegun.ToResult($"{listingNo}, {drug.ValidFrom:O}");
        (drug.WithdrawnReason, drug.WithdrawnBy, drug.WithdrawnAt) = (request.Reason, context.Caller().Subject, clock.Now());
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return TypedResults.Ok(SpecialDrugAnswer.From(drug));
    }
}
