using Settlement.Domain.Facilities;
using Settlement.Domain.Openness;

namespace Settlement.Domain.BenefitNotices;

public enum NoticeFault
{
    /// <summary>The notice says that it is open, and no policy of the day pays it.</summary>
    NotPaid,

    /// <summary>A policy of the day pays it, and the notice does not say so.</summary>
    LeftOut,
}

/// <summary>Where a notice and the policies of a day differ.</summary>
public readonly record struct NoticeWarning(NoticeFault Fault, Benefit Benefit);

/// <summary>A 门慢特告知书 beside what the insured place really pays (R-FAC-06).</summary>
public static class NoticeComparison
{
    /// <param name="services">Services that the notice says are open; chronic outpatient care is compared disease by disease.</param>
    /// <param name="paid">What the place's schemes pay on the day; what one of them pays is paid.</param>
    /// <returns>In the order of services and diseases, what is not paid first.</returns>
    public static IReadOnlyList<NoticeWarning> Warnings(
        IEnumerable<CareService> services, IEnumerable<string> diseases, IEnumerable<SchemeOpenness> paid)
    {
        var named = services.Where(service => service != CareService.ChronicOutpatient).Select(service => new Benefit(service))
            .Concat(diseases.Select(Benefit.Chronic)).ToHashSet();
        var open = paid.SelectMany(scheme => scheme.Benefits).ToHashSet();
        return
        [
            .. InOrder(named.Except(open)).Select(benefit => new NoticeWarning(NoticeFault.NotPaid, benefit)),
            .. InOrder(open.Except(named)).Select(benefit => new NoticeWarning(NoticeFault.LeftOut, benefit)),
        ];
    }

    private static IEnumerable<Benefit> InOrder(IEnumerable<Benefit> benefits) =>
        benefits.OrderBy(benefit => benefit.Service).ThenBy(benefit => benefit.Disease, StringComparer.Ordinal);
}
