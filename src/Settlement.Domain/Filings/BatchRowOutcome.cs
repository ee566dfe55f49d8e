namespace Settlement.Domain.Filings;

/// <summary>单位集体申报单行处理结果.</summary>
public enum BatchRowOutcome
{
    /// <summary>待处理.</summary>
    Waiting,

    /// <summary>已生成备案.</summary>
    Filed,

    /// <summary>未受理: no filing can be made of it any more.</summary>
    Refused,
}
