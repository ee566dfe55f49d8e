namespace Settlement.Domain.Encounters;

/// <summary>离院方式 (dscg_way).</summary>
public enum DischargeManner
{
    /// <summary>1 医嘱离院.</summary>
    Ordered,

    /// <summary>2 医嘱转院.</summary>
    TransferredToHospital,

    /// <summary>3 医嘱转社区卫生服务机构 / 乡镇卫生院.</summary>
    TransferredToCommunity,

    /// <summary>4 非医嘱离院.</summary>
    AgainstAdvice,

    /// <summary>5 死亡.</summary>
    Death,

    /// <summary>9 其他.</summary>
    Other,
}

/// <summary>Why a bill is paid in full by the person instead of being settled (R1.14.14).</summary>
public enum SelfPaymentReason
{
    /// <summary>The settlement was refused by a rule; the note names its code.</summary>
    Refused,

    /// <summary>Network, system or credential fault (R1.1.2b).</summary>
    Fault,

    /// <summary>The person chose to pay and to claim later.</summary>
    Chosen,
}
