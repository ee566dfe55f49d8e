using Settlement.Api.Agencies;
using Settlement.Api.Calls;
using Settlement.Domain.BenefitNotices;
using Settlement.Domain.Facilities;
using Settlement.Persistence.BenefitNotices;

namespace Settlement.Api.BenefitNotices;

/// <summary>门慢特告知书.</summary>
/// <param name="Contact">Agency to turn to, as it is today.</param>
/// <param name="ValidThrough">Last day; of a notice that another superseded, the day before that one begins.</param>
/// <param name="SupersededBy">Number of the notice that took its place.</param>
/// <param name="Warnings">Where it and the published policies of the day differ.</param>
internal sealed record BenefitNoticeAnswer(
    string InsuredRegion, string NoticeNo, string Title, IReadOnlyList<CareService> Services, IReadOnlyList<string> Diseases, string Policy,
    string Process, AgencyAnswer? Contact, DateOnly ValidFrom, DateOnly? ValidThrough, string Source, BenefitNoticeState State,
    DateTimeOffset? PublishedAt, string? SupersededBy, string? WithdrawalReason, IReadOnlyList<BenefitNoticeWarning> Warnings)
{
    internal static BenefitNoticeAnswer From(
        BenefitNoticeRecord n, AgencyAnswer? contact, IReadOnlyList<BenefitNoticeWarning> warnings) => new(
        n.InsuredRegion.Value, n.NoticeNo, n.Title, n.Services, n.Diseases, n.Policy, n.Process, contact, n.ValidFrom, n.ValidThrough,
        n.Source, n.State, n.PublishedAt?.InChina(), n.SupersededBy, n.WithdrawalReason, warnings);
}

/// <summary>Where a notice and the published policies of the day differ.</summary>
/// <param name="Fault">notPaid: it is named, and no scheme's policy pays it; leftOut: a policy pays it, and it is not named.</param>
internal sealed record BenefitNoticeWarning(NoticeFault Fault, CareService Service, string? Disease);
