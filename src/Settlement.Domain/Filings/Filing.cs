namespace Settlement.Domain.Filings;

/// <summary>备案类型 (rules.md 1.2).</summary>
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

/// <summary>备案状态.</summary>
public enum FilingState
{
    /// <summary>已提交: waits for the agency's decision.</summary>
    Submitted,

    /// <summary>已生效: accepted; the dates decide whether it is valid on a day.</summary>
    Accepted,

    /// <summary>不予备案.</summary>
    Rejected,
}

/// <summary>异地就医备案: leave of the insured place to be settled directly in another region.</summary>
/// <param name="Destination">Treatment city or province; every networked facility inside it may settle (R1.5.1).</param>
/// <param name="Validity">Days on which an admission or visit may begin; open for long-term filings (R1.4.1).</param>
public sealed record Filing(FilingId Id, FilingType Type, RegionCode Destination, DateRange Validity, FilingState State)
{
    public bool IsLongTerm => Type.IsLongTerm();

    /// <summary>
    /// Whether an encounter at <paramref name="facilityRegion"/> that begins on <paramref name="startedOn"/> is filed.
    /// The admission decides: a stay that begins inside the validity stays filed to its end (R1.4.4).
    /// </summary>
    /// <param name="latestFirstDay">Last day on which the validity may begin: later than the admission where the insured place lets a late filing count (rules.md 1.7).</param>
    public bool Covers(RegionCode facilityRegion, DateOnly startedOn, DateOnly latestFirstDay) =>
        State == FilingState.Accepted
        && Destination.Contains(facilityRegion)
        && Validity.First <= latestFirstDay
        && !(Validity.Last < startedOn);

    public bool IsInForceOn(DateOnly day) => State == FilingState.Accepted && Validity.Contains(day);
}
