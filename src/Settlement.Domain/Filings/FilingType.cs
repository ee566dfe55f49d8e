namespace Settlement.Domain.Filings;

/// <summary>备案类型 (R1.2).</summary>
public enum FilingType
{
    /// <summary>异地安置退休人员.</summary>
    RelocatedRetiree,

    /// <summary>异地长期居住人员.</summary>
    LongTermResident,

    /// <summary>常驻异地工作人员.</summary>
    PostedWorker,

    /// <summary>异地转诊人员.</summary>
    Referral,

    /// <summary>异地急诊抢救人员.</summary>
    Emergency,

    /// <summary>其他跨省临时外出就医人员 (非急诊且未转诊).</summary>
    OtherTemporary,
}

public static class FilingTypes
{
    /// <summary>跨省异地长期居住人员, as against 跨省临时外出就医人员.</summary>
    public static bool IsLongTerm(this FilingType type) =>
        type is FilingType.RelocatedRetiree or FilingType.LongTermResident or FilingType.PostedWorker;
}

/// <summary>备案渠道 (R-FIL-04).</summary>
public enum FilingChannel
{
    /// <summary>经办窗口.</summary>
    Window,

    /// <summary>电话.</summary>
    Phone,

    /// <summary>传真.</summary>
    Fax,

    /// <summary>网上服务大厅.</summary>
    Web,

    /// <summary>国家医保服务平台 App.</summary>
    App,

    /// <summary>小程序.</summary>
    MiniProgram,

    /// <summary>单位集体申报.</summary>
    Employer,
}

public static class FilingChannels
{
    /// <summary>Whether the person files alone and the agency owes a decision within its working days (R-FIL-06).</summary>
    public static bool IsOnline(this FilingChannel channel) =>
        channel is FilingChannel.Web or FilingChannel.App or FilingChannel.MiniProgram;
}
