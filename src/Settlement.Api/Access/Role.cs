namespace Settlement.Api.Access;

/// <summary>角色 of a token (claim <c>role</c>).</summary>
internal enum Role
{
    /// <summary>医院 HIS; bound to a facility.</summary>
    Hospital,

    /// <summary>定点零售药店; bound to a facility.</summary>
    Pharmacy,

    /// <summary>参保地经办; bound to a region.</summary>
    Clerk,

    /// <summary>复核; bound to a region.</summary>
    Reviewer,

    /// <summary>财务; bound to a region.</summary>
    Finance,

    /// <summary>稽核审计; bound to a region.</summary>
    Auditor,

    /// <summary>系统管理; bound to a region.</summary>
    Administrator,
}
