using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain;
using Settlement.Persistence;
using Settlement.Persistence.BenefitNotices;
using Settlement.Persistence.Numbers;
using Settlement.Persistence.Snapshots;

namespace Settlement.Api.BenefitNotices;

/// <summary>门慢特告知书 of each insured place (R-FAC-06): drafted by one person, published by another. Each step may be sent again.</summary>
internal static class BenefitNoticeEndpoints
{
    internal static void AddBenefitNotices(this IServiceCollection services) => services
        .AddScoped<BenefitNoticeReader>();

    internal static void MapBenefitNotices(this IEndpointRouteBuilder routes)
    {
        var region = routes.MapGroup("/regions/{regionCode}").WithTags("Benefit notices 门慢特告知书");
        region.MapBenefitNoticeReads();
        var notices = region.MapGroup("/benefit-notices/{noticeNo}");
        notices.MapPut("/", Draft).WithName("DraftBenefitNotice").Validate<BenefitNoticeContent>().ProducesProblem(409).ProducesProblem(422)
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Administrator)
            .WithSummary("拟定告知书 · Drafts a notice of the insured place; may be sent again");
        notices.MapPut("/publication", Publish).WithName("PublishBenefitNotice").ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422)
            .AllowedTo(AccessScope.Region, Role.Reviewer, Role.Administrator)
            .WithSummary("发布告知书 · Publishes another person's draft; the notice before ends the day before; may be sent again");
        notices.MapPut("/withdrawal", Withdraw).WithName("WithdrawBenefitNotice").Validate<WithdrawBenefitNoticeRequest>()
            .AllowedTo(AccessScope.Region, Role.Reviewer, Role.Administrator)
            .WithSummary("撤回告知书 · Takes a draft or a notice that has not begun back, and ends one that has with today; may be sent again").ProducesProblem(404).ProducesProblem(409);
    }

    private static async Task<Results<Ok<BenefitNoticeAnswer>, ProblemHttpResult>> Draft(
        string regionCode, string noticeNo, BenefitNoticeContent request, HttpContext context, SettlementDbContext db, ReferenceSnapshot reference,
        BenefitNoticeReader reader, TimeProvider clock, CancellationToken cancellation)
    {
        if (!FieldForm.IsNumber(noticeNo))
            return ProblemKind.InvalidRequest.ToResult(noticeNo, "/noticeNo");
        var (region, hash) = (RegionCode.Parse(regionCode), Wire.Hash(request));
        await using var transaction = await db.LockNoticesAsync(region, cancellation);
        if (await db.FindNoticeAsync(region, noticeNo, cancellation) is { } earlier)
        {
            if (!earlier.RequestHash.AsSpan().SequenceEqual(hash))
                return ProblemKind.NumberReused.ToResult(noticeNo);
            context.MarkReplayed();
            return await AnswerAsync(earlier, reader, clock, cancellation);
        }
        if (reference.National.Territories.PoolingRegionOf(region)?.Code != region)
            return BenefitNoticeProblems.NotPoolingRegion.ToResult(regionCode, "/regionCode");
        if (request.Contact() is var (contactRegion, contactCode)
            && !await db.Agencies.AnyAsync(a => a.Region == contactRegion && a.AgencyCode == contactCode, cancellation))
            return ProblemKind.InvalidRequest.ToResult($"{contactRegion}/{contactCode}", "/contactCode");

        var notice = new BenefitNoticeRecord
        {
            InsuredRegion = region,
            NoticeNo = noticeNo,
            Title = request.Title,
            Services = [.. request.Services],
            Diseases = [.. request.Diseases],
            Policy = request.Policy,
            Process = request.Process,
            ContactRegion = request.Contact()?.Region,
            ContactCode = request.ContactCode,
            ValidFrom = request.ValidFrom,
            ValidThrough = request.ValidThrough,
            DraftedThrough = request.ValidThrough,
            Source = request.Source,
            State = BenefitNoticeState.Draft,
            RequestHash = hash,
            DraftedBy = context.Caller().Subject,
            DraftedAt = clock.Now(),
        };
        db.Add(notice);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return await AnswerAsync(notice, reader, clock, cancellation);
    }

    private static async Task<Results<Ok<BenefitNoticeAnswer>, ProblemHttpResult>> Publish(
        string regionCode, string noticeNo, HttpContext context, SettlementDbContext db, BenefitNoticeReader reader, TimeProvider clock,
        CancellationToken cancellation)
    {
        var region = RegionCode.Parse(regionCode);
        await using var transaction = await db.LockNoticesAsync(region, cancellation);
        if (await db.FindNoticeAsync(region, noticeNo, cancellation) is not { } notice)
            return ProblemKind.NotFound.ToResult(noticeNo);
        if (notice.PublishedAt is not null)
        {
            context.MarkReplayed();
            return await AnswerAsync(notice, reader, clock, cancellation);
        }
        if (notice.State != BenefitNoticeState.Draft)
            return BenefitNoticeProblems.BenefitNoticeStep.ToResult($"{noticeNo}, {ExactEnumConverter.Name(notice.State)}");
        if (notice.DraftedBy == context.Caller().Subject)
            return BenefitNoticeProblems.SamePerson.ToResult(noticeNo);
        var published = await db.BenefitNotices.Where(n => n.InsuredRegion == region
                && (n.State == BenefitNoticeState.Published || n.State == BenefitNoticeState.Ended))
            .OrderByDescending(n => n.ValidFrom).ToListAsync(cancellation);
        if (published.Find(n => n.ValidFrom >= notice.ValidFrom) is { } later)
            return ProblemKind.DateNotPossible.ToResult(
                new Text($"须晚于已发布的 {later.NoticeNo}（{later.ValidFrom:O}）", $"It begins after {later.NoticeNo}, published from {later.ValidFrom:O}").ToString(), "/validFrom");

        var superseded = published.FindAll(n => !(n.ValidThrough < notice.ValidFrom));
        if (superseded.Count > 0 && notice.ValidFrom < clock.Today())
            return ProblemKind.DateNotPossible.ToResult(
                new Text("已有告知书的日子不得改写，须自今日起", "Days that a notice held are not written anew: it begins today or later").ToString(), "/validFrom");
        foreach (var before in superseded)
            (before.ValidThrough, before.SupersededBy) = (notice.ValidFrom.AddDays(-1), noticeNo);
        await db.SaveChangesAsync(cancellation); // before the new one, since both may hold its days
        (notice.State, notice.PublishedBy, notice.PublishedAt) = (BenefitNoticeState.Published, context.Caller().Subject, clock.Now());
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return await AnswerAsync(notice, reader, clock, cancellation);
    }

    private static async Task<Results<Ok<BenefitNoticeAnswer>, ProblemHttpResult>> Withdraw(
        string regionCode, string noticeNo, WithdrawBenefitNoticeRequest request, HttpContext context, SettlementDbContext db,
        BenefitNoticeReader reader, TimeProvider clock, CancellationToken cancellation)
    {
        var region = RegionCode.Parse(regionCode);
        await using var transaction = await db.LockNoticesAsync(region, cancellation);
        if (await db.FindNoticeAsync(region, noticeNo, cancellation) is not { } notice)
            return ProblemKind.NotFound.ToResult(noticeNo);
        if (notice.State is BenefitNoticeState.Withdrawn or BenefitNoticeState.Ended)
        {
            if (notice.WithdrawalReason != request.Reason)
                return BenefitNoticeProblems.BenefitNoticeStep.ToResult($"{noticeNo}, {ExactEnumConverter.Name(notice.State)}");
            context.MarkReplayed();
            return await AnswerAsync(notice, reader, clock, cancellation);
        }
        var today = clock.Today();
        var hasBegun = notice.State == BenefitNoticeState.Published && notice.ValidFrom <= today;
        if (hasBegun && notice.ValidThrough < today)
            return BenefitNoticeProblems.BenefitNoticeStep.ToResult($"{noticeNo}, {notice.ValidThrough:O}");
        if (hasBegun)
            (notice.State, notice.ValidThrough) = (BenefitNoticeState.Ended, today);
        else
            notice.State = BenefitNoticeState.Withdrawn;
        (notice.WithdrawnBy, notice.WithdrawnAt, notice.WithdrawalReason) = (context.Caller().Subject, clock.Now(), request.Reason);
        await db.SaveChangesAsync(cancellation); // before those that get back its days
        if (!hasBegun)
            foreach (var before in await db.BenefitNotices.Where(n => n.InsuredRegion == region && n.SupersededBy == noticeNo).ToListAsync(cancellation))
                (before.ValidThrough, before.SupersededBy) = (before.DraftedThrough, null);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return await AnswerAsync(notice, reader, clock, cancellation);
    }

    private static async Task<Ok<BenefitNoticeAnswer>> AnswerAsync(
        BenefitNoticeRecord notice, BenefitNoticeReader reader, TimeProvider clock, CancellationToken cancellation) =>
        TypedResults.Ok((await reader.AnswersAsync([notice], clock.Today(), cancellation))[0]);

    /// <summary>Notices of one place are drafted and published one after the other.</summary>
    private static Task<IDbContextTransaction> LockNoticesAsync(
        this SettlementDbContext db, RegionCode region, CancellationToken cancellation) => db.LockNumberAsync("benefit-notice", region.Value, cancellation);

    private static Task<BenefitNoticeRecord?> FindNoticeAsync(
        this SettlementDbContext db, RegionCode region, string noticeNo, CancellationToken cancellation) =>
        db.BenefitNotices.SingleOrDefaultAsync(n => n.InsuredRegion == region && n.NoticeNo == noticeNo, cancellation);

    private static (RegionCode Region, string Code)? Contact(this BenefitNoticeContent content) =>
        content.ContactCode is { } code ? (RegionCode.Parse(content.ContactRegion!), code) : null;
}
