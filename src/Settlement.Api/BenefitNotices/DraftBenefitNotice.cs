using Microsoft.EntityFrameworkCore;
using Settlement.Api.Calls;
using Settlement.Domain;
using Settlement.Domain.BenefitNotices;
using Settlement.Persistence;
using Settlement.Persistence.BenefitNotices;
using Settlement.Persistence.Snapshots;

namespace Settlement.Api.BenefitNotices;

/// <summary>拟定告知书 under the insured place's own number; its content never changes.</summary>
internal sealed class DraftBenefitNotice(
    SettlementDbContext db, NumberedCall numbered, BenefitNoticeReads notices, ReferenceSnapshot reference)
{
    internal Task<Outcome<BenefitNoticeAnswer>> RunAsync(RegionCode region, string noticeNo, BenefitNoticeContent content, Call call)
    {
        CallNumber number = new($"benefit-notice/{region}", noticeNo, "noticeNo", Wire.Hash(content));
        return numbered.OnceAsync(
            number, () => notices.FindAsync(region, noticeNo, call), () => DraftAsync(region, content, number, call),
            notice => notices.AnswerAsync(notice, call), call.Cancellation);
    }

    private async Task<Outcome<BenefitNoticeRecord>> DraftAsync(
        RegionCode region, BenefitNoticeContent content, CallNumber number, Call call)
    {
        if (reference.National.Territories.PoolingRegionOf(region)?.Code != region)
            return BenefitNoticeProblems.NotPoolingRegion.Refuse(region.Value, "/regionCode");
        if (content.Contact() is var (contactRegion, contactCode)
            && !await db.Agencies.AnyAsync(a => a.Region == contactRegion && a.AgencyCode == contactCode, call.Cancellation))
            return ProblemKind.InvalidRequest.Refuse($"{contactRegion}/{contactCode}", "/contactCode");
        var notice = New(region, content, number, call);
        db.Add(notice);
        db.Add(BenefitNoticeSteps.Event(notice, new(BenefitNoticeStep.Draft, number.Hash), call));
        return notice;
    }

    private static BenefitNoticeRecord New(RegionCode region, BenefitNoticeContent content, CallNumber number, Call call) => new()
    {
        InsuredRegion = region,
        NoticeNo = number.No,
        Title = content.Title,
        Services = [.. content.Services],
        Diseases = [.. content.Diseases],
        Policy = content.Policy,
        Process = content.Process,
        ContactRegion = content.Contact()?.Region,
        ContactCode = content.ContactCode,
        ValidFrom = content.ValidFrom,
        ValidThrough = content.ValidThrough,
        DraftedThrough = content.ValidThrough,
        Source = content.Source,
        State = BenefitNoticeState.Draft,
        Version = 1,
        RequestHash = number.Hash,
        DraftedBy = call.By,
        DraftedAt = call.Now,
    };
}
