using Microsoft.EntityFrameworkCore;
using Settlement.Api.Calls;
using Settlement.Domain;
using Settlement.Domain.BenefitNotices;
using Settlement.Domain.Lives;
using Settlement.Persistence;
using Settlement.Persistence.BenefitNotices;
using Settlement.Persistence.Numbers;

namespace Settlement.Api.BenefitNotices;

/// <summary>发布、撤回 of a benefit notice, while nobody else works on the notices of its insured place.</summary>
internal sealed class BenefitNoticeSteps(SettlementDbContext db, BenefitNoticeReads notices)
    : Steps<BenefitNoticeRecord, BenefitNoticeEventRecord, BenefitNoticeStep, BenefitNoticeAnswer>(db)
{
    private static readonly object NothingMore = new();

    protected override ProblemKind VersionClash => BenefitNoticeProblems.BenefitNoticeStep;

    protected override ProblemKind NotPossible => BenefitNoticeProblems.BenefitNoticeStep;

    /// <summary>By somebody else than whoever drafted it; the notice before ends the day before.</summary>
    internal Task<Outcome<BenefitNoticeAnswer>> PublishAsync(RegionCode region, string noticeNo, Call call) =>
        TakeAsync(region, noticeNo, new(BenefitNoticeStep.Publish, Wire.Hash(NothingMore)), call, notice => PublishAsync(notice, call));

    /// <summary>
    /// One person may do it: a notice that has begun ends with today; before that, the notices that it superseded get their days back.
    /// </summary>
    internal Task<Outcome<BenefitNoticeAnswer>> WithdrawAsync(
        RegionCode region, string noticeNo, WithdrawBenefitNoticeRequest request, Call call) =>
        TakeAsync(region, noticeNo, new(BenefitNoticeStep.Withdraw, Wire.Hash(request), Note: request.Reason), call, notice =>
            Task.FromResult(Withdraw(notice, request.Reason, call)));

    /// <summary>The entry of its history for the version that a notice has now.</summary>
    internal static BenefitNoticeEventRecord Event(BenefitNoticeRecord notice, StepRequest<BenefitNoticeStep> step, Call call) => new()
    {
        InsuredRegion = notice.InsuredRegion,
        NoticeNo = notice.NoticeNo,
        Version = notice.Version,
        Step = step.Step,
        RequestHash = step.Hash,
        Note = step.Note,
        DoneBy = call.By,
        DoneAt = call.Now,
    };

    protected override IQueryable<BenefitNoticeEventRecord> EventsOf(BenefitNoticeRecord record) =>
        Db.BenefitNoticeEvents.Where(e => e.InsuredRegion == record.InsuredRegion && e.NoticeNo == record.NoticeNo);

    protected override (bool IsPossible, string State) Standing(BenefitNoticeRecord record, BenefitNoticeStep step) =>
        (record.State.After(step, hasBegun: false) is not null, ExactEnumConverter.Name(record.State)); // possible on any day alike

    protected override async Task AdvanceAsync(BenefitNoticeRecord record, BenefitNoticeStep step, CancellationToken cancellation)
    {
        var hasBegun = record.WithdrawnAt is { } at && record.ValidFrom <= at.DayInChina();
        record.State = record.State.After(step, hasBegun)!.Value;
        if (record.State != BenefitNoticeState.Withdrawn)
            return;
        await Db.SaveChangesAsync(cancellation); // before those that get back its days
        var before = await Db.BenefitNotices
            .Where(n => n.InsuredRegion == record.InsuredRegion && n.SupersededBy == record.NoticeNo).ToListAsync(cancellation);
        foreach (var notice in before)
            (notice.ValidThrough, notice.SupersededBy) = (notice.DraftedThrough, null);
    }

    protected override BenefitNoticeEventRecord EventOf(BenefitNoticeRecord record, StepRequest<BenefitNoticeStep> step, Call call) =>
        Event(record, step, call);

    protected override Task<BenefitNoticeAnswer> AnswerAsync(BenefitNoticeRecord record, Call call) => notices.AnswerAsync(record, call);

    private Task<Outcome<BenefitNoticeAnswer>> TakeAsync(
        RegionCode region, string noticeNo, StepRequest<BenefitNoticeStep> step, Call call,
        Func<BenefitNoticeRecord, Task<Refusal?>> change) =>
        TakeAsync(call, noticeNo, () => FindAsync(region, noticeNo, call), step, change);

    private async Task<BenefitNoticeRecord?> FindAsync(RegionCode region, string noticeNo, Call call)
    {
        await Db.LockNumbersAsync("benefit-notice", [region.Value], call.Cancellation);
        return await Db.BenefitNotices.SingleOrDefaultAsync(n => n.InsuredRegion == region && n.NoticeNo == noticeNo, call.Cancellation);
    }

    private async Task<Refusal?> PublishAsync(BenefitNoticeRecord notice, Call call)
    {
        if (SecondPerson.IsMissing(call.By, notice.DraftedBy))
            return ProblemKind.SecondPerson.Refuse(notice.NoticeNo);
        var published = await Db.BenefitNotices.Where(n => n.InsuredRegion == notice.InsuredRegion
                && (n.State == BenefitNoticeState.Published || n.State == BenefitNoticeState.Ended))
            .OrderByDescending(n => n.ValidFrom).ToListAsync(call.Cancellation);
        List<NoticeDays> days = [.. published.Select(n => new NoticeDays(n.NoticeNo, new(n.ValidFrom, n.ValidThrough)))];
        if (NoticeSuccession.NotBefore(notice.ValidFrom, days) is { } later)
            return ProblemKind.DateNotPossible.Refuse(new(
                $"须晚于已发布的 {later.NoticeNo}（{later.Days.First:O}）",
                $"It begins after {later.NoticeNo}, published from {later.Days.First:O}"), "/validFrom");
        var superseded = NoticeSuccession.Superseded(notice.ValidFrom, days);
        if (!NoticeSuccession.MayBegin(notice.ValidFrom, call.Today, superseded))
            return ProblemKind.DateNotPossible.Refuse(
                new("已有告知书的日子不得改写，须自今日起", "Days that a notice held are not written anew: it begins today or later"), "/validFrom");

        foreach (var before in published.Where(n => superseded.Any(s => s.NoticeNo == n.NoticeNo)))
            (before.ValidThrough, before.SupersededBy) = (notice.ValidFrom.AddDays(-1), notice.NoticeNo);
        await Db.SaveChangesAsync(call.Cancellation); // before the new one, since both may hold its days
        (notice.PublishedBy, notice.PublishedAt) = (call.By, call.Now);
        return null;
    }

    private static Refusal? Withdraw(BenefitNoticeRecord notice, string reason, Call call)
    {
        var now = call.Now;
        var today = now.DayInChina();
        if (notice.State == BenefitNoticeState.Published && notice.ValidFrom <= today)
        {
            if (notice.ValidThrough < today)
                return BenefitNoticeProblems.BenefitNoticeStep.Refuse($"{notice.NoticeNo}, {notice.ValidThrough:O}");
            notice.ValidThrough = today;
        }
        (notice.WithdrawnBy, notice.WithdrawnAt, notice.WithdrawalReason) = (call.By, now, reason);
        return null;
    }
}
