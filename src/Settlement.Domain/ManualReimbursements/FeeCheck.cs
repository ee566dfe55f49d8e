namespace Settlement.Domain.ManualReimbursements;

/// <summary>协查结果.</summary>
public enum FeeCheckFinding
{
    /// <summary>属实.</summary>
    Confirmed,

    /// <summary>部分属实.</summary>
    PartlyConfirmed,

    /// <summary>不属实.</summary>
    NotConfirmed,
}
