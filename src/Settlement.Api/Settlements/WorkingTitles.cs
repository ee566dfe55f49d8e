using Settlement.Api.Calls;
using Settlement.Domain.Settlements;

namespace Settlement.Api.Settlements;

/// <summary>A rule of the working in words.</summary>
/// <param name="Explanation">What it does, in one sentence.</param>
internal readonly record struct RuleWords(Text Title, Text Explanation);

/// <summary>The rules of the working in words; a test checks that every rule has its words.</summary>
internal static class WorkingTitles
{
    internal static IReadOnlyDictionary<WorkingRule, RuleWords> Of { get; } = new Dictionary<WorkingRule, RuleWords>
    {
        [WorkingRule.Total] = Rule("医疗费总额", "Total",
            "全部费用明细之和。", "The sum of all fee lines."),
        [WorkingRule.FullSelfPay] = Rule("全自费", "Full self-pay",
            "就医地目录外（丙类）的费用，全部由个人负担。", "What lies outside the treatment place's catalogue is the person's own."),
        [WorkingRule.OverLimit] = Rule("超限价自费", "Over the price limit",
            "单价超过就医地支付限价的部分，由个人负担。", "What the unit price exceeds the treatment place's limit by is the person's own."),
        [WorkingRule.FirstSelfPaid] = Rule("先行自付", "First self-paid share",
            "乙类项目限价以内的费用，先由个人按就医地比例自付。",
            "Of a class B item, after the limit, the person first pays the share that the treatment place sets."),
        [WorkingRule.InScope] = Rule("符合政策范围", "In scope",
            "总额减去前三项，由此开始执行参保地政策。", "What is left of the total: here the insured place's policy begins."),
        [WorkingRule.UpFrontShare] = Rule("转外先行自付", "Share paid up front away from home",
            "异地就医人员在起付标准之前，先按参保地比例自付。", "Whoever is treated elsewhere first pays this share, before the deductible."),
        [WorkingRule.Deductible] = Rule("起付标准", "Deductible",
            "基金开始支付之前由个人负担的部分，不超过尚应支付的标准。", "What the person pays before the fund begins, at most what is still due."),
        [WorkingRule.Band] = Rule("分段支付", "Band",
            "落在同一费用段、按同一比例支付的部分。", "The part of the amount that is paid at one ratio."),
        [WorkingRule.Ceiling] = Rule("限额余额", "Left below the ceiling",
            "最高支付限额减去本期已支付的部分。", "The ceiling less what the period has used of it."),
        [WorkingRule.OverCeiling] = Rule("超统筹封顶线", "Above the ceiling",
            "符合政策范围，但超过统筹基金最高支付限额（特药含单药年度限额）的部分。",
            "In scope, but beyond what the pooled fund may still share in below its ceilings, that of a single special drug among them."),
        [WorkingRule.PooledFund] = Rule("统筹基金支付", "Pooled fund pays",
            "统筹基金按参保地比例支付的金额。", "What the pooled fund pays at the insured place's ratios."),
        [WorkingRule.LayerBase] = Rule("年度合规费用（扣除起付）", "Base of the year above the layer's deductible",
            "本年度计入该项保险的个人负担，减去其起付标准。", "What counts into the layer in the year so far, less the layer's deductible."),
        [WorkingRule.LargeAmount] = Rule("大额医疗补助支付", "Large-amount fund pays",
            "职工大额医疗费用补助支付的金额。", "What the employees' large-amount fund pays."),
        [WorkingRule.LargeIllness] = Rule("大病保险支付", "Large-illness insurance pays",
            "城乡居民大病保险支付的金额。", "What the residents' large-illness insurance pays."),
        [WorkingRule.Personal] = Rule("个人负担", "The person pays",
            "总额减去全部基金支付，由个人账户和现金支付。", "The total less what all funds pay: from the personal account and in cash."),
        [WorkingRule.FeeLine] = Rule("费用明细", "Fee line",
            "一条费用明细中计入上一项的部分。", "What one fee line adds."),
        [WorkingRule.Year] = Rule("年度", "Year",
            "跨年度住院按天数计入本年度的部分。", "What the days of one year take of a stay over New Year."),
        [WorkingRule.CoPay] = Rule("个人按比例负担", "Co-pay",
            "基金按比例支付后，由个人负担的部分。", "What the fund's ratio leaves to the person."),
        [WorkingRule.DeductibleDue] = Rule("应付起付标准", "Deductible still due",
            "本次起付标准减去已支付的部分。", "The policy's figure less what has been paid of it."),
        [WorkingRule.CutByCeiling] = Rule("超出限额的部分", "Cut by the ceiling",
            "各段之和超出该项限额，予以扣除的部分。", "What a layer's ceiling takes off its bands again."),
        [WorkingRule.CivilServant] = Rule("公务员医疗补助支付", "Civil servants' supplement pays",
            "公务员医疗补助支付的金额。", "What the civil servants' medical supplement pays."),
        [WorkingRule.EnterpriseSupplement] = Rule("企业补充医疗保险支付", "Enterprise supplement pays",
            "企业补充医疗保险支付的金额。", "What the employer's supplementary insurance pays."),
        [WorkingRule.MedicalAid] = Rule("医疗救助支付", "Medical aid pays",
            "医疗救助基金对困难人员支付的金额。", "What medical aid pays for a person in hardship."),
        [WorkingRule.FundTotal] = Rule("基金支付总额", "The funds pay",
            "统筹基金与各项补充保险支付之和。", "The sum of the pooled fund and all layers."),
        [WorkingRule.PersonalAccount] = Rule("个人账户支出", "Personal account pays",
            "个人账户在参保地规定的范围内支付，不超过余额。", "What the personal account takes over of the person's share, at most its balance."),
        [WorkingRule.Cash] = Rule("个人现金支出", "Cash",
            "其余部分由个人现金支付。", "What is left to be paid at the window."),
        [WorkingRule.DrugBand] = Rule("单药支付比例", "Ratio of the single drug",
            "特药目录为该药单独规定的支付比例，代替政策比例；异地降幅照常扣减。",
            "The list of special drugs gives this drug a ratio of its own in place of the policy's; "
            + "the reduction for treatment elsewhere is still taken off."),
        [WorkingRule.DrugCeiling] = Rule("单药限额余额", "Left below the drug's own ceiling",
            "特药目录为该药规定的年度限额减去本年度已支付的部分。",
            "The yearly ceiling that the list of special drugs gives this drug, less what the year has used of it."),
    };

    private static RuleWords Rule(string chinese, string english, string chineseSentence, string englishSentence) =>
        new(new(chinese, english), new(chineseSentence, englishSentence));
}
