using Settlement.Api.Calls;
using Settlement.Domain;
using Settlement.Domain.Facilities;
using Settlement.Domain.Settlements;

namespace Settlement.Api.Settlements.Explain;

/// <summary>为什么没有多报销: what the funds would have paid, had one thing been different. The reasons do not add up.</summary>
/// <param name="Title">The reason in words.</param>
/// <param name="Level">The lower level, where the reason is the facility's; null for every other reason.</param>
/// <param name="FundTotal">基金支付总额 then, in yuan.</param>
/// <param name="Difference">How much more that is than what the funds pay.</param>
internal sealed record WhatIfAnswer(WhatIfReason Reason, string Title, FacilityLevel? Level, Money FundTotal, Money Difference)
{
    internal static WhatIfAnswer From(WhatIf other) => new(
        other.Reason, WhatIfTitles.Of[other.Reason].ToString(), other.Level, other.FundTotal, other.Difference);
}

/// <summary>为什么没有多报销 of a settlement.</summary>
/// <param name="FundTotal">基金支付总额 as settled.</param>
/// <param name="WhyNotMore">Empty where nothing kept the funds from paying more.</param>
internal sealed record WhyNotMoreAnswer(string TransactionNo, Money FundTotal, IReadOnlyList<WhatIfAnswer> WhyNotMore);

/// <summary>The reasons in words; a test checks that every one has its words.</summary>
internal static class WhatIfTitles
{
    internal static IReadOnlyDictionary<WhatIfReason, Text> Of { get; } = new Dictionary<WhatIfReason, Text>
    {
        [WhatIfReason.Filing] = new("若已在就医地办理长期备案", "Had the person been filed as a long-term resident of the treatment place"),
        [WhatIfReason.FacilityLevel] = new("若在较低等级的医疗机构就医", "Had the facility been of a lower level"),
        [WhatIfReason.Ceiling] = new("若没有最高支付限额", "Had no ceiling held"),
        [WhatIfReason.FirstSelfPaid] = new("若乙类项目没有先行自付", "Had class B items no first self-paid share"),
        [WhatIfReason.PriceLimit] = new("若项目没有支付限价", "Had no price limit held"),
        [WhatIfReason.Restriction] = new("若全部符合限定支付范围", "Had every payment restriction been met"),
    };
}
