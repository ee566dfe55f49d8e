using Settlement.Domain.Lives;

namespace Settlement.Domain.BenefitNotices;

/// <summary>State of a benefit notice.</summary>
public enum BenefitNoticeState
{
    /// <summary>草稿: seen by the insured place alone.</summary>
    Draft,

    /// <summary>已发布, by a second person.</summary>
    Published,

    /// <summary>已撤回 before it began: it never told anybody anything.</summary>
    Withdrawn,

    /// <summary>已终止: taken back on a day on which it held; it is shown for the days on which it did.</summary>
    Ended,
}

/// <summary>What was done with a notice.</summary>
public enum BenefitNoticeStep
{
    /// <summary>拟定.</summary>
    Draft,

    /// <summary>发布.</summary>
    Publish,

    /// <summary>撤回, of a notice that has begun 终止.</summary>
    Withdraw,
}

/// <summary>The life of a benefit notice (R-FAC-06).</summary>
public static class BenefitNoticeLife
{
    private static readonly Life<BenefitNoticeState, BenefitNoticeStep> BeforeItsFirstDay = new(
        (BenefitNoticeState.Draft, BenefitNoticeStep.Publish, BenefitNoticeState.Published),
        (BenefitNoticeState.Draft, BenefitNoticeStep.Withdraw, BenefitNoticeState.Withdrawn),
        (BenefitNoticeState.Published, BenefitNoticeStep.Withdraw, BenefitNoticeState.Withdrawn));

    private static readonly Life<BenefitNoticeState, BenefitNoticeStep> FromItsFirstDay = new(
        (BenefitNoticeState.Draft, BenefitNoticeStep.Publish, BenefitNoticeState.Published),
        (BenefitNoticeState.Draft, BenefitNoticeStep.Withdraw, BenefitNoticeState.Withdrawn),
        (BenefitNoticeState.Published, BenefitNoticeStep.Withdraw, BenefitNoticeState.Ended));

    /// <summary>The state after a step; null where the step is not possible.</summary>
    /// <param name="hasBegun">Whether the first day of the notice has come.</param>
    public static BenefitNoticeState? After(this BenefitNoticeState state, BenefitNoticeStep step, bool hasBegun) =>
        (hasBegun ? FromItsFirstDay : BeforeItsFirstDay).After(state, step);
}
