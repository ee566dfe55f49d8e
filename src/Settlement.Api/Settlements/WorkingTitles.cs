using Settlement.Api.Http;
using Settlement.Domain.Settlements;

namespace Settlement.Api.Settlements;

/// <summary>The rules of the working in words; a test checks that every rule has its words.</summary>
internal static class WorkingTitles
{
    internal static IReadOnlyDictionary<WorkingRule, Text> Of { get; } = new Dictionary<WorkingRule, Text>
    {
        [WorkingRule.Total] = new("医疗费总额", "Total"),
        [WorkingRule.FullSelfPay] = new("全自费", "Full self-pay"),
        [WorkingRule.OverLimit] = new("超限价自费", "Over the price limit"),
        [WorkingRule.FirstSelfPaid] = new("先行自付", "First self-paid share"),
        [WorkingRule.InScope] = new("符合政策范围", "In scope"),
        [WorkingRule.UpFrontShare] = new("转外先行自付", "Share paid up front away from home"),
        [WorkingRule.Deductible] = new("起付标准", "Deductible"),
        [WorkingRule.Band] = new("分段支付", "Band"),
        [WorkingRule.Ceiling] = new("年度限额余额", "Left below the yearly ceiling"),
        [WorkingRule.OverCeiling] = new("超统筹封顶线", "Above the ceiling"),
        [WorkingRule.PooledFund] = new("统筹基金支付", "Pooled fund pays"),
        [WorkingRule.LayerBase] = new("年度合规费用（扣除起付）", "Base of the year above the layer's deductible"),
        [WorkingRule.LargeAmount] = new("大额医疗补助支付", "Large-amount fund pays"),
        [WorkingRule.LargeIllness] = new("大病保险支付", "Large-illness insurance pays"),
        [WorkingRule.Personal] = new("个人负担", "The person pays"),
    };
}
