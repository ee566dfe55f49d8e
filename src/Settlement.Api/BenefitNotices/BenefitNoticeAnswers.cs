using Microsoft.EntityFrameworkCore;
using Settlement.Api.Agencies;
using Settlement.Api.Calls;
using Settlement.Domain;
using Settlement.Domain.BenefitNotices;
using Settlement.Domain.Facilities;
using Settlement.Domain.Openness;
using Settlement.Persistence;
using Settlement.Persistence.BenefitNotices;
using Settlement.Persistence.Snapshots;

namespace Settlement.Api.BenefitNotices;

/// <summary>门慢特告知书.</summary>
/// <param name="Contact">Agency to turn to, as it is today.</param>
/// <param name="ValidThrough">Last day; of a notice that another superseded, the day before that one begins.</param>
/// <param name="SupersededBy">Number of the notice that took its place.</param>
/// <param name="Warnings">Where it and the published policies of the day differ.</param>
internal sealed record BenefitNoticeAnswer(
    string InsuredRegion, string NoticeNo, string Title, IReadOnlyList<CareService> Services, IReadOnlyList<string> Diseases, string Policy,
    string Process, AgencyAnswer? Contact, DateOnly ValidFrom, DateOnly? ValidThrough, string Source, BenefitNoticeState State,
    DateTimeOffset? PublishedAt, string? SupersededBy, string? WithdrawalReason, IReadOnlyList<BenefitNoticeWarning> Warnings);

/// <summary>Where a notice and the published policies of the day differ.</summary>
/// <param name="Fault">notPaid: it is named, and no scheme's policy pays it; leftOut: a policy pays it, and it is not named.</param>
internal sealed record BenefitNoticeWarning(NoticeFault Fault, CareService Service, string? Disease);

/// <summary>A page of notices.</summary>
/// <param name="Next">Send it as <c>after</c> to read on; null at the end.</param>
internal sealed record BenefitNoticePage(IReadOnlyList<BenefitNoticeAnswer> Items, string? Next);

/// <summary>Notices as they are answered, with their contacts and with warnings from the policies.</summary>
internal sealed class BenefitNoticeReader(SettlementDbContext db, ReferenceSnapshot reference)
{
    /// <param name="day">Day whose policies they are compared with; where one does not hold on it, its own first day.</param>
    internal async Task<IReadOnlyList<BenefitNoticeAnswer>> AnswersAsync(
        IReadOnlyList<BenefitNoticeRecord> notices, DateOnly day, CancellationToken cancellation)
    {
        var (regions, codes) = (
            notices.Where(n => n.ContactCode is not null).Select(n => n.ContactRegion!.Value.Value).ToArray(),
            notices.Where(n => n.ContactCode is not null).Select(n => n.ContactCode!).ToArray());
        var contacts = regions.Length == 0 ? [] : (await db.Agencies.FromSql(
                $"SELECT a.* FROM agency a WHERE (region, agency_code) IN (SELECT * FROM unnest({regions}, {codes}))").AsNoTracking().ToListAsync(cancellation))
            .ToDictionary(a => (a.Region, a.AgencyCode));
        return [.. notices.Select(n => new BenefitNoticeAnswer(
            n.InsuredRegion.Value, n.NoticeNo, n.Title, n.Services, n.Diseases, n.Policy, n.Process,
            n.ContactCode is { } code ? AgencyAnswer.From(contacts[(n.ContactRegion!.Value, code)]) : null,
            n.ValidFrom, n.ValidThrough, n.Source, n.State, n.PublishedAt?.InChina(), n.SupersededBy, n.WithdrawalReason, WarningsOf(n, day)))];
    }

    private IReadOnlyList<BenefitNoticeWarning> WarningsOf(BenefitNoticeRecord notice, DateOnly day)
    {
        var compared = new DateRange(notice.ValidFrom, notice.ValidThrough).Contains(day) ? day : notice.ValidFrom;
        var paid = RegionOpenness.SchemesOf(notice.InsuredRegion, compared, reference.Policies, reference.ChronicDiseases);
        return [.. NoticeComparison.Warnings(notice.Services, notice.Diseases, paid)
            .Select(w => new BenefitNoticeWarning(w.Fault, w.Benefit.Service, w.Benefit.Disease))];
    }
}
