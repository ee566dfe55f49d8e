namespace Settlement.Domain.Agencies;

/// <summary>经办机构层级, from the highest.</summary>
public enum AgencyLevel
{
    /// <summary>省级.</summary>
    Province,

    /// <summary>地市级.</summary>
    City,

    /// <summary>县级.</summary>
    County,

    /// <summary>乡镇（街道）服务窗口.</summary>
    Township,

    /// <summary>村（社区）服务窗口.</summary>
    Village,
}

/// <summary>经办服务: what an agency does at its window.</summary>
public enum AgencyService
{
    /// <summary>咨询.</summary>
    Enquiry,

    /// <summary>参保登记.</summary>
    Enrolment,

    /// <summary>异地就医备案.</summary>
    Filing,

    /// <summary>门诊慢特病资格认定.</summary>
    ChronicQualification,

    /// <summary>手工（零星）报销.</summary>
    ManualReimbursement,

    /// <summary>个人账户.</summary>
    PersonalAccount,
}

/// <summary>What was done to an agency.</summary>
public enum AgencyStep
{
    Record,
    Change,
    Close,
}
